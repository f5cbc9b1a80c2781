/* The merge page: what is typed is chosen, and how many choices are open is said. */
(() => {
  const form = document.querySelector("[data-choices]");
  if (!form) return;
  const all = [...form.querySelectorAll("fieldset.merge")];
  const told = () => {
    const open = all.filter((one) => !one.querySelector(":checked")).length;
    window.ops.say(open ? `${open} of ${all.length} choice${all.length === 1 ? "" : "s"} open` : "Every choice is made");
  };
  form.addEventListener("input", (e) => {
    const radio = e.target.matches("textarea") && e.target.closest("label").querySelector('[type="radio"]');
    if (radio && !radio.checked) { radio.checked = true; told(); }
  });
  form.addEventListener("change", (e) => e.target.type === "radio" && told());
  addEventListener("DOMContentLoaded", told);
})();
