/* Text an earlier visit left on this device, offered again. */
import * as drafts from "./drafts.js";
import { button, cell, clock, dialog, form, icon, make, put, rowOf, say } from "./page.js";
import { add, remove, rowsOf, title } from "./rows.js";
import { digest, enqueue, setDigest, touch } from "./saving.js";

const BOX = `
  <h2 id="kept-title">Text kept on this device</h2>
  <div class="scroll" tabindex="0" role="region" aria-label="Both texts"><table><thead><tr><th scope="col">Field</th><th scope="col">On this device</th><th scope="col">On the page</th></tr></thead><tbody data-kept></tbody></table></div>
  <div class="acts"><button class="btn primary" value="restore">Restore</button><button class="btn danger" value="discard">Discard</button><button class="btn quiet" value="">Decide later</button></div>`;

export function offer(draft) {
  const changed = Object.entries(draft.cells ?? {}).filter(([name, kept]) => cell(name)?.value !== kept.value);
  const jobs = (draft.jobs ?? []).filter((job) => job.kind !== "add" || !document.getElementById(`r-${job.model}-${job.key}`));
  if (!changed.length && !jobs.length) return drafts.drop();
  const time = clock(new Date(draft.when));
  const words = make("span", "tx", make("b", "", `You have unsaved text from ${time} on this device.`));
  const banner = make("div", "banner review", icon("history", 18), words, button("Restore", restore), button("Compare", compare), button("Discard", discard, "btn sm quiet"));
  document.getElementById("banner").before(banner);

  function restore() {
    banner.remove();
    for (const job of jobs) {
      const part = [...form.querySelectorAll(`[data-model="${job.model}"]`)].find((p) => (p.dataset.parent ?? "") === (job.parent ?? "") && (p.dataset.phase ?? "") === (job.phase ?? "")) ?? form.querySelector(`[data-model="${job.model}"]`);
      const row = document.getElementById(`r-${job.model}-${job.key}`);
      if (job.kind === "add" && part) add(part, { key: job.key, values: job.cells, after: rowsOf(part).find((r) => r.dataset.row === job.after) ?? null, quiet: true });
      else if (job.kind === "delete" && row) remove(row);
      else if (job.kind === "move" && row) enqueue(job);
    }
    for (const [name, kept] of changed) {
      const control = cell(name);
      if (!control) continue;
      put(control, kept.value);
      if (kept.seen || digest(name)) setDigest(name, kept.seen);
      touch(control);
      title(rowOf(control) ?? form);
    }
    say("Restored from this device");
  }
  function compare() {
    const box = document.getElementById("kept") ?? dialog("kept", BOX);
    box.querySelector("[data-kept]").replaceChildren(...changed.map(([name, kept]) => {
      const tr = make("tr", ""), control = cell(name);
      const label = control?.labels?.[0]?.firstChild.textContent.trim() || control?.getAttribute("aria-label") || name.split(".")[2];
      tr.append(make("td", "", label), make("td", "", kept.value), make("td", "", control?.value ?? "not on the page"));
      return tr;
    }));
    box.returnValue = "";
    box.showModal();
    box.addEventListener("close", () => ({ restore, discard })[box.returnValue]?.(), { once: true });
  }
  function discard() {
    drafts.drop();
    banner.remove();
    say("Discarded");
  }
}
