/* Signed out while a page was open: the text stays, and what was wanted goes on after signing in again. */
export function ask(again) {
  let box = document.getElementById("signed-out");
  if (!box) {
    box = document.createElement("dialog");
    box.id = "signed-out";
    box.className = "dialog";
    box.setAttribute("aria-labelledby", "signed-out-title");
    box.innerHTML = '<div class="in"><h2 id="signed-out-title">You have been signed out</h2><p>Your text is kept on this page. Sign in again in a new tab, then come back.</p><div class="acts"><a class="btn primary" target="_blank" rel="opener" href="/accounts/login/">Sign in again</a><button class="btn quiet" type="button" data-close>I am back</button></div></div>';
    document.body.append(box);
  }
  if (box.open) return;
  box.showModal();
  const back = async () => {
    removeEventListener("focus", back);
    if (box.open) box.close();
    await window.ops.freshToken();
    again?.();
  };
  addEventListener("focus", back);
  box.addEventListener("close", back, { once: true });
}
