// The calendar of the form's two dates: in a dialog, the month that the button's link leads to.
// Keys are those of the date picker dialog in the ARIA Authoring Practices.

const MOVES = {
  ArrowLeft: (day) => plusDays(day, -1),
  ArrowRight: (day) => plusDays(day, 1),
  ArrowUp: (day) => plusDays(day, -7),
  ArrowDown: (day) => plusDays(day, 7),
  Home: (day) => plusDays(day, -((day.getUTCDay() + 6) % 7)),
  End: (day) => plusDays(day, 6 - ((day.getUTCDay() + 6) % 7)),
  PageUp: (day, shift) => plusMonths(day, shift ? -12 : -1),
  PageDown: (day, shift) => plusMonths(day, shift ? 12 : 1),
};

function plusDays(day, number) {
  const there = new Date(day);
  there.setUTCDate(day.getUTCDate() + number);
  return there;
}

// The same day of another month, or that month's last day when it is shorter.
function plusMonths(day, number) {
  const there = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + number + 1, 0));
  there.setUTCDate(Math.min(there.getUTCDate(), day.getUTCDate()));
  return there;
}

const iso = (day) => day.toISOString().slice(0, 10);

class Calendar {
  #dialog;
  #body;
  #said;
  #waiting;
  #fetched = new Map();
  #request;
  #box;
  #day;

  constructor(dialog) {
    this.#dialog = dialog;
    this.#body = dialog.querySelector("[data-calendar-body]");
    this.#said = dialog.querySelector("[data-said]");
    this.#waiting = this.#body.innerHTML;
    this.#body.addEventListener("click", (event) => this.#click(event));
    this.#body.addEventListener("keydown", (event) => this.#press(event));
    this.#body.addEventListener("submit", (event) => this.#jump(event));
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      this.#request?.abort();
      this.#box.button.focus();
    });
  }

  // `box` has the field, its button and the place where the button says what was chosen.
  open(box) {
    this.#box = box;
    this.#day = null;
    this.#fetched.clear();
    this.#body.innerHTML = this.#waiting;
    this.#said.textContent = "";
    this.#dialog.showModal();
    this.#show("", true);
  }

  // The address of a month with the question as the form has it now, sent or not.
  #address(month) {
    const { field, button } = this.#box;
    const address = new URL(button.href);
    address.search = "";
    for (const [name, value] of new FormData(field.form)) {
      if (value.trim()) address.searchParams.append(name, value);
    }
    address.searchParams.set("field", field.name);
    if (month) address.searchParams.set("month", month);
    return address;
  }

  // Shows a month, then moves to its day if the keyboard was among the days, else stays at its control.
  async #show(month, amongDays) {
    this.#request?.abort();
    const { signal } = (this.#request = new AbortController());
    this.#body.ariaBusy = "true";
    const address = this.#address(month);
    try {
      const html = await this.#fetch(address, signal);
      if (signal.aborted) return;
      this.#replace(html, amongDays);
    } catch {
      if (!signal.aborted) location.assign(address);
    }
  }

  async #fetch(address, signal) {
    const key = address.href;
    if (!this.#fetched.has(key)) {
      const fragment = new URL(address);
      fragment.searchParams.set("fragment", "1");
      const response = await fetch(fragment, { signal });
      if (!response.ok) throw new Error(response.statusText);
      this.#fetched.set(key, await response.text());
    }
    return this.#fetched.get(key);
  }

  #replace(html, amongDays) {
    const { id } = document.activeElement;
    this.#body.innerHTML = html;
    this.#body.ariaBusy = "false";
    const wanted = amongDays && this.#day && this.#cell(iso(this.#day));
    this.#enter(wanted || this.#body.querySelector("[tabindex='0']"), amongDays);
    if (amongDays) return;
    const control = this.#body.querySelector(`[id="${id}"]:enabled`);
    (control ?? this.#body.querySelector("[tabindex='0']")).focus();
    const heading = this.#body.querySelectorAll("#calendar-name, [data-total-said]");
    this.#said.textContent = [...heading].map((part) => part.textContent.trim()).join(", ");
  }

  #cell(date) {
    return this.#body.querySelector(`[data-date="${date}"]`);
  }

  // Makes a day the one that Tab leads to.
  #enter(cell, focus) {
    for (const other of this.#body.querySelectorAll("[tabindex='0']")) other.tabIndex = -1;
    cell.tabIndex = 0;
    this.#day = new Date(cell.dataset.date);
    if (focus) cell.focus();
  }

  #press(event) {
    const cell = event.target.closest("[data-date]");
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    // On the way to a month that is still being fetched, no day is chosen yet.
    if (event.key === "Enter" || event.key === " ") {
      if (cell.dataset.date === iso(this.#day)) this.#choose(cell);
    }
    else if (MOVES[event.key]) this.#move(MOVES[event.key](this.#day, event.shiftKey));
    else return;
    event.preventDefault();
  }

  #move(day) {
    const date = iso(day);
    const { since, until } = this.#body.querySelector("[data-calendar]").dataset;
    if (date < since || date > until) return;
    this.#day = day;
    const cell = this.#cell(date);
    if (!cell) this.#show(date.slice(0, 7), true);
    else {
      this.#request?.abort();
      this.#body.ariaBusy = "false";
      this.#enter(cell, true);
    }
  }

  #click({ target }) {
    const step = target.closest("[data-go]");
    const cell = target.closest("[data-date]");
    if (step) this.#show(step.dataset.go, false);
    if (cell) this.#choose(cell);
  }

  #jump(event) {
    event.preventDefault();
    const { year, month } = event.target.elements;
    this.#show(`${year.value}-${month.value.padStart(2, "0")}`, false);
  }

  #choose(cell) {
    const { field, other, chosen } = this.#box;
    const rest = this.#body.querySelector("[data-calendar]").dataset.other;
    if (rest) write(other, rest);
    write(field, cell.dataset.written);
    chosen.textContent = `, ${cell.dataset.written}`;
    this.#dialog.close();
  }
}

// Types for the visitor, so that whatever listens to the field hears of it.
function write(field, text) {
  field.value = text;
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
}

export function calendars() {
  const dialog = document.querySelector("[data-calendar-dialog]");
  if (!dialog) return;
  const calendar = new Calendar(dialog);
  const places = [...document.querySelectorAll("[data-date-field]")];
  const boxes = places.map((place) => ({
    field: place.querySelector("input"),
    button: place.querySelector("a"),
    chosen: place.querySelector("[data-chosen]"),
  }));
  for (const box of boxes) {
    box.other = boxes.find((other) => other !== box).field;
    box.button.role = "button";
    box.button.ariaHasPopup = "dialog";
    box.field.addEventListener("input", () => (box.chosen.textContent = ""));
    box.button.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      calendar.open(box);
    });
    box.button.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      calendar.open(box);
    });
  }
}
