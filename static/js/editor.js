/* The section editor: typing, saving, rows, pasting, and text kept on this device. */
import * as drafts from "./editor/drafts.js";
import "./editor/keys.js";
import { button, cell, clock, fit, form, icon, isCell, make, own, put, reduced, rowOf, say } from "./editor/page.js";
import "./editor/paste.js";
import { add, guard, remove, rowsOf, title } from "./editor/rows.js";
import { digest, enqueue, saveNow, setDigest, touch } from "./editor/saving.js";

form.addEventListener("input", (e) => {
  if (e.target.id === "complete") return enqueue({ kind: "complete", value: e.target.checked ? "1" : "" });
  if (!isCell(e.target)) return;
  fit(e.target);
  touch(e.target);
  const row = rowOf(e.target);
  if (!row) return;
  title(row);
  guard(row, true);
});
form.addEventListener("submit", (e) => {
  e.preventDefault();
  saveNow();
});
for (const control of form.querySelectorAll("textarea")) fit(control);
for (const row of form.querySelectorAll("[data-row]")) guard(row);

/* ---- what was kept on this device ---- */
drafts.read().then((draft) => {
  if (!draft) return;
  const changed = Object.entries(draft.cells ?? {}).filter(([name, kept]) => cell(name)?.value !== kept.value);
  const jobs = (draft.jobs ?? []).filter((job) => job.kind !== "add" || !document.getElementById(`r-${job.model}-${job.key}`));
  if (!changed.length && !jobs.length) return drafts.drop();
  const time = clock(new Date(draft.when));
  const words = make("span", "tx", make("b", "", `You have unsaved text from ${time} on this device.`));
  const banner = make("div", "banner review", icon("history", 18), words, button("Restore", restore), button("Compare", compare), button("Discard", discard, "btn sm quiet"));
  document.getElementById("banner").before(banner);

  function restore() {
    banner.remove();
    for (const job of jobs) {
      const part = [...form.querySelectorAll(`[data-model="${job.model}"]`)].find((p) => (p.dataset.parent ?? "") === (job.parent ?? "") && (p.dataset.phase ?? "") === (job.phase ?? "")) ?? form.querySelector(`[data-model="${job.model}"]`);
      const row = document.getElementById(`r-${job.model}-${job.key}`);
      if (job.kind === "add" && part) add(part, { key: job.key, values: job.cells, after: rowsOf(part).find((r) => r.dataset.row === job.after) ?? null, quiet: true });
      else if (job.kind === "delete" && row) remove(row);
      else if (job.kind === "move" && row) enqueue(job);
    }
    for (const [name, kept] of changed) {
      const control = cell(name);
      if (!control) continue;
      put(control, kept.value);
      if (kept.seen || digest(name)) setDigest(name, kept.seen);
      touch(control);
      title(rowOf(control) ?? form);
    }
    say("Restored from this device");
  }
  function compare() {
    const box = document.getElementById("kept");
    box.querySelector("[data-kept]").replaceChildren(...changed.map(([name, kept]) => {
      const tr = make("tr", ""), control = cell(name);
      const label = control?.labels?.[0]?.firstChild.textContent.trim() || control?.getAttribute("aria-label") || name.split(".")[2];
      tr.append(make("td", "", label), make("td", "", kept.value), make("td", "", control?.value ?? "not on the page"));
      return tr;
    }));
    box.returnValue = "";
    box.showModal();
    box.addEventListener("close", () => ({ restore, discard })[box.returnValue]?.(), { once: true });
  }
  function discard() {
    drafts.drop();
    banner.remove();
    say("Discarded");
  }
});

/* ---- messages that came with a save ---- */
document.body.addEventListener("htmx:oobAfterSwap", (e) => {
  const holder = e.detail.target;
  if (!holder?.id?.startsWith("m-")) return;
  const control = document.getElementById(holder.id.slice(2));
  const named = [...holder.querySelectorAll("[data-invalid]")].map((node) => document.getElementById(node.dataset.invalid));
  const row = rowOf(holder);
  for (const c of row && !control ? own(row) : [control]) {
    if (!c) continue;
    if (named.includes(c) || (c === control && holder.querySelector(".block, svg"))) c.setAttribute("aria-invalid", "true");
    else c.removeAttribute("aria-invalid");
  }
});
document.body.addEventListener("ops:saved", () => {
  const preview = document.getElementById("preview");
  if (preview?.checkVisibility() && window.htmx) htmx.trigger(preview, "ops:refresh");
});

/* ---- going to a place ---- */
function go(id) {
  const target = id && document.getElementById(id);
  if (!target) return false;
  for (let node = target; node; node = node.parentElement) {
    if (node.tagName === "DETAILS") node.open = true;
    node.classList.remove("folded");
  }
  const control = target.matches("input, textarea, select") ? target : target.querySelector?.("[data-row] .cell, .input, .cell");
  const row = rowOf(target) ?? target.closest(".field");
  if (row) {
    row.classList.remove("arrived");
    requestAnimationFrame(() => row.classList.add("arrived"));
  }
  target.scrollIntoView({ block: "center", behavior: reduced.matches ? "auto" : "smooth" });
  if (control && target.tagName !== "H3") control.focus({ preventScroll: true });
  return true;
}
document.addEventListener("click", (e) => {
  const link = e.target.closest("a[data-goto]");
  if (link?.hash && link.pathname === location.pathname && go(decodeURIComponent(link.hash.slice(1)))) {
    e.preventDefault();
    history.replaceState(null, "", link.hash);
    document.getElementById("panel").classList.remove("open");
  }
});
if (location.hash.length > 1) go(decodeURIComponent(location.hash.slice(1)));

/* ---- the outline follows the page ---- */
const marks = new Map([...document.querySelectorAll("#outline .sub a")].map((a) => [decodeURIComponent(a.hash.slice(1)), a]));
const seen = new Set();
const spy = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](target.dataset.sheet);
  const first = [...form.querySelectorAll("[data-sheet]")].find((sheet) => seen.has(sheet.dataset.sheet))?.dataset.sheet;
  for (const [key, link] of marks) key === first ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
}, { rootMargin: "-120px 0px -55% 0px" });
for (const sheet of form.querySelectorAll("[data-sheet]")) spy.observe(sheet);

