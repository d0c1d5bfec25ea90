// The strip of years begins at its end; a year chosen elsewhere along it is brought into view.

export function strip() {
  const box = document.querySelector("[data-strip]");
  const chosen = box && [...box.querySelectorAll("[data-within]")].at(-1);
  if (!chosen) return;
  const { left, right } = box.getBoundingClientRect();
  const there = chosen.getBoundingClientRect();
  if (there.left < left || there.right > right) {
    box.scrollLeft += (there.left + there.right - left - right) / 2;
  }
}
