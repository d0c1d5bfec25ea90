// Narrows a long list of choices to those that hold what is typed, whatever its case and accents (ё, й).

const folded = (text) => text.trim().normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export function finder() {
  for (const field of document.querySelectorAll("[data-finder]")) {
    const list = field.closest("[data-choices]");
    const choices = [...list.querySelectorAll("label.check")];
    const rest = list.querySelector("details");
    field.addEventListener("input", () => {
      const typed = folded(field.value);
      for (const choice of choices) {
        const chosen = choice.querySelector("input").checked;
        const name = folded(choice.querySelector(".check-name").textContent);
        choice.hidden = !chosen && !name.includes(typed);
      }
      if (rest) rest.open = Boolean(typed);
    });
    // Enter in the field would send the form with what was typed here thrown away.
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    for (const part of [field, list.querySelector(`label[for="${field.id}"]`)]) part.hidden = false;
  }
}
