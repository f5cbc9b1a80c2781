/* The runbook page: copy, tick, step with n and p, and keep the page on the device. Nothing here is needed to read it. */
(() => {
  const main = document.getElementById("main"), live = document.getElementById("live");
  const say = (text) => { live.textContent = ""; setTimeout(() => (live.textContent = text), 30); };
  const steps = [...document.querySelectorAll("[data-step]")];
  const now = document.querySelector("[data-now]"), over = document.querySelector("[data-over]");

  /* ---- copy ---- */
  const copy = async (button) => {
    const text = document.getElementById(button.dataset.copy).textContent;
    try { await navigator.clipboard.writeText(text); } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    const label = button.querySelector("span");
    label.textContent = "Copied";
    say("Copied");
    setTimeout(() => (label.textContent = "Copy"), 2000);
  };
  document.addEventListener("click", (e) => {
    const button = e.target.closest("[data-copy]");
    if (button) copy(button);
    if (e.target.closest("[data-print]")) print();
  });

  /* ---- ticks: on this device only, for twelve hours ---- */
  const name = `runbook ${main.dataset.runbook} ${main.dataset.version}`, LONG = 12 * 3600 * 1000;
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(name) || "null");
      return kept && Date.now() - kept.at < LONG ? new Set(kept.done) : new Set();
    } catch { return new Set(); }
  };
  let done = read();
  const write = () => {
    try { done.size ? localStorage.setItem(name, JSON.stringify({ at: Date.now(), done: [...done] })) : localStorage.removeItem(name); } catch { /* private mode: the ticks stay on the page */ }
  };
  const current = () => steps.find((step) => !done.has(step.dataset.step));
  const show = () => {
    for (const step of steps) {
      const is = done.has(step.dataset.step), tick = step.querySelector(".n");
      step.classList.toggle("done", is);
      tick.setAttribute("aria-pressed", is);
      tick.setAttribute("aria-label", is ? `Step ${step.dataset.step}: Done` : `Step ${step.dataset.step}: mark as done`);
      tick.textContent = is ? "✓" : step.dataset.step;
    }
    const here = current();
    if (now && steps.length) {
      now.textContent = here ? `Step ${here.dataset.step} of ${steps.length}` : "All steps done";
      now.href = here ? `#${here.id}` : "#verification";
    }
    if (over) over.hidden = !done.size;
  };
  for (const step of steps) {
    const tick = document.createElement("button");
    tick.type = "button";
    tick.className = "n";
    step.querySelector(".n").replaceWith(tick);
    tick.addEventListener("click", () => {
      const n = step.dataset.step;
      done.delete(n) || done.add(n);
      write();
      show();
    });
  }
  over?.addEventListener("click", () => { done = new Set(); write(); show(); now?.focus(); say("Started over"); });
  if (steps.length) show();

  /* ---- n and p between steps, y copies ---- */
  let at = -1;
  document.addEventListener("keydown", (e) => {
    if (!steps.length || document.documentElement.dataset.keys === "off" || e.ctrlKey || e.metaKey || e.altKey || e.target.matches("input, textarea, select")) return;
    if (e.key === "y") {
      const button = (steps[at] || current() || steps[0]).querySelector("[data-copy]");
      if (button) { e.preventDefault(); copy(button); }
    }
    const by = { n: 1, p: -1 }[e.key];
    if (!by) return;
    e.preventDefault();
    at = Math.max(0, Math.min(steps.length - 1, at < 0 ? steps.indexOf(current() || steps[0]) : at + by));
    steps[at].querySelector(".n").focus({ preventScroll: true });
    steps[at].scrollIntoView({ block: "start" });
  });

  /* ---- kept for when the portal is down ---- */
  if (navigator.serviceWorker && main.dataset.runbook && !location.search) {
    navigator.serviceWorker.register("/runbooks-worker.js", { scope: "/specs/" }).catch(() => {});
    let mine = false;
    try { mine = Boolean(localStorage.getItem("runbooks of my teams")); } catch { /* private mode */ }
    navigator.serviceWorker.ready.then((found) => found.active.postMessage({ keep: [location.pathname], mine }));
  }
})();
