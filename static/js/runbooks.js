/* The list of runbooks: the choice to keep those of one's teams on this device. */
(() => {
  const box = document.querySelector("[data-keep]");
  if (!box || !navigator.serviceWorker || !window.caches) return;
  const tick = document.getElementById("keep"), told = document.getElementById("kept"), reader = box.dataset.keep;
  const NAME = "runbooks of my teams";
  box.hidden = false;
  const chosen = () => { try { return localStorage.getItem(NAME) === reader; } catch { return false; } };
  const worker = async () => {
    const found = await navigator.serviceWorker.register("/runbooks-worker.js", { scope: "/specs/" });
    const coming = found.installing || found.waiting;
    if (!found.active && coming) await new Promise((done) => coming.addEventListener("statechange", () => coming.state === "activated" && done()));
    return found.active || coming;
  };
  const send = async (message) => {
    try { (await worker()).postMessage(message); } catch { told.textContent = "This browser does not keep pages."; }
  };
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (!data?.runbooks || data.of === undefined) return;
    const time = new Date(data.at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    told.textContent = data.of < 0 ? "The portal did not answer. Try again later."
      : data.of === 0 ? "Your teams have no approved runbook yet."
      : `${data.kept} of ${data.of} runbooks kept at ${time}.`;
  });
  navigator.serviceWorker.startMessages?.();
  tick.checked = chosen();
  if (tick.checked) send({ mine: true });
  tick.addEventListener("change", () => {
    try { tick.checked ? localStorage.setItem(NAME, reader) : localStorage.removeItem(NAME); } catch { /* private mode */ }
    told.textContent = tick.checked ? "Keeping…" : "Nothing is kept on this device.";
    send(tick.checked ? { mine: true, now: true } : { forget: true });
  });
})();
