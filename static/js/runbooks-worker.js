/* Keeps runbook pages on the device for when the portal is down: those that were opened, and those of a person's
   teams when they asked for it. No other page is kept. */
const CACHE = "runbooks", READER = "/runbooks-worker.js?reader", MINE = "/runbooks-worker.js?mine";
const PAGE = /^\/specs\/[0-9a-f]{12}\/runbooks\/[a-z0-9]+\/$/;
const ASSET = /\/(?:tokens|base|runbook|favicon)[.\w-]*\.(?:css|js|svg)$/;
const PATIENCE = 4000, HALF_DAY = 12 * 3600 * 1000, MONTH = 30 * 24 * 3600 * 1000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (e) => e.waitUntil(self.clients.claim()));

const here = (path) => new URL(path, self.location.origin).href;

/* One person's pages only: somebody else's are deleted before theirs are kept, and an answer that was asked for
   under that somebody comes too late. */
let turn = 0, current = "";
const shelf = async (reader) => {
  const cache = await caches.open(CACHE), before = await cache.match(here(READER));
  if (before && (await before.text()) !== reader) {
    turn += 1;
    current = reader;
    await caches.delete(CACHE);
    return shelf(reader);
  }
  if (!before) await cache.put(here(READER), new Response(reader));
  return cache;
};

const put = async (path, response, asked) => {
  const reader = response.headers.get("X-Reader") || "";
  if (asked !== turn && reader !== current) return;
  const cache = await shelf(reader);
  const html = await response.text(), headers = new Headers(response.headers);
  headers.set("X-Kept-At", String(Date.now()));
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  for (const [, name] of html.matchAll(/(?:href|src)="([^"]+\.(?:css|js|svg))"/g)) {
    const url = here(name);
    if (new URL(url).origin !== self.location.origin || !ASSET.test(new URL(url).pathname)) continue;
    const asset = await fetch(url).catch(() => null);
    if (asset?.ok) await cache.put(url, asset);
  }
  await cache.put(here(path), new Response(html, { headers }));
};
/* One after the other, so that no two of them change the shelf at once. */
let line = Promise.resolve();
const next = (work) => (line = line.catch(() => {}).then(work));
const keep = (...given) => next(() => put(...given));
/* What was asked for before comes too late. */
const empty = () => {
  turn += 1;
  current = "";
  return next(() => caches.delete(CACHE));
};

const fetched = async (path) => {
  if (!PAGE.test(path)) return 0;
  const asked = turn;
  try {
    const response = await fetch(path, { credentials: "same-origin", redirect: "error", cache: "no-store" });
    if (response.ok) await keep(path, response, asked);
    return response.ok ? 1 : 0;
  } catch { return 0; }
};

const offline = async (path) => {
  const kept = await (await caches.open(CACHE)).match(here(path), { ignoreVary: true });
  if (!kept) return null;
  const at = new Date(Number(kept.headers.get("X-Kept-At")));
  if (Date.now() - at > MONTH) return null;
  const today = at.toDateString() === new Date().toDateString();
  const time = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const day = today ? "" : `${at.toLocaleDateString("en-GB", { day: "numeric", month: "short" })}, `;
  const words = `<p class="asof" role="status"><span>Offline copy from <time datetime="${at.toISOString()}">${day}${time}</time>. The portal does not answer.</span></p>`;
  return new Response((await kept.text()).replace("<!--as of-->", () => words), { headers: kept.headers });
};

const late = () => new Promise((_, no) => setTimeout(no, PATIENCE));

const page = async (e, path) => {
  /* Once more: a copy that is replaced while it is read fails once. */
  const copy = offline(path).catch(() => offline(path)).catch(() => null), asked = turn;
  /* An answer that came too late to be shown still says what is to be kept. */
  const answer = fetch(e.request).then((fresh) => {
    if (fresh.ok && fresh.type === "basic") e.waitUntil(keep(path, fresh.clone(), asked));
    if ([403, 404, 410].includes(fresh.status)) e.waitUntil(caches.open(CACHE).then((cache) => cache.delete(here(path))));
    return fresh;
  });
  e.waitUntil(answer.catch(() => {}));
  try {
    const fresh = (await copy) ? await Promise.race([answer, late()]) : await answer;
    return fresh.status >= 500 ? (await copy) || fresh : fresh;
  } catch { return (await copy) || Response.error(); }
};

const asset = async (request) => {
  try { return await fetch(request); } catch {
    return (await (await caches.open(CACHE)).match(request.url, { ignoreVary: true })) || Response.error();
  }
};

self.addEventListener("fetch", (e) => {
  const url = new URL(e.request.url);
  if (e.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (e.request.mode === "navigate") {
    if (PAGE.test(url.pathname) && !url.search) e.respondWith(page(e, url.pathname));
  } else if (ASSET.test(url.pathname)) e.respondWith(asset(e.request));
});

/* All of a person's teams, twice a day at most unless they ask. */
const ofMyTeams = async (now) => {
  const cache = await caches.open(CACHE), last = await cache.match(here(MINE));
  if (!now && last && Date.now() - Number(await last.text()) < HALF_DAY) return null;
  const answer = await fetch("/runbooks/mine.json", { credentials: "same-origin", redirect: "error", cache: "no-store" });
  if (!answer.ok) return null;
  const { reader, paths } = await answer.json();
  let kept = 0;
  for (let at = 0; at < paths.length; at += 4) {
    const some = await Promise.all(paths.slice(at, at + 4).map(fetched));
    kept += some.reduce((sum, one) => sum + one, 0);
  }
  await (await shelf(reader)).put(here(MINE), new Response(String(Date.now())));
  return { kept, of: paths.length };
};

self.addEventListener("message", (e) => {
  const { keep: paths = [], mine, now, forget } = e.data || {};
  const work = async () => {
    if (forget) await empty();
    for (const path of paths) await fetched(path);
    const told = mine ? await ofMyTeams(now).catch(() => ({ kept: 0, of: -1 })) : null;
    e.source?.postMessage({ runbooks: true, at: Date.now(), ...told });
  };
  e.waitUntil(work());
});
