/* The search of the bundle: it works from a file, with no server. */
(() => {
  const form = document.querySelector("[data-find]"), field = document.getElementById("q");
  const hits = document.getElementById("hits"), all = document.getElementById("all"), live = document.getElementById("live");
  const lines = (window.OPS_INDEX || []).flatMap((spec) => [...spec.r.map((one) => ({ ...one, s: spec.t })), { ...spec, s: "Specification" }]);
  const find = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = words.length ? lines.filter((line) => words.every((word) => `${line.w} ${line.s}`.toLowerCase().includes(word))).slice(0, 50) : [];
    hits.replaceChildren(...found.map((line) => {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = line.p;
      link.textContent = `${line.t}, ${line.s}`;
      item.append(link);
      return item;
    }));
    hits.hidden = !found.length;
    all.hidden = Boolean(words.length);
    live.textContent = !words.length ? "" : found.length === 1 ? "1 found" : found.length ? `${found.length} found` : "Nothing found. Try one word of the alert.";
  };
  form.addEventListener("submit", (e) => { e.preventDefault(); hits.querySelector("a")?.click(); });
  field.addEventListener("input", find);
  field.focus();
})();
