/* Comments in place: Cancel and Esc close an empty form, and the focus goes back to where it came from. */
(() => {
  let opener = null;
  const close = (form) => {
    const typed = [...form.querySelectorAll("textarea, select")].some((c) => (c.tagName === "SELECT" ? [...c.options].some((o) => o.selected !== o.defaultSelected) : c.value !== c.defaultValue));
    form.remove();
    (opener?.isConnected ? opener : document.getElementById("main")).focus();
    return typed;
  };
  document.addEventListener("click", (e) => {
    const way = e.target.closest("a.cbtn, [data-comment-on]");
    if (way) opener = way;
    const form = e.target.closest("[data-uncomment]")?.closest("form[data-comment][hx-post]");
    if (!form || document.body.querySelector(":scope > main .page > form")) return;
    if (!form.closest("[id^=new-], #comments-new")) return;
    e.preventDefault();
    close(form);
  });
  // A row that was unfolded shows its threads in place: they leave the list of the others.
  document.addEventListener("htmx:afterSettle", (e) => {
    const shown = new Set([...(e.target.querySelectorAll?.(".thread[id]") ?? [])].map((one) => one.id));
    for (const one of document.querySelectorAll("[aria-labelledby=comments-rest] .thread[id]")) if (shown.has(one.id) && !e.target.contains(one)) one.remove();
  });
  // After one thread is resolved, the next open one is at hand.
  document.addEventListener("htmx:afterSettle", (e) => {
    if (!e.detail.requestConfig?.path.endsWith("/resolve/") || !e.target.matches(".thread") || e.target.querySelector("[name=resolve]")) return;
    const open = [...document.querySelectorAll(".thread:has([name=resolve])")];
    (open.find((one) => e.target.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) ?? open[0])?.querySelector(".answer > summary")?.focus();
  });
  // "@" opens the list of whom one can call; it shows who fits what was typed, and writes who is chosen.
  const begun = (area) => area.value.slice(0, area.selectionEnd).match(/(?:^|[^\w@./-])@([\w.+-]*)$/)?.[1];
  const fit = (area) => {
    const word = begun(area)?.toLowerCase() ?? "";
    for (const one of area.form.querySelectorAll(".names li")) one.hidden = !one.textContent.toLowerCase().includes(word);
  };
  document.addEventListener("input", (e) => {
    const way = e.target.name === "text" && e.target.form?.querySelector("[data-names]");
    if (!way) return;
    if (begun(e.target) !== undefined && !way.dataset.names) { way.dataset.names = "asked"; way.click(); }
    fit(e.target);
  });
  document.addEventListener("htmx:afterSettle", (e) => { if (e.target.matches(".names")) fit(e.target.closest("form").elements.text); });
  document.addEventListener("click", (e) => {
    const name = e.target.closest("[data-mention]"), area = name?.form?.elements.text;
    if (!area) return;
    const typed = begun(area), end = area.selectionEnd;
    area.setRangeText(`@${name.dataset.mention} `, typed === undefined ? end : end - typed.length - 1, end, "end");
    area.focus();
    fit(area);
  });
  document.addEventListener("keydown", (e) => {
    const form = e.key === "Escape" && e.target.closest?.("[id^=new-] form[data-comment], #comments-new form[data-comment]");
    if (!form || [...form.querySelectorAll("textarea")].some((c) => c.value !== c.defaultValue)) return;
    e.stopPropagation();
    close(form);
  });
})();
