/* Pasting a table from a spreadsheet: look first, then rows, and one Undo for all of them. */
import { button, dialog, field, icon, make, own, put, rowOf, say } from "./page.js";
import { add, focus, isEmpty, renumber, rowsOf } from "./rows.js";
import { enqueue, settle, touch } from "./saving.js";
import { parse } from "./tsv.js";

const box = dialog("paste", `
  <h2 id="paste-title">Paste rows</h2><div class="field" data-source><label for="paste-text">Copy cells in your spreadsheet and paste them here</label><textarea class="textarea code" id="paste-text" rows="5"></textarea></div><p data-says role="status"></p>
  <div class="scroll" tabindex="0" role="region" aria-label="Preview of the rows"><table data-preview></table></div>
  <div class="acts"><button class="btn primary" value="rows">Paste rows</button><button class="btn" value="text" data-astext>Paste as text here</button><button class="btn quiet" value="">Cancel</button></div>`);
const source = box.querySelector("[data-source]"), input = source.querySelector("textarea");
const says = box.querySelector("[data-says]"), preview = box.querySelector("[data-preview]"), heading = box.querySelector("h2");
const plain = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "");
const s = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

export function ask(part, text, control) {
  let plan = null;
  const look = (value) => (plan = value.trim() ? show(part, value, control) : clear(part));
  source.hidden = Boolean(text);
  input.value = "";
  input.oninput = () => look(input.value);
  box.querySelector("[data-astext]").hidden = !control;
  box.returnValue = "";
  look(text);
  box.showModal();
  box.addEventListener("close", () => {
    if (box.returnValue === "rows" && plan) return paste(part, plan, control);
    if (box.returnValue === "text" && control) {
      control.setRangeText(control.hasAttribute("data-line") ? text.trim().replace(/\s*\n\s*/g, " ") : text, control.selectionStart, control.selectionEnd, "end");
      touch(control);
    }
    (control ?? part.querySelector("[data-paste]")).focus();
  }, { once: true });
}

const labelOf = (part) => part.querySelector("h4")?.textContent || part.closest(".sheet").querySelector("h3").textContent;
function clear(part) {
  heading.textContent = `Paste rows into ${labelOf(part)}`;
  says.textContent = "";
  preview.replaceChildren();
  return null;
}

/* Which text goes into which column; a first line of column names is a header. */
function show(part, text, control) {
  const columns = [...part.querySelectorAll("thead th[data-field]")].map((th) => ({ field: th.dataset.field, label: th.firstChild.textContent.trim() }));
  const lines = parse(text);
  const named = lines[0].map((cell) => columns.find((c) => plain(cell) && [plain(c.label), plain(c.field)].includes(plain(cell))));
  const header = named.filter(Boolean).length >= 2;
  const from = control ? Math.max(0, columns.findIndex((c) => c.field === field(control))) : 0;
  const goes = header ? named : lines[0].map((_, i) => columns[from + i]);
  const blank = part.querySelector(":scope > template").content;
  const choices = (name) => [...(blank.querySelector(`select[name$=".${name}"]`)?.options ?? [])].map((o) => o.value).filter(Boolean);
  const wants = new Map(), rows = [];
  let over = 0;
  for (const line of header ? lines.slice(1) : lines) {
    const row = {};
    line.forEach((cell, i) => {
      const column = goes[i] ?? (header ? null : columns[from + i]), value = cell.trim();
      if (!column) return (over += value ? 1 : 0);
      if (!value) return;
      const words = choices(column.field), match = words.find((w) => plain(w) === plain(value));
      row[column.field] = match ?? value;
      if (words.length && !match) wants.set(rows.length, column.label);
    });
    if (Object.keys(row).length) rows.push(row);
  }
  const used = columns.filter((c) => rows.some((row) => row[c.field]));
  heading.textContent = `Paste ${s(rows.length, "row")} into ${labelOf(part)}`;
  const need = [...new Set(wants.values())].map((label) => {
    const n = [...wants.values()].filter((l) => l === label).length;
    return `${s(n, "row")} need${n === 1 ? "s" : ""} a ${label.toLowerCase()}.`;
  });
  says.textContent = [`${s(rows.length - wants.size, "row")} fit${rows.length - wants.size === 1 ? "s" : ""}.`, ...need, over ? `${s(over, "cell")} without a column stay${over === 1 ? "s" : ""} out.` : ""].join(" ").trim();
  const line = (tag, values) => { const tr = make("tr", ""); tr.append(...values.map((v) => make(tag, "", v))); return tr; };
  preview.replaceChildren(line("th", used.map((c) => c.label)), ...rows.slice(0, 5).map((row) => line("td", used.map((c) => row[c.field] ?? ""))));
  if (rows.length > 5) preview.append(line("td", [`and ${s(rows.length - 5, "more row")}`]));
  return { rows, wants };
}

function paste(part, { rows, wants }, control) {
  let after = control ? rowOf(control) : rowsOf(part).at(-1) ?? null;
  const made = [], start = control && isEmpty(after) ? after : null;
  rows.forEach((values, i) => {
    let row;
    if (i === 0 && start) {
      row = start;
      for (const c of own(row)) if (values[field(c)]) { put(c, oneLine(c, values[field(c)])); touch(c); }
    } else {
      const probe = part.querySelector(":scope > template").content;
      for (const name in values) if (probe.querySelector(`[name$=".${name}"][data-line]`)) values[name] = values[name].replace(/\s*\n\s*/g, " ");
      row = add(part, { after, values, quiet: true });
      made.push(row);
    }
    if (wants.has(i)) note(part, row, `“${own(row).find((c) => c.tagName === "SELECT" && c.value)?.value ?? ""}” is not a ${wants.get(i).toLowerCase()} of the list. Choose one.`);
    after = row;
  });
  const words = `${s(rows.length, "row")} pasted.`;
  const strip = make("div", "strip", words, button("Undo", () => {
    for (const row of made) {
      settle(row);
      row.remove();
      enqueue({ kind: "delete", model: part.dataset.model, key: row.dataset.row });
    }
    if (start) for (const c of own(start)) if (c.value) { put(c, ""); touch(c); }
    strip.remove();
    renumber(part);
    say(`${s(rows.length, "row")} removed again`);
    part.querySelector("[data-add]").focus();
  }));
  part.querySelector(".partfoot").before(strip);
  focus(made[0] ?? start);
  say(words);
}

const oneLine = (control, text) => (control.hasAttribute("data-line") ? text.replace(/\s*\n\s*/g, " ") : text);
function note(part, row, text) {
  const holder = document.getElementById(`m-${part.dataset.model}-${row.dataset.row}`);
  holder?.replaceChildren(make("span", "msg warn", icon("warn"), text));
}
