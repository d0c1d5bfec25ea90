// Light, dark or as the system does: kept in this browser, nowhere else.

export function themeSwitch() {
  const box = document.querySelector("[data-theme-switch]");
  if (!box || document.documentElement.dataset.colours) return;
  const chosen = document.documentElement.dataset.theme ?? "";
  for (const radio of box.querySelectorAll("input")) {
    radio.checked = radio.value === chosen;
    radio.addEventListener("change", () => choose(radio.value));
  }
  box.hidden = false;
}

function choose(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  try {
    if (theme) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch {
    // Storage is refused: the choice holds for this page.
  }
}
