/* The waive dialog: opens when its form has come, closes when the check is waived. */
(() => {
  const box = document.getElementById("waive");
  if (!(box instanceof HTMLDialogElement)) return;
  let opener = null;
  document.addEventListener("htmx:afterSettle", (e) => {
    if (e.target !== box || !box.querySelector("form")) return;
    if (!box.open) { opener = document.activeElement; box.showModal(); }
    (box.querySelector(".errors") || box.querySelector("textarea")).focus();
  });
  document.addEventListener("click", (e) => { if (e.target.closest("#waive [data-close]")) e.preventDefault(); });
  document.body.addEventListener("ops:waived", () => { box.close(); document.getElementById("checks")?.focus(); });
  box.addEventListener("close", () => { if (opener?.isConnected) opener.focus(); box.textContent = ""; });
})();
