/* What every page does beyond plain HTML; each page also works without it. */
(() => {
  const $ = (id) => document.getElementById(id);
  const meta = document.querySelector('meta[name="csrf-token"]');
  const reduced = matchMedia("(prefers-reduced-motion: reduce)");

  /* ---- what other scripts may ask for ---- */
  const say = (text, where = "live") => {
    const region = $(where);
    if (!region) return;
    region.textContent = "";
    setTimeout(() => (region.textContent = text), 30);
  };
  const token = () => (meta ? meta.content : "");
  const freshToken = async () => {
    const page = await fetch(location.href, { credentials: "same-origin" });
    const found = new DOMParser().parseFromString(await page.text(), "text/html").querySelector('meta[name="csrf-token"]');
    if (found && meta) meta.content = found.content;
    for (const field of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) field.value = token();
    return Boolean(found);
  };
  const signIn = (again) => import("./signed-out.js").then((m) => m.ask(again));
  window.ops = { say, token, freshToken, signIn, reduced };

  /* ---- htmx: the token, what failed, what is busy, what waits while hidden ---- */
  const on = (name, act, where = document) => where.addEventListener(name, act);
  on("htmx:configRequest", (e) => (e.detail.headers["X-CSRFToken"] = token()));
  on("htmx:beforeRequest", (e) => {
    if (document.hidden && e.target.closest("[data-poll]")) return e.preventDefault();
    e.detail.target?.setAttribute?.("aria-busy", "true");
  });
  on("htmx:afterRequest", (e) => e.detail.target?.removeAttribute?.("aria-busy"));
  const failed = (e, text) => {
    const { target, requestConfig, elt } = e.detail;
    if (elt.matches("[data-poll]")) return;
    if (requestConfig?.verb === "get" && target && target !== document.body) {
      const box = document.createElement("div");
      box.className = "banner danger";
      const words = document.createElement("span");
      words.className = "tx";
      words.textContent = text;
      const again = document.createElement("button");
      again.className = "btn sm";
      again.type = "button";
      again.textContent = "Try again";
      again.addEventListener("click", () => { box.remove(); htmx.trigger(elt, elt.dataset.again || "ops:open"); elt.form?.requestSubmit?.(); });
      box.append(words, again);
      target.querySelector(":scope > .banner.danger")?.remove();
      target.prepend(box);
    }
    say(text, "alert");
  };
  on("htmx:responseError", async (e) => {
    const { status } = e.detail.xhr;
    if (status === 401) return signIn();
    if (status === 403) return failed(e, "You can read this, but not change it. Nothing was changed.");
    failed(e, status === 404 || status === 410 ? "This is gone. Somebody deleted it." : "The server has a problem. Nothing was changed.");
  });
  on("htmx:sendError", (e) => failed(e, "No connection. Nothing was changed."));
  on("htmx:timeout", (e) => failed(e, "This took too long."));
  on("ops:say", (e) => say(e.detail.text || e.detail.value));
  on("htmx:afterSettle", (e) => e.target.querySelector?.("[data-focus]")?.focus());

  /* ---- dialogs, drop-down menus, tabs ---- */
  const open = (box, opener) => {
    const source = box.querySelector("[data-copy-of]");
    if (source && !source.childElementCount) {
      for (const child of $(source.dataset.copyOf).cloneNode(true).children) source.append(child.cloneNode(true));
      for (const part of source.querySelectorAll("[id]")) part.removeAttribute("id");
    }
    box.showModal();
    box.addEventListener("close", () => opener?.focus(), { once: true });
  };
  on("click", (e) => {
    const opener = e.target.closest("[data-open]");
    if (opener) { e.preventDefault(); open($(opener.dataset.open), opener); }
    if (e.target.closest("[data-close]")) e.target.closest("dialog").close();
    if (e.target instanceof HTMLDialogElement && ![...e.target.querySelectorAll("input:not([type=hidden]), textarea")].some((c) => c.value !== c.defaultValue)) e.target.close();
    for (const drop of document.querySelectorAll("details[data-drop][open]")) if (!drop.contains(e.target)) drop.open = false;
    const tab = e.target.closest('[role="tab"]');
    if (tab) choose(tab);
    const way = e.target.closest("[data-panel]");
    if (way) {
      const panel = $("panel"), chosen = $(way.dataset.panel), same = panel.classList.contains("open") && chosen?.getAttribute("aria-selected") === "true";
      panel.classList.toggle("open", !same);
      if (chosen) choose(chosen);
      if (!same) panel.focus();
    } else if (!e.target.closest("#panel")) $("panel")?.classList.remove("open");
  });
  const choose = (tab) => {
    for (const other of tab.closest('[role="tablist"]').querySelectorAll('[role="tab"]')) {
      const chosen = other === tab;
      other.setAttribute("aria-selected", chosen);
      other.tabIndex = chosen ? 0 : -1;
      const body = $(other.getAttribute("aria-controls"));
      if (body) body.hidden = !chosen;
    }
    const body = $(tab.getAttribute("aria-controls")), lazy = body?.querySelector("[hx-get]");
    window.ops.opened = Promise.all((body?.dataset.needs ?? "").split(" ").filter(Boolean).map(need));
    if (lazy) window.ops.opened.then(() => window.htmx?.trigger(lazy, "ops:open"));
  };
  /* What a tab needs is fetched when it is first opened; its content waits for it, so that nothing flashes. */
  const had = {};
  const need = (path) => (had[path] ??= path.endsWith(".js") ? import(path).catch(() => {}) : new Promise((done) => {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: path, onload: done, onerror: done }));
  }));
  on("keydown", (e) => {
    const tab = e.target.closest?.('[role="tab"]');
    if (tab && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(e.key)) {
      const tabs = [...tab.closest('[role="tablist"]').querySelectorAll('[role="tab"]')];
      const step = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
      const next = step ? tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length] : tabs.at(e.key === "Home" ? 0 : -1);
      e.preventDefault();
      choose(next);
      next.focus();
    }
    if (e.key === "Escape") {
      const drop = e.target.closest?.("details[data-drop][open]");
      if (drop) { drop.open = false; drop.querySelector("summary").focus(); }
      if ($("panel")?.classList.contains("open")) $("panel").classList.remove("open");
    }
    if (e.key === "F6") {
      const places = [document.querySelector("nav.outline"), $("form") || document.querySelector(".cols > .stack"), $("panel")].filter((p) => p?.checkVisibility());
      if (places.length) {
        e.preventDefault();
        const here = places.findIndex((p) => p.contains(document.activeElement));
        const there = places[(here + (e.shiftKey ? -1 : 1) + places.length) % places.length];
        const ways = [...there.querySelectorAll('a, button, input:not([type="hidden"]), textarea, select')].filter((w) => w.checkVisibility() && w.tabIndex >= 0);
        (ways.find((w) => w.matches("[aria-current]")) || ways[0] || there).focus();
      }
    }
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && !e.defaultPrevented) {
      const form = e.target.form;
      if (form && form.id !== "form" && e.target.matches("textarea, input, select")) form.requestSubmit(form.querySelector(".btn.primary"));
    }
    if ((e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && e.key.toLowerCase() === "k") { e.preventDefault(); layer("palette"); }
    if (e.key === "?" && singleKeys(e)) layer("shortcuts");
    listKeys(e);
  });

  /* ---- single keys: only while nothing is typed in, and not for those who switched them off ---- */
  const singleKeys = (e) => document.documentElement.dataset.keys !== "off" && !e.ctrlKey && !e.metaKey && !e.altKey
    && !e.target.matches?.("input, textarea, select, [contenteditable]") && !document.querySelector("dialog[open]");

  /* ---- the palette and the list of keys are fetched when they are first wanted ---- */
  const layer = async (what) => {
    const jump = document.querySelector("[data-palette]");
    if (!jump) return;
    try { (await import(jump.dataset.palette))[what](jump); } catch { location.assign(what === "palette" ? jump.href : "/account/shortcuts/"); }
  };
  on("click", (e) => {
    if (e.ctrlKey || e.metaKey || e.shiftKey) return;
    const what = e.target.closest("[data-palette]") ? "palette" : e.target.closest("[data-shortcuts]") ? "shortcuts" : "";
    if (what) { e.preventDefault(); layer(what); }
  });

  /* ---- lists: arrow down from the search box, j and k between rows ---- */
  const listKeys = (e) => {
    const rows = [...document.querySelectorAll("[data-list] a[data-row-link]")];
    if (!rows.length || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "ArrowDown" && e.target.type === "search") { e.preventDefault(); rows[0].focus(); }
    if (!singleKeys(e)) return;
    const step = { j: 1, k: -1, n: 1, p: -1 }[e.key];
    if (!step) return;
    const here = rows.indexOf(document.activeElement);
    rows[Math.max(0, Math.min(rows.length - 1, here + step))].focus();
  };

  /* ---- copy buttons ---- */
  on("click", (e) => {
    const button = e.target.closest("[data-copy]");
    if (button) import("./copying.js").then((m) => m.copy(button));
  });

  on("click", (e) => { if (e.target.closest("[data-print]")) print(); });

  /* ---- small things at the start ---- */
  on("DOMContentLoaded", () => {
    document.querySelector("[data-focus]")?.focus();
    exact(document);
  });
  on("htmx:load", (e) => exact(e.target.parentElement || e.target));
  const exact = (where) => {
    for (const time of where.querySelectorAll('time[datetime*="-"]')) {
      const day = !time.dateTime.includes("T"), at = new Date(time.dateTime); // a day is one everywhere
      if (!Number.isNaN(at.valueOf())) time.title = at.toLocaleString(undefined, day ? { dateStyle: "full", timeZone: "UTC" } : { dateStyle: "full", timeStyle: "long" });
    }
  };
  on("pageshow", (e) => e.persisted && document.querySelectorAll('[aria-busy="true"]').forEach((one) => one.removeAttribute("aria-busy")), window);
  on("change", (e) => {
    const name = e.target.dataset?.label;
    if (name && e.target.checked) $(e.target.dataset.labels)?.replaceChildren(name);
  });
  on("submit", (e) => {
    if ("here" in e.target.dataset) e.target.elements.address.value = location.pathname + location.search;
    if (e.target.action.endsWith?.("/accounts/logout/")) {
      window.caches?.delete("runbooks");
      navigator.serviceWorker?.getRegistrations().then((all) => all.forEach((one) => one.active?.postMessage({ forget: true })));
      try { localStorage.removeItem("runbooks of my teams"); } catch { /* private mode */ }
    }
    const button = e.submitter;
    if (button && !e.defaultPrevented && e.target.method === "post") setTimeout(() => button.setAttribute("aria-busy", "true"));
  });
})();
