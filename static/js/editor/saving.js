/* Saving: only what changed, one request at a time, the newest text last; nothing is lost on the way. */
import * as drafts from "./drafts.js";
import { at, button, cell, chapter, clock, form, freshToken, icon, put, say, signIn, token } from "./page.js";

const DELAYS = [2, 4, 8, 16, 30];
const digests = new Map();
for (const group of document.getElementById("seen").value.split(" ")) {
  const [head, ...rows] = group.split(";"), [model, names = ""] = head.split("="), fields = names.split(",");
  for (const [key, told] of rows.map((row) => row.split(":"))) told.split(",").forEach((one, i) => one && digests.set(`${model}.${key}.${fields[i]}`, one));
}
const dirty = new Set();
const conflicts = new Set();
const queue = [];
let flying = []; // cells on their way, neither dirty nor in the queue
const state = document.getElementById("savestate");
let busy = false, stopped = false, tries = 0, timer = 0, draftTimer = 0, announced = false, renewed = false, waiting = [];

export const pending = () => busy || queue.length > 0 || dirty.size > 0;
export const isDirty = (address) => dirty.has(address);
export const digest = (address) => digests.get(address) ?? "";
export const setDigest = (address, value) => digests.set(address, value);

/* ---- what the person did ---- */
export function touch(control) {
  dirty.add(control.name);
  show("dirty", "Unsaved changes");
  schedule(800);
}

export function enqueue(job) {
  const last = queue.at(-1);
  if (job.kind === "move" && last?.kind === "move" && last.key === job.key && queue.length > 1) queue.pop();
  queue.push(job);
  show("dirty", "Unsaved changes");
  schedule(150);
}

/* Cells of a row that is about to go must reach the server before it goes, so that Undo brings them back. */
export function settle(row) {
  const controls = [...row.querySelectorAll("input, textarea, select")].filter((c) => dirty.has(c.name)), changed = controls.map((c) => c.name);
  const values = Object.fromEntries(controls.map((c) => [c.name, c.value])), secret = controls.filter(guarded).map((c) => c.name);
  if (changed.length) queue.push({ kind: "cells", addresses: changed, values, secret });
  for (const name of changed) dirty.delete(name);
}

export const saveNow = () => {
  tries = 0;
  stopped = false;
  schedule(0);
  return pending() ? new Promise((done) => waiting.push(done)) : Promise.resolve(true);
};

function schedule(delay) {
  clearTimeout(timer);
  timer = setTimeout(pump, delay);
  clearTimeout(draftTimer);
  draftTimer = setTimeout(keepDraft, 300);
}

/* What may be a secret is sent, and never written on this device. */
export const guarded = (control) => control.hasAttribute("data-guarded");
const without = (names = [], values = {}) => Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));

function keepDraft() {
  if (!pending() && !conflicts.size) return;
  const cells = {};
  for (const name of new Set([...dirty, ...flying])) {
    const control = cell(name);
    if (control && !guarded(control)) cells[name] = { value: control.value, seen: digest(name) };
  }
  for (const job of queue) for (const name in without(job.secret, job.values)) cells[name] ??= { value: job.values[name], seen: digest(name) };
  const jobs = queue.filter((job) => job.kind !== "cells").map(({ secret, ...job }) => (job.cells ? { ...job, cells: without(secret, job.cells) } : job));
  drafts.keep({ when: Date.now(), cells, jobs });
}

/* ---- one request at a time ---- */
async function pump() {
  if (busy || stopped || !pending()) return;
  clearTimeout(timer);
  const job = queue[0] ?? { kind: "cells", addresses: [...dirty], loose: true };
  if (job.loose) {
    for (const name of job.addresses) dirty.delete(name);
    flying = job.addresses;
  }
  busy = true;
  const slow = setTimeout(() => show("saving", "Saving…"), 500);
  let answer;
  try {
    answer = await send(job);
  } catch {
    answer = null;
  }
  clearTimeout(slow);
  busy = false;
  flying = [];
  await settleAnswer(job, answer);
}

function send(job) {
  const body = new URLSearchParams({ chapter });
  let path = "cells/";
  if (job.kind === "cells") {
    const seen = {};
    for (const name of job.addresses) {
      body.append(name, (job.loose ? cell(name)?.value : null) ?? job.values?.[name] ?? "");
      seen[name] = digest(name);
    }
    body.append("seen", JSON.stringify(seen));
  } else if (job.kind === "add") {
    path = "rows/";
    for (const name of ["model", "key", "after", "parent", "phase"]) body.append(name, job[name] ?? "");
    body.append("cells", JSON.stringify(job.cells ?? {}));
  } else if (job.kind === "complete") {
    path = `sections/${chapter}/complete/`;
    body.append("complete", job.value);
  } else {
    path = `rows/${job.model}/${job.key}/${job.kind}/`;
    if (job.kind === "move") body.append("after", job.after);
  }
  return fetch(at(path), {
    method: "POST", body, credentials: "same-origin", signal: AbortSignal.timeout(15000),
    headers: { "X-CSRFToken": token(), "HX-Request": "true", Accept: "text/html" },
  });
}

