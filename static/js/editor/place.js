/* Moving a row to a position that is typed. */
import { dialog, partOf } from "./page.js";
import { moveTo, rowsOf } from "./rows.js";

const box = dialog("place", `
  <h2 id="place-title">Move to position</h2><div class="field"><label for="place-n">Position, 1 to <span data-max></span></label><input class="input" id="place-n" inputmode="numeric"></div>
  <div class="acts"><button class="btn primary" value="go">Move row</button><button class="btn quiet" value="">Cancel</button></div>`);
const input = box.querySelector("input");

export function place(row, back) {
  const rows = rowsOf(partOf(row));
  box.querySelector("[data-max]").textContent = rows.length;
  input.value = rows.indexOf(row) + 1;
  box.returnValue = "";
  box.showModal();
  input.select();
  box.addEventListener("close", () => {
    if (box.returnValue === "go" && Number(input.value)) moveTo(row, Number(input.value) - 1);
    back.focus();
  }, { once: true });
}
