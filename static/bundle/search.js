/* The search of the bundle: it works from a file, with no server. */
(() => {
  const form = document.querySelector("[data-find]"), field = document.getElementById("q");
  const hits = document.getElementById("hits"), all = document.getElementById("all"), live = document.getElementById("live");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const specs = window.OPS_INDEX || [];
  const lines = [
    ...specs.flatMap((spec) => [...spec.r.map((one) => ({ ...one, s: spec.t })), { ...spec, s: "Specification" }]),
    ...specs.flatMap((spec) => spec.s.map((one) => ({ ...one, s: spec.t, p: one.a ? `${spec.p}#${one.a}` : spec.p }))),
  ].map((line) => ({ ...line, w: fold(`${line.w} ${line.t} ${line.s}`) }));
  const find = () => {
    const words = fold(field.value).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const found = words.length ? lines.filter((line) => words.every((word) => line.w.includes(word))).slice(0, 50) : [];
    hits.replaceChildren(...found.map((line) => {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = line.p;
      link.textContent = `${line.t}, ${line.s}`;
      item.append(link);
      return item;
    }));
    hits.hidden = !found.length;
    all.hidden = Boolean(words.length);
    live.textContent = !words.length ? "" : found.length === 1 ? "1 found" : found.length ? `${found.length} found` : "Nothing found. Try fewer words, or others.";
  };
  form.addEventListener("submit", (e) => { e.preventDefault(); hits.querySelector("a")?.click(); });
  field.addEventListener("input", find);
  field.focus();
})();
