// Before anything is painted: the theme that was chosen here earlier, unless colours are chosen for every page.
(() => {
  if (document.documentElement.dataset.colours) return;
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is refused: the page follows the system.
  }
})();
