/* The section editor: typing, saving, rows, pasting, and text kept on this device. */
import * as drafts from "./editor/drafts.js";
import "./editor/keys.js";
import { fit, form, isCell, partOf, reduced, rowOf } from "./editor/page.js";
import { guard, title } from "./editor/rows.js";
import { enqueue, receive, saveNow, touch } from "./editor/saving.js";

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

/* ---- a table from a spreadsheet ---- */
const paste = (...what) => import("./editor/paste.js").then((m) => m.ask(...what));
form.addEventListener("paste", (e) => {
  const text = e.clipboardData?.getData("text/plain") ?? "", part = isCell(e.target) && rowOf(e.target) && partOf(e.target);
  if (!part || part.dataset.kind !== "rows") return;
  if (!text.includes("\t") && !(e.target.hasAttribute("data-line") && text.trim().includes("\n"))) return;
  e.preventDefault();
  paste(part, text, e.target);
});
form.addEventListener("click", (e) => {
  if (e.target.closest("[data-paste]")) paste(partOf(e.target), "", null);
});

/* ---- what was kept on this device ---- */
drafts.read().then((draft) => draft && import("./editor/kept.js").then((m) => m.offer(draft)));

/* ---- messages that came with a save ---- */
function sweep() {
  const wrong = new Set([...form.querySelectorAll("[data-invalid]")].map((node) => node.dataset.invalid));
  for (const control of form.querySelectorAll("[aria-invalid]")) if (!wrong.has(control.id)) control.removeAttribute("aria-invalid");
  for (const id of wrong) document.getElementById(id)?.setAttribute("aria-invalid", "true");
}
document.body.addEventListener("ops:swapped", sweep);
document.body.addEventListener("htmx:oobAfterSwap", ({ target }) => {
  const news = document.querySelector("#news [data-values]");
  for (const [name, one] of Object.entries(JSON.parse(news?.dataset.values ?? "{}"))) receive(name, one);
  news?.removeAttribute("data-values");
  if (target.id !== "marked") return;
  const live = new Set(target.textContent.split(" "));
  for (const msg of form.querySelectorAll("[data-check]")) if (!live.has(msg.closest("[id]").id)) msg.remove();
  sweep();
});
document.body.addEventListener("htmx:afterSettle", sweep);
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
const arrive = () => location.hash.length > 1 && go(decodeURIComponent(location.hash.slice(1)));
arrive();
// The browser goes to the place itself once everything is there, and takes the focus away from where it was.
addEventListener("load", () => setTimeout(() => document.activeElement === document.body && arrive(), 50));

/* ---- the outline follows the page ---- */
const marks = new Map([...document.querySelectorAll("#outline .sub a")].map((a) => [decodeURIComponent(a.hash.slice(1)), a]));
const seen = new Set();
const spy = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](target.dataset.sheet);
  const first = [...form.querySelectorAll("[data-sheet]")].find((sheet) => seen.has(sheet.dataset.sheet))?.dataset.sheet;
  for (const [key, link] of marks) key === first ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
}, { rootMargin: "-120px 0px -55% 0px" });
for (const sheet of form.querySelectorAll("[data-sheet]")) spy.observe(sheet);

