/* Hands on rows: the keyboard, the menu, the grip. */
import { field, form, isCell, last, own, partOf, put, rowOf } from "./page.js";
import { add, duplicate, focus, isEmpty, listOf, moved, remove, rowsOf, step } from "./rows.js";
import { saveNow, touch } from "./saving.js";

let before = null;
form.addEventListener("focusin", (e) => {
  before = isCell(e.target) ? { control: e.target, value: e.target.value } : null;
  if (before) last.cell = e.target;
});

const talk = () => import("./comments.js");
const comment = (about) => talk().then((m) => m.comment(about));
document.getElementById("comments").addEventListener("ops:open", talk);
form.addEventListener("click", (e) => {
  const mark = e.target.closest("[data-thread]");
  if (mark) { e.preventDefault(); talk().then((m) => m.show(mark.dataset.thread)); }
});

form.addEventListener("keydown", (e) => {
  if (!isCell(e.target)) return;
  const control = e.target, row = rowOf(control), part = row && partOf(row), mod = e.ctrlKey || e.metaKey;
  const act = (what) => { e.preventDefault(); e.stopPropagation(); what(); };
  if (e.key === "Escape" && before?.control === control && control.value !== before.value) return act(() => { put(control, before.value); touch(control); });
  if (mod && e.altKey && e.code === "KeyM") return act(() => comment(control));
  if (!row) return;
  if (mod && e.shiftKey && e.key.toLowerCase() === "d") return act(() => duplicate(row));
  if (mod && e.shiftKey && e.key === "Backspace") return act(() => remove(row));
  if (mod && e.key === "Enter") return act(() => add(part, { after: row }));
  if (e.altKey && e.key === "ArrowUp") return act(() => step(row, -1));
  if (e.altKey && e.key === "ArrowDown") return act(() => step(row, 1));
  if (e.key === "Enter" && e.altKey && control.tagName === "TEXTAREA") return act(() => { control.setRangeText("\n", control.selectionStart, control.selectionEnd, "end"); touch(control); });
  if (e.key === "Enter" && !e.isComposing && control.hasAttribute("data-line")) return act(() => enter(control, row, part, e.shiftKey));
  if (e.key === "Tab" && !e.shiftKey && part.dataset.kind === "rows" && control === own(row).at(-1) && row === rowsOf(part).at(-1) && !isEmpty(row)) act(() => add(part));
});

function enter(control, row, part, up) {
  const rows = rowsOf(part), next = rows[rows.indexOf(row) + (up ? -1 : 1)];
  if (part.dataset.kind === "steps" && !up && !isEmpty(row)) return add(part, { after: row });
  if (next) own(next).find((c) => field(c) === field(control))?.focus();
}

document.addEventListener("keydown", (e) => {
  if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "s") { e.preventDefault(); saveNow(); }
});

