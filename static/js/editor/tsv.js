/* Cells as a spreadsheet puts them on the clipboard: tabs between, quotes around what holds tabs, quotes or new lines. */
export function parse(text) {
  const rows = [[]];
  let value = "", quoted = false;
  const source = text.replace(/\r\n?/g, "\n");
  for (let i = 0; i < source.length; i++) {
    const c = source[i];
    if (quoted) {
      if (c !== '"') value += c;
      else if (source[i + 1] === '"') { value += '"'; i++; }
      else quoted = false;
    } else if (c === '"' && value === "" && closes(source, i)) quoted = true;
    else if (c === "\t") { rows.at(-1).push(value); value = ""; }
    else if (c === "\n") { rows.at(-1).push(value); value = ""; rows.push([]); }
    else value += c;
  }
  rows.at(-1).push(value);
  const last = rows.at(-1);
  if (rows.length > 1 && last.length === 1 && last[0] === "") rows.pop();
  return rows;
}

/* A quote opens a quoted cell only when another one closes it before a tab, a new line or the end. */
function closes(source, from) {
  for (let i = from + 1; i < source.length; i++) {
    if (source[i] !== '"') continue;
    if (source[i + 1] === '"') { i++; continue; }
    return i + 1 === source.length || source[i + 1] === "\t" || source[i + 1] === "\n";
  }
  return false;
}
