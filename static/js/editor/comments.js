/* Comments from the editor: a row or a field is chosen, and the panel opens with the form about it. */
import { at, form, last, partOf, rowOf } from "./page.js";
import { pending, receive, saveNow } from "./saving.js";

const soon = (what) => Promise.race([what, new Promise((done) => setTimeout(done, 3000))]);
const there = async (find) => {
  for (const end = Date.now() + 20000; !find() && Date.now() < end;) await new Promise((done) => setTimeout(done, 100));
  return find();
};

export function comment(node) {
  const row = rowOf(node), place = row ? `${partOf(row).dataset.model}.${row.dataset.row}` : node.name;
  const open = async () => {
    await soon(saveNow()); // a row that was just added must be there to be talked about
    document.getElementById("comments-tab").click();
    document.getElementById("panel").classList.add("open");
    await window.ops.opened;
    document.querySelector("#comments-new > form")?.remove();
    const back = encodeURIComponent(form.getAttribute("action"));
    htmx.ajax("GET", `${at("comments/new/")}?at=${place}&back=${back}`, { target: "#comments-new", swap: "afterbegin" });
  };
  setTimeout(open); // after the click that asked for it, which closes the panel
}

/* A mark beside a row leads to its thread. */
export function show(thread) {
  const box = document.getElementById("comments");
  setTimeout(async () => {
    document.getElementById("comments-tab").click();
    document.getElementById("panel").classList.add("open");
    await window.ops.opened;
    const where = await there(() => box.querySelector(`#thread-${thread} .where`));
    if (!where) return;
    where.tabIndex = -1;
    where.focus();
  });
}

/* The field that was written in last can be talked about with the mouse too. */
const here = document.getElementById("comment-here");
const tell = () => {
  const written = last.cell;
  if (!written) return;
  here.hidden = false;
  here.lastElementChild.textContent = written.getAttribute("aria-label") || written.labels?.[0]?.firstChild.textContent.trim() || "this field";
};
form.addEventListener("focusin", tell);
tell();
here.addEventListener("click", () => last.cell?.isConnected && comment(last.cell));

/* Applying compares with what the portal has: what is being typed goes first. */
document.addEventListener("htmx:confirm", (e) => {
  if (!e.target.matches?.("[data-apply]") || !pending()) return;
  e.preventDefault();
  soon(saveNow()).then(() => e.detail.issueRequest(true));
});
document.body.addEventListener("ops:setvalue", (e) => {
  for (const [name, news] of Object.entries(e.detail)) if (name.split(".").length === 3) receive(name, news);
});
