/* The reading view: a link to a heading or row is copied as well as followed. */
document.addEventListener("click", async (e) => {
  const link = e.target.closest?.("a.permalink, a.rowlink");
  if (!link || e.ctrlKey || e.metaKey) return;
  try {
    await navigator.clipboard.writeText(new URL(link.getAttribute("href"), location.href).href);
    window.ops?.say("Link copied");
    if (!link.matches(".permalink")) return; // the name of a row stays what it is
    const words = link.textContent;
    link.textContent = "Copied";
    setTimeout(() => (link.textContent = words), 2000);
  } catch { /* the address bar has it */ }
});
