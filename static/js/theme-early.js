// Before anything is painted: the theme that was chosen here earlier.
(() => {
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is refused: the page follows the system.
  }
})();
