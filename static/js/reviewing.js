/* Reviewing with the keyboard: one letter each, only where nobody is typing, and only for who wants it. */
(() => {
  const all = (wanted) => [...document.querySelectorAll(wanted)].filter((one) => one.checkVisibility());
  const busy = (e) => e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || document.documentElement.dataset.keys === "off"
    || document.querySelector("dialog[open]") || e.target.matches?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  const step = (ways, by) => {
    const here = ways.findIndex((one) => one === document.activeElement || one.contains(document.activeElement));
    const there = ways[here < 0 ? (by > 0 ? 0 : ways.length - 1) : Math.max(0, Math.min(ways.length - 1, here + by))];
    there?.focus();
    there?.scrollIntoView({ block: "nearest" });
  };

  /* ---- the queue: j and k move, o opens, x chooses ---- */
  const inQueue = (key) => {
    const links = all("[data-queue] [data-review]"), row = document.activeElement.closest?.("[data-queue] tbody tr");
    if (!links.length) return false;
    const rows = links.map((one) => one.closest("tr"));
    const go = (by) => links[row ? Math.max(0, Math.min(links.length - 1, rows.indexOf(row) + by)) : 0].focus();
    const acts = { j: () => go(1), k: () => go(-1), o: () => row?.querySelector("[data-review]").click(), x: () => row?.querySelector("input[name=review]")?.click() };
    acts[key]?.();
    return key in acts;
  };

  /* ---- a review: n and p changes, c comment, s section read, d decision, ] next, [ before ---- */
  const CHANGES = ":is(tr, .rowdiff):is(.added, .removed, .changed, .moved-row), .fdiff:not(.rowdiff .fdiff) > div";
  const inReview = (key) => {
    const page = document.querySelector("#changes[data-review-page]");
    if (!page) return false;
    const at = document.activeElement, change = at.closest?.(CHANGES);
    const go = (by) => {
      const ways = all(`#changes :is(${CHANGES})`);
      for (const one of ways) one.tabIndex = -1;
      step(ways, by);
    };
    const acts = {
      n: () => go(1), p: () => go(-1),
      c: () => (change || page).querySelector("a.cbtn")?.click(),
      s: () => (at.closest?.("section.sheet")?.querySelector("input[data-read]") || document.querySelector("input[data-read]:not(:checked)"))?.click(),
      d: () => (document.querySelector("#panel input[name=verdict]:checked") || document.querySelector("#panel input[name=verdict]") || document.getElementById("panel")).focus(),
      "[": () => document.querySelector("[data-previous-review]")?.click(),
      "]": () => document.querySelector("[data-next-review]")?.click(),
    };
    acts[key]?.();
    return key in acts;
  };

  /* a tick that could not be kept is taken back */
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (e) => {
      const box = e.detail.elt?.querySelector?.("input[data-read]");
      if (box) box.checked = !box.checked;
    });
  }

  document.addEventListener("keydown", (e) => {
    if (busy(e)) return;
    if (inQueue(e.key) || inReview(e.key)) e.preventDefault();
  });
})();
