/* The page being edited: its form, its cells, its addresses. */
export const form = document.getElementById("form");
export const { guid, chapter } = form.dataset;
export const at = (path) => form.getAttribute("action").replace(/sections\/[^/]+\/$/, "") + path;
export const { say, token, freshToken, signIn, reduced } = window.ops;

export const last = { cell: null }; // where the focus was last, for what is loaded later
export const cell = (address) => form.elements.namedItem(address);
export const isCell = (control) => Boolean(control?.name) && control.name.split(".").length === 3 && !control.hasAttribute("data-fixed");
export const field = (control) => control.name.split(".")[2];
export const rowOf = (node) => node?.closest?.("[data-row]") ?? null;
export const partOf = (node) => node?.closest?.("[data-model]") ?? null;
export const own = (row) => [...row.querySelectorAll("input, textarea, select")].filter((c) => isCell(c) && rowOf(c) === row);

export const clock = (when = new Date()) => `${String(when.getHours()).padStart(2, "0")}:${String(when.getMinutes()).padStart(2, "0")}`;

export function put(control, value) {
  if (control.tagName === "SELECT" && ![...control.options].some((o) => o.value === value)) control.add(new Option(value, value));
  control.value = value;
  fit(control);
}

export const fit = CSS.supports("field-sizing", "content")
  ? () => {}
  : (control) => {
      if (control.tagName !== "TEXTAREA") return;
      control.style.height = "auto";
      control.style.height = `${control.scrollHeight + 2}px`;
    };

export function icon(name, size = 16) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("width", size);
  svg.setAttribute("height", size);
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS("http://www.w3.org/2000/svg", "use"));
  svg.firstChild.setAttribute("href", `#i-${name}`);
  return svg;
}

export function make(tag, className, ...children) {
  const node = document.createElement(tag);
  node.className = className;
  node.append(...children);
  return node;
}

/* A dialog that few need is made by the module that opens it; `inside` is our own HTML, never anybody's text. */
export function dialog(id, inside) {
  const box = make("dialog", "dialog");
  box.id = id;
  box.setAttribute("aria-labelledby", `${id}-title`);
  box.innerHTML = `<form method="dialog">${inside}</form>`;
  document.body.append(box);
  return box;
}

export function button(label, act, className = "btn sm") {
  const node = make("button", className, label);
  node.type = "button";
  node.addEventListener("click", act);
  return node;
}
