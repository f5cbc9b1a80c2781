/* Unsaved text on this device: written soon after each input, deleted once the server has it; each person's apart. */
import { chapter, guid } from "./page.js";

const KEY = `${document.querySelector("[data-who]").dataset.who}/${guid}/${chapter}`;
const fallback = {
  get: () => JSON.parse(localStorage.getItem(`opsportal:${KEY}`) || "null"),
  put: (draft) => localStorage.setItem(`opsportal:${KEY}`, JSON.stringify(draft)),
  drop: () => localStorage.removeItem(`opsportal:${KEY}`),
};

const database = new Promise((done) => {
  try {
    const asked = indexedDB.open("opsportal", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("drafts");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = asked.onblocked = () => done(null);
  } catch {
    done(null);
  }
});

async function ask(mode, act, instead) {
  const db = await database;
  if (!db) return instead();
  return new Promise((done, failed) => {
    const asked = act(db.transaction("drafts", mode).objectStore("drafts"));
    asked.onsuccess = () => done(asked.result ?? null);
    asked.onerror = () => failed(asked.error);
  });
}

export const read = () => ask("readonly", (store) => store.get(KEY), fallback.get).catch(() => null);
export const drop = () => ask("readwrite", (store) => store.delete(KEY), fallback.drop).catch(() => null);
export const keep = (draft) => ask("readwrite", (store) => store.put(draft, KEY), () => fallback.put(draft)).catch(() => null);
