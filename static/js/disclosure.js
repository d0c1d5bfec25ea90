// Small panels close on Escape and on a click beside them; focus goes back to what opened them.

export function disclosures() {
  const panels = [...document.querySelectorAll("details.popover")];
  document.addEventListener("click", ({ target }) => {
    for (const panel of panels) if (!panel.contains(target)) panel.open = false;
  });
  document.addEventListener("keydown", ({ key }) => {
    const panel = panels.find(({ open }) => open);
    if (key !== "Escape" || !panel) return;
    const inside = panel.contains(document.activeElement);
    panel.open = false;
    if (inside) panel.querySelector("summary").focus();
  });
}