async function settleAnswer(job, answer) {
  const status = answer ? (answer.redirected && /\/login\//.test(answer.url) ? 401 : answer.status) : 0;
  const done = (status >= 200 && status < 300) || status === 409 || status === 423 || ((status === 404 || status === 410) && job.kind !== "cells");
  if (!done) return undone(job, status, answer);
  tries = 0;
  renewed = false;
  if (!job.loose) queue.shift();
  const events = triggers(answer.headers.get("HX-Trigger"));
  const saved = events["ops:saved"] ?? {};
  for (const [name, value] of Object.entries(saved.digests ?? {})) {
    digests.set(name, value);
    conflicts.delete(name);
    cell(name)?.removeAttribute?.("data-conflict");
  }
  if (status === 409) lost(events["ops:conflict"]?.cells ?? (job.addresses ?? []).filter((name) => !(name in (saved.digests ?? {}))));
  for (const [name, news] of Object.entries(events["ops:setvalue"] ?? {})) receive(name, news);
  const text = status === 204 || status === 404 || status === 410 ? "" : await answer.text();
  if (text.trim() && window.htmx) {
    htmx.swap(document.createElement("div"), text, { swapStyle: "none", swapDelay: 0, settleDelay: 0 });
    document.body.dispatchEvent(new CustomEvent("ops:swapped"));
  }
  if (status === 423) return readOnly();
  for (const name of Object.keys(events)) document.body.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: events[name] }));
  if (pending()) return schedule(queue.length ? 0 : 300);
  settled(saved.at || clock());
}

function settled(time) {
  if (conflicts.size) {
    const s = conflicts.size === 1 ? "" : "s", link = document.createElement("a");
    link.href = at(`sections/${chapter}/merge/`);
    link.textContent = "Resolve";
    show("paused", `Paused, ${conflicts.size} change${s} need${s ? "" : "s"} you`, link);
  } else show("saved", `Saved ${time}`);
  drafts.drop();
  for (const done of waiting.splice(0)) done(true);
}

function lost(names) {
  for (const name of names) {
    conflicts.add(name);
    cell(name)?.setAttribute?.("data-conflict", "");
  }
  say("Somebody changed the same field. Both versions are kept. You can keep typing.", "alert");
}

export function receive(name, news) {
  const control = cell(name);
  if (!control || dirty.has(name) || flying.includes(name) || control === document.activeElement) return;
  put(control, news.value);
  digests.set(name, news.digest);
}

/* ---- what did not arrive is kept, and tried again ---- */
async function undone(job, status, answer) {
  if (job.loose) for (const name of job.addresses) dirty.add(name);
  if (status === 401) {
    show("failed", "Not saved, you have been signed out");
    return signIn(() => saveNow());
  }
  if (status === 403 && !renewed) {
    renewed = true;
    if (await freshToken().catch(() => false)) return schedule(0);
  }
  if (status >= 400 && status < 500 && status !== 408 && status !== 429 && status !== 425) {
    stopped = true;
    keepDraft();
    show("failed", status === 403 ? "Not saved, you may not edit this" : "Not saved, the server refused it", button("Try again", saveNow, "btn sm quiet"));
    return say("Not saved. Your text is kept on this device.", "alert");
  }
  const seconds = Number(answer?.headers.get("Retry-After")) || DELAYS[Math.min(tries++, DELAYS.length - 1)];
  keepDraft();
  if (!navigator.onLine) show("offline", "Offline. Kept on this device.");
  else show("failed", status === 429 ? `Saving again in ${seconds} s` : `Not saved, trying again in ${seconds} s`, button("Retry", saveNow, "btn sm quiet"));
  clearTimeout(timer);
  timer = setTimeout(pump, seconds * 1000);
}

function readOnly() {
  stopped = true;
  for (const control of form.querySelectorAll("input, textarea")) control.readOnly = true;
  for (const control of form.querySelectorAll("select, button, input[type=checkbox]")) control.disabled = true;
  show("failed", "Closed for editing. Your last text is kept.");
}

function triggers(header) {
  if (!header) return {};
  try {
    return header.trim().startsWith("{") ? JSON.parse(header) : Object.fromEntries(header.split(",").map((name) => [name.trim(), {}]));
  } catch {
    return {};
  }
}

/* ---- the words beside the title ---- */
const ICONS = { saved: "saved", dirty: "dirty", saving: "saving", failed: "failed", offline: "offline", paused: "paused" };
function show(name, words, action) {
  if (!state || (name === "dirty" && ["failed", "offline"].includes(state.dataset.state) && tries)) return;
  if (conflicts.size && ["dirty", "saving"].includes(name)) return;
  const quiet = ["saved", "dirty", "saving"].includes(name);
  state.setAttribute("aria-live", quiet && (announced || name !== "saved") ? "off" : "polite");
  announced ||= name === "saved";
  state.dataset.state = name;
  const text = document.createElement("span");
  text.textContent = words;
  state.replaceChildren(icon(ICONS[name]), text, ...(action ? [action] : []));
}

/* ---- the page comes and goes ---- */
addEventListener("online", () => pending() && saveNow());
addEventListener("offline", () => pending() && show("offline", "Offline. Kept on this device."));
addEventListener("beforeunload", (e) => {
  if (!pending()) return;
  keepDraft();
  e.preventDefault();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden || !pending()) return;
  keepDraft();
  if (!stopped) schedule(0);
});
document.addEventListener("click", (e) => {
  const link = e.target.closest("a[href]");
  if (!link || link.target || e.ctrlKey || e.metaKey || e.shiftKey || !pending() || stopped || link.origin !== location.origin || link.getAttribute("href").startsWith("#")) return;
  e.preventDefault();
  Promise.race([saveNow(), new Promise((done) => setTimeout(done, 3000))]).then(() => (location.href = link.href));
});
