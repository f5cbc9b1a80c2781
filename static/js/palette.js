/* What lies over every page when a key asks for it: the command palette, and the list of keys. Loaded at the first use. */
const KEPT = 8, WAIT = 120;
const el = (tag, props = {}, ...children) => {
  const { role, ...rest } = props, node = Object.assign(document.createElement(tag), rest);
  if (role) node.setAttribute("role", role);
  for (const name of Object.keys(rest)) if (name.includes("-")) node.setAttribute(name, rest[name]);
  node.append(...children);
  return node;
};

let styled;
const style = (href) => (styled ??= new Promise((done) => {
  document.head.append(el("link", { rel: "stylesheet", href, onload: done, onerror: done }));
}));

/* ---- what was opened lately, on this device, for this person alone ---- */
let store;
const recent = () => {
  try { return JSON.parse(localStorage.getItem(store)) ?? []; } catch { return []; }
};
const remember = (option) => {
  const [label, about] = [option.firstChild.textContent.trim(), option.querySelector("small")?.textContent ?? ""];
  const one = { url: option.getAttribute("href"), label, about };
  const rest = recent().filter((other) => other.url !== one.url);
  try { localStorage.setItem(store, JSON.stringify([one, ...rest].slice(0, KEPT))); } catch { /* the device keeps nothing */ }
};

/* ---- the box ---- */
let box, input, list, note, asking, timer;
let asked = null, shown = null, wanted = null; // words under way, words that the list answers, Enter pressed before it did
const build = () => {
  input = el("input", { id: "palette-input", className: "input", type: "text", role: "combobox", autocomplete: "off", spellcheck: false, "aria-label": "Search or jump to", "aria-controls": "palette-list", "aria-expanded": "false", "aria-autocomplete": "list", placeholder: "Search or jump to…" });
  list = el("div", { id: "palette-list", role: "listbox", "aria-label": "Places", hidden: true });
  note = el("p", { className: "note", role: "status" });
  const foot = el("p", { className: "foot", "aria-hidden": "true" });
  for (const [key, what] of [["↑ ↓", "choose"], ["Enter", "open"], ["Ctrl Enter", "new tab"]]) foot.append(el("span", {}, el("kbd", {}, key), ` ${what}`));
  const close = el("button", { className: "btn sm quiet", type: "button", "aria-label": "Close" }, "Esc");
  box = el("dialog", { id: "palette", className: "palette", "aria-label": "Search or jump to" }, el("div", { className: "top" }, input, close), list, note, foot);
  document.body.append(box);
  close.addEventListener("click", () => box.close());
  box.addEventListener("click", (e) => { if (e.target === box) box.close(); });
  box.addEventListener("close", () => { asking?.abort(); clearTimeout(timer); wanted = null; });
  input.addEventListener("input", () => { wanted = null; clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  input.addEventListener("keydown", keys);
  list.addEventListener("mousemove", (e) => { const one = e.target.closest("[role=option]"); if (one) choose(one, false); });
  list.addEventListener("click", (e) => {
    const one = e.target.closest("[role=option]");
    if (!one) return;
    remember(one);
    if (!e.ctrlKey && !e.metaKey && !e.shiftKey) box.close();
  });
};

const options = () => [...list.querySelectorAll("[role=option]")];
const chosen = () => list.querySelector('[aria-selected="true"]');
const choose = (one, scroll = true) => {
  chosen()?.setAttribute("aria-selected", "false");
  one?.setAttribute("aria-selected", "true");
  one ? input.setAttribute("aria-activedescendant", one.id) : input.removeAttribute("aria-activedescendant");
  if (scroll) one?.scrollIntoView({ block: "nearest" });
};
const keys = (e) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  if (step) {
    const all = options();
    e.preventDefault();
    if (all.length) choose(all[(all.indexOf(chosen()) + step + all.length) % all.length]);
  } else if (e.key === "Enter" && !e.isComposing) {
    e.preventDefault();
    e.stopPropagation();
    enter(e.ctrlKey || e.metaKey);
  }
};
/* Who types and presses Enter at once means what was typed, not what the list still shows. */
const enter = (apart) => {
  const words = input.value.trim();
  if (shown !== words) {
    wanted = { apart };
    if (asked !== words) ask();
    return;
  }
  wanted = null;
  const one = chosen();
  if (!one) { if (shown) location.assign(`/search/?q=${encodeURIComponent(shown)}`); }
  else if (apart) { remember(one); open(one.href, "_blank", "noopener"); }
  else one.click();
};

const show = (html, words) => {
  list.innerHTML = html;
  const last = recent();
  if (!words && last.length) {
    const group = el("div", { role: "group", "aria-labelledby": "pg-0" }, el("p", { id: "pg-0", role: "presentation" }, "Recent"));
    last.forEach((one, at) => {
      const option = el("a", { id: `po-0-${at}`, role: "option", href: one.url, tabIndex: -1, "aria-selected": "false" }, `${one.label} `);
      option.dataset.goto = "";
      if (one.about) option.append(el("small", {}, one.about));
      group.append(option);
    });
    list.prepend(group);
  }
  const all = options();
  list.hidden = !all.length;
  input.setAttribute("aria-expanded", String(all.length > 0));
  choose(all[0]);
  return all.length;
};
const ask = async () => {
  const words = input.value.trim();
  asking?.abort();
  clearTimeout(timer);
  asked = words;
  const mine = (asking = new AbortController());
  const slow = setTimeout(() => list.setAttribute("aria-busy", "true"), 300);
  try {
    const answer = await fetch(`/search/?palette=1&q=${encodeURIComponent(words)}`, { headers: { "HX-Request": "true" }, signal: mine.signal });
    if (answer.status === 401) { box.close(); return window.ops.signIn(); }
    if (!answer.ok) throw new Error(answer.status);
    const count = show(await answer.text(), words);
    shown = words;
    note.textContent = count ? "" : `Nothing found for “${words}”. Press Enter for the search page.`;
  } catch (problem) {
    if (problem.name === "AbortError") return;
    show("", "");
    shown = words;
    wanted = null;
    note.textContent = navigator.onLine ? "Search is not available. Recently opened pages are still listed." : "Offline. These are the places you opened lately.";
  } finally {
    clearTimeout(slow);
    if (mine === asking) {
      asked = null;
      list.removeAttribute("aria-busy");
    }
  }
  if (mine === asking && wanted) enter(wanted.apart);
};

export const palette = async (jump) => {
  await style(jump.dataset.style);
  store = `ops:recent:${jump.dataset.who}`;
  if (!box) build();
  if (box.open) return box.close();
  if (document.querySelector("dialog[open]")) return;
  input.value = note.textContent = "";
  shown = show("", "") ? "" : null;
  box.showModal();
  input.focus();
  ask();
};

/* ---- the keys that exist ---- */
export const shortcuts = async (jump) => {
  if (document.querySelector("dialog[open]")) return;
  await style(jump.dataset.style);
  const back = document.activeElement;
  const answer = await fetch("/account/shortcuts/", { headers: { "HX-Request": "true" } });
  if (answer.status === 401) return window.ops.signIn();
  if (!answer.ok) return location.assign("/account/shortcuts/");
  const page = el("div", { className: "in" });
  page.innerHTML = await answer.text();
  const sheet = el("dialog", { className: "dialog keysheet", "aria-labelledby": "keys-title" }, page);
  document.body.append(sheet);
  sheet.addEventListener("close", () => { sheet.remove(); back?.focus(); });
  sheet.showModal();
};
