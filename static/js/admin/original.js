/* Shows the original beside the form of its translation, unless the editor has chosen another panel. */
document.addEventListener("DOMContentLoaded", () => {
  const toggle = document.querySelector("[data-side-panel-toggle=original]");
  let chosen = null;
  try {
    chosen = localStorage.getItem("wagtail:side-panel-open");
  } catch {
    /* Without storage nothing was chosen. */
  }
  const isWide = matchMedia("(min-width: 1024px)").matches;
  if (toggle && chosen === null && isWide) {
    setTimeout(() => toggle.getAttribute("aria-expanded") === "false" && toggle.click());
  }
});
