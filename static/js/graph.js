/* Pointing at a node, or reaching it with the keyboard, shows its neighbours. */
document.querySelectorAll("svg.graph").forEach((svg) => {
  const mark = (e) => {
    const id = e.target.closest("[data-node]")?.dataset.node;
    svg.classList.toggle("pointing", Boolean(id));
    const near = new Set([id]);
    for (const edge of svg.querySelectorAll("[data-from]")) {
      const { from, to } = edge.dataset, touches = from === id || to === id;
      edge.classList.toggle("near", touches);
      if (touches) near.add(from).add(to);
    }
    for (const node of svg.querySelectorAll("[data-node]")) node.classList.toggle("near", near.has(node.dataset.node));
  };
  const clear = () => svg.classList.remove("pointing");
  for (const name of ["pointerover", "focusin"]) svg.addEventListener(name, mark);
  for (const name of ["pointerleave", "focusout"]) svg.addEventListener(name, clear);
});
