/* What is said until somebody has read it, on this device. */
for (const note of document.querySelectorAll("[data-once]")) {
  const key = `ops:read:${note.dataset.once}`, button = note.querySelector("button");
  try {
    if (localStorage.getItem(key)) note.remove();
    button.hidden = false;
    button.addEventListener("click", () => { localStorage.setItem(key, "1"); note.remove(); });
  } catch { /* the device keeps nothing */ }
}
