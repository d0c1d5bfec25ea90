// Narrows a long list of choices to those that hold what is typed.

export function finder() {
  for (const field of document.querySelectorAll("[data-finder]")) {
    const list = field.closest("[data-choices]");
    const choices = [...list.querySelectorAll("label.check")];
    const folded = list.querySelector("details");
    field.addEventListener("input", () => {
      const typed = field.value.trim().toLocaleLowerCase();
      for (const choice of choices) {
        const chosen = choice.querySelector("input").checked;
        const name = choice.querySelector(".check-name").textContent.toLocaleLowerCase();
        choice.hidden = !chosen && !name.includes(typed);
      }
      if (folded) folded.open = Boolean(typed);
    });
    // Enter in the field would send the form with what was typed here thrown away.
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    for (const part of [field, list.querySelector(`label[for="${field.id}"]`)]) part.hidden = false;
  }
}
