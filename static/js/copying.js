/* Copy buttons: what they name, or the text of what they point at. Loaded at the first use. */
export async function copy(button) {
  const { copy: what } = button.dataset, from = what.startsWith("#") ? document.getElementById(what.slice(1)) : null;
  const text = from ? from.value ?? from.textContent : what;
  try { await navigator.clipboard.writeText(text); } catch {
    const area = document.createElement("textarea");
    area.value = text;
    (button.closest("dialog") || document.body).append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  const label = button.querySelector("span") || button, words = (button.dataset.words ??= label.textContent);
  label.textContent = "Copied";
  window.ops.say("Copied");
  setTimeout(() => (label.textContent = words), 2000);
}
