/* What can be done to a row, the same for tables, steps and cards. */
import { button, field, fit, make, own, partOf, put, reduced, rowOf, say } from "./page.js";
import { enqueue, guarded, settle, touch } from "./saving.js";

const LISTS = { rows: "table", steps: ".steplist", cards: ".cards" };
export const listOf = (part) => part.querySelector(LISTS[part.dataset.kind]);
export const rowsOf = (part) => [...listOf(part).querySelectorAll(":scope > [data-row]")];
const word = (part) => part.dataset.what || "row";
const big = (text) => text.charAt(0).toUpperCase() + text.slice(1);
export const isEmpty = (row) => own(row).every((c) => !c.value.trim());
const name = (row) => own(row).map((c) => c.value.trim()).find(Boolean)?.split("\n")[0].slice(0, 60) ?? "";
const where = (part) => ({ model: part.dataset.model, parent: part.dataset.parent, phase: part.dataset.phase });
const keyBefore = (row) => {
  let node = row.previousElementSibling;
  while (node && !node.dataset.row) node = node.previousElementSibling;
  return node?.dataset.row ?? "";
};

export function newKey() {
  const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  return [...crypto.getRandomValues(new Uint8Array(12))].map((n) => letters[n % 36]).join("");
}

/* Steps on a card take the shape that its blank card holds. */
const shape = (part) => part.querySelector(":scope > template") ?? shape(partOf(part.parentElement)).content.querySelector(`[data-model="${part.dataset.model}"] > template`);

function blank(part, key) {
  const row = shape(part).content.firstElementChild.cloneNode(true);
  for (const node of row.querySelectorAll("noscript")) node.remove();
  for (const node of [row, ...row.querySelectorAll("*")])
    for (const { name: attribute, value } of [...node.attributes]) if (value.includes("__key__")) node.setAttribute(attribute, value.replaceAll("__key__", key));
  return row;
}

export function renumber(part) {
  const rows = rowsOf(part);
  rows.forEach((row, i) => {
    const shown = [...row.querySelectorAll("[data-n]")].find((node) => rowOf(node) === row);
    if (shown) shown.textContent = i + 1;
    for (const node of row.querySelectorAll("[aria-label]"))
      if (rowOf(node) === row) node.setAttribute("aria-label", node.getAttribute("aria-label").replace(/(row|step) ?\d*$/, `$1 ${i + 1}`));
  });
  const count = part.querySelector(":scope > .parthead [data-count]");
  if (count) count.firstChild.textContent = rows.length;
}

export function focus(row, column = 0) {
  const control = own(row).filter((c) => c.type !== "hidden")[column];
  control?.focus();
  control?.scrollIntoView({ block: "nearest", behavior: reduced.matches ? "auto" : "smooth" });
}

/* Add a row after another (or last); `values` are texts by field. Returns the row. */
export function add(part, { after = rowsOf(part).at(-1) ?? null, values = {}, key = newKey(), quiet = false } = {}) {
  const row = blank(part, key);
  if (after) after.after(row);
  else {
    const first = rowsOf(part)[0];
    if (first) first.before(row);
    else listOf(part).append(row);
  }
  for (const control of own(row)) if (values[field(control)]) put(control, values[field(control)]);
  const empty = locked(row).map((control) => { put(control, ""); return field(control); });
  own(row).forEach(fit);
  title(row);
  renumber(part);
  const cells = Object.fromEntries(Object.entries(values).filter(([name]) => !empty.includes(name)));
  enqueue({ kind: "add", ...where(part), key, after: keyBefore(row), cells, secret: own(row).filter(guarded).map(field) });
  if (!quiet) {
    row.classList.add("arrived");
    focus(row);
    say(`${big(word(part))} ${rowsOf(part).indexOf(row) + 1} added`);
  }
  return row;
}

export const texts = (row) => Object.fromEntries(own(row).filter((c) => c.value).map((c) => [field(c), c.value]));

export function duplicate(row) {
  const part = partOf(row), from = rowsOf(part).indexOf(row) + 1;
  const copy = add(part, { after: row, values: texts(row), quiet: true });
  const inner = (node) => [...node.querySelectorAll("[data-model]")];
  inner(row).forEach((nested, i) => {
    for (const step of rowsOf(nested)) add(inner(copy)[i], { values: texts(step), quiet: true });
  });
  copy.classList.add("arrived");
  focus(copy);
  say(`${big(word(part))} ${from} duplicated as ${word(part)} ${from + 1}`);
}

export function remove(row) {
  const part = partOf(row), label = name(row), { model } = part.dataset, key = row.dataset.row;
  settle(row);
  const words = `${big(word(part))} deleted${label ? `: ${label}` : ""}.`;
  const strip = make("div", "strip", words, button("Undo", () => {
    gone.replaceWith(row);
    renumber(part);
    enqueue({ kind: "restore", model, key });
    focus(row);
    say(`${big(word(part))} restored`);
  }));
  const gone = make({ TBODY: "tbody", LI: "li" }[row.tagName] ?? "div", "gone");
  if (row.tagName === "TBODY") {
    const td = make("td", "", strip);
    td.colSpan = listOf(part).tHead.rows[0].cells.length;
    gone.append(make("tr", "", td));
  } else gone.append(strip);
  row.replaceWith(gone);
  renumber(part);
  enqueue({ kind: "delete", model, key });
  strip.lastChild.focus();
  say(words);
}

/* Put a row at an index among its siblings, keeping the focus where it was. */
export function moveTo(row, index) {
  const part = partOf(row), rows = rowsOf(part), from = rows.indexOf(row), to = Math.max(0, Math.min(rows.length - 1, index));
  if (from === to) return;
  const active = document.activeElement;
  if (to < from) rows[to].before(row);
  else rows[to].after(row);
  active?.focus?.();
  moved(row, from);
}

export function moved(row, from) {
  const part = partOf(row), rows = rowsOf(part), to = rows.indexOf(row);
  renumber(part);
  row.classList.remove("moved");
  requestAnimationFrame(() => row.classList.add("moved"));
  enqueue({ kind: "move", model: part.dataset.model, key: row.dataset.row, after: keyBefore(row) });
  say(`${big(word(part))} ${from + 1} moved to ${to + 1} of ${rows.length}`);
}

export const step = (row, by) => moveTo(row, rowsOf(partOf(row)).indexOf(row) + by);

export function title(row) {
  const shown = [...row.querySelectorAll("[data-title]")].find((node) => rowOf(node) === row);
  if (shown) shown.textContent = name(row) || "Untitled";
}

/* A parameter marked sensitive never holds a value, here or anywhere. The controls of a row that must stay empty. */
function locked(row) {
  const mark = own(row).find((c) => field(c) === "sensitive");
  if (!mark) return [];
  const secret = mark.value === "Yes", found = own(row).filter(guarded);
  for (const control of found) {
    control.readOnly = secret;
    control.placeholder = secret ? "never kept" : "";
  }
  return secret ? found : [];
}

export function guard(row, told = false) {
  for (const control of locked(row)) {
    if (!control.value) continue;
    put(control, "");
    touch(control);
    if (told) say("Sensitive: the value was removed. Say where it is stored under Secrets.");
  }
}
