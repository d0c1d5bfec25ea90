// The browser's own calendar beside a date that can also be typed.

export function calendars() {
  if (!("showPicker" in HTMLInputElement.prototype)) return;
  for (const box of document.querySelectorAll("[data-date]")) {
    const [typed, native] = box.querySelectorAll("input");
    const button = box.querySelector("button");
    button.addEventListener("click", () => native.showPicker());
    native.addEventListener("change", () => {
      if (!native.value) return;
      typed.value = native.value;
      typed.focus();
    });
    button.hidden = false;
  }
}
