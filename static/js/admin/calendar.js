// Dragging a draft to another day sends the form that “Move” leads to.

const form = document.getElementById("desk-move");
let dragged = null;

const dayAt = (event) => event.target.closest?.("[data-day]");

const light = (day) => {
  document.querySelector(".desk-day--target")?.classList.remove("desk-day--target");
  day?.classList.add("desk-day--target");
};

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-move]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.innerText);
  dragged.classList.add("desk-item--dragged");
});

document.addEventListener("dragover", (event) => {
  const day = dragged && dayAt(event);
  if (day) event.preventDefault();
  light(day);
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("desk-item--dragged");
  dragged = null;
  light(null);
});

document.addEventListener("drop", (event) => {
  const day = dragged && dayAt(event);
  if (!day) return;
  event.preventDefault();
  if (day === dragged.closest("[data-day]")) return;
  form.action = dragged.dataset.move;
  form.elements.day.value = day.dataset.day;
  form.elements.seen.value = dragged.dataset.seen;
  form.submit();
});