/* ---- the menu ---- */
const menu = document.getElementById("rowmenu"), items = [...menu.querySelectorAll('[role="menuitem"]')];
let opener = null, openedAt = 0;
form.addEventListener("click", (e) => {
  const asked = e.target.closest("[data-menu]");
  if (!asked) return;
  if (opener === asked && menu.matches(":popover-open")) return menu.hidePopover();
  opener = asked;
  openedAt = scrollY;
  menu.showPopover();
  const box = asked.getBoundingClientRect(), { offsetWidth: w, offsetHeight: h } = menu;
  menu.style.left = `${Math.max(8, Math.min(box.right - w, innerWidth - w - 8))}px`;
  menu.style.top = `${box.bottom + h + 8 > innerHeight ? Math.max(8, box.top - h - 4) : box.bottom + 4}px`;
  items[0].focus();
});
// The event of a scroll that ended before the menu opened comes after it.
addEventListener("scroll", () => scrollY !== openedAt && menu.matches(":popover-open") && menu.hidePopover(), { passive: true });
menu.addEventListener("toggle", (e) => opener?.setAttribute("aria-expanded", e.newState === "open"));
menu.addEventListener("keydown", (e) => {
  const here = items.indexOf(document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: items.length - 1 }[e.key];
  if (to !== undefined) { e.preventDefault(); items[(to + items.length) % items.length].focus(); }
  else if (e.key === "Escape" || e.key === "Tab") { e.preventDefault(); menu.hidePopover(); opener.focus(); }
  else if (e.key.length === 1) items.find((i) => i.textContent.trim().toLowerCase().startsWith(e.key.toLowerCase()))?.focus();
});
menu.addEventListener("click", (e) => {
  const what = e.target.closest("[data-do]")?.dataset.do, row = rowOf(opener);
  if (!what || !row) return;
  menu.hidePopover();
  const back = opener;
  ({
    insert: () => add(partOf(row), { after: row }),
    duplicate: () => duplicate(row),
    up: () => { step(row, -1); back.focus(); },
    down: () => { step(row, 1); back.focus(); },
    place: () => import("./place.js").then((m) => m.place(row, back)),
    comment: () => comment(row),
    delete: () => remove(row),
  })[what]();
});

/* ---- the grip ---- */
form.addEventListener("pointerdown", (e) => {
  const grip = e.target.closest("[data-grip]");
  if (!grip || e.button) return;
  e.preventDefault();
  const row = rowOf(grip), part = partOf(row), from = rowsOf(part).indexOf(row), home = row.nextElementSibling;
  row.classList.add("dragging");
  grip.setPointerCapture(e.pointerId);
  const move = (m) => {
    if (m.clientY < 70) scrollBy(0, -12);
    if (m.clientY > innerHeight - 50) scrollBy(0, 12);
    const rows = rowsOf(part), here = rows.indexOf(row);
    const above = rows[here - 1]?.getBoundingClientRect(), below = rows[here + 1]?.getBoundingClientRect();
    // The neighbour moves and not the row: an element that leaves the page loses the pointer.
    if (above && m.clientY < above.top + above.height / 2) row.after(rows[here - 1]);
    else if (below && m.clientY > below.top + below.height / 2) row.before(rows[here + 1]);
  };
  const end = (cancelled) => {
    row.classList.remove("dragging");
    grip.removeEventListener("pointermove", move);
    document.removeEventListener("keydown", escape, true);
    if (cancelled) listOf(part).insertBefore(row, home);
    else if (rowsOf(part).indexOf(row) !== from) moved(row, from);
  };
  const escape = (k) => { if (k.key === "Escape") { k.stopPropagation(); end(true); } };
  grip.addEventListener("pointermove", move);
  grip.addEventListener("lostpointercapture", () => row.classList.contains("dragging") && end(false), { once: true });
  document.addEventListener("keydown", escape, true);
});

/* ---- add and fold ---- */
const fold = (card, folded) => {
  card.classList.toggle("folded", folded);
  card.querySelector("[data-fold]").setAttribute("aria-expanded", !folded);
};
const foldAll = (part, folded) => {
  for (const card of rowsOf(part)) fold(card, folded);
  part.querySelector("[data-foldall]").textContent = folded ? "Unfold all" : "Fold all";
};
for (const part of form.querySelectorAll('[data-kind="cards"]')) {
  const many = rowsOf(part).length;
  part.querySelector("[data-foldall]").hidden = many < 2;
  if (many > 5) foldAll(part, true);
}
form.addEventListener("click", (e) => {
  if (e.target.closest("[data-add]")) focus(add(partOf(e.target)));
  const one = e.target.closest("[data-fold]") ?? (e.target.closest(".card > header") && !e.target.closest("button, [data-grip]") && rowOf(e.target).querySelector("[data-fold]"));
  if (one) fold(rowOf(one), !rowOf(one).classList.contains("folded"));
  const all = e.target.closest("[data-foldall]");
  if (all) foldAll(partOf(all), all.textContent === "Fold all");
});
