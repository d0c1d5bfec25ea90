// Names to choose from while one is being typed. Roles and keys are those of the combobox with list
// autocomplete and manual selection in the ARIA Authoring Practices; the options are links.

const SHORTEST = 2;
// Milliseconds: without a key before asking; that options for other words stay; that an answer is of use.
const PAUSE = 150;
const OUTDATED = 400;
const LATE = 4000;

const STEPS = { ArrowDown: 1, ArrowUp: -1 };
const IN_FIELD = ["ArrowLeft", "ArrowRight", "Home", "End"];

class Suggestions {
  #field;
  #list;
  #said;
  #active = null;
  #answers = new Map();
  #pause;
  #request;

  constructor(field) {
    this.#field = field;
    this.#list = document.createElement("div");
    this.#list.id = `${field.id}_suggestions`;
    this.#list.className = "suggestions";
    this.#list.role = "listbox";
    this.#list.ariaLabel = field.dataset.suggestionsLabel;
    this.#list.hidden = true;
    this.#said = document.createElement("p");
    this.#said.className = "visually-hidden";
    this.#said.role = "status";
    field.after(this.#list, this.#said);
    this.#makeCombobox();
    this.#listen();
  }

  // A field of the type "search" may be no combobox, and clears itself on Escape in some browsers only.
  #makeCombobox() {
    const field = this.#field;
    field.type = "text";
    field.enterKeyHint = "search";
    field.autocomplete = "off";
    field.role = "combobox";
    field.ariaAutoComplete = "list";
    field.ariaExpanded = "false";
    field.setAttribute("aria-controls", this.#list.id);
    // Browsers forget what was typed where they are told to complete nothing.
    field.value = history.state?.[field.id] ?? field.value;
  }

  #listen() {
    const field = this.#field;
    field.addEventListener("input", (event) => event.isComposing || this.#typed());
    field.addEventListener("compositionend", () => this.#typed());
    field.addEventListener("keydown", (event) => event.isComposing || this.#press(event));
    field.addEventListener("change", () => this.#keep());
    field.addEventListener("blur", () => this.#stop());
    // The keyboard stays in the field while the list is clicked or scrolled.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    // A page that is kept for the back button is kept without its list.
    addEventListener("pagehide", () => this.#stop());
  }

  get #words() {
    return this.#field.value.trim();
  }

  #keep() {
    history.replaceState({ ...history.state, [this.#field.id]: this.#field.value }, "");
  }

  #typed() {
    this.#cancel();
    this.#activate(null);
    if (this.#words.length < SHORTEST) this.#close();
    else if (this.#answers.has(this.#words)) this.#show(this.#words);
    else this.#pause = setTimeout(() => this.#ask(), PAUSE);
  }

  // Shows the options for what is typed; nothing when they do not come, or come too late.
  async #ask() {
    this.#cancel();
    this.#keep();
    const words = this.#words;
    const request = (this.#request = new AbortController());
    const timers = [
      setTimeout(() => this.#close(), OUTDATED),
      setTimeout(() => request.abort(), LATE),
    ];
    try {
      const address = `${this.#field.dataset.suggestions}?${new URLSearchParams({ name: words })}`;
      const response = await fetch(address, { signal: request.signal });
      if (!response.ok) throw new Error(response.statusText);
      this.#answers.set(words, await response.text());
      if (request === this.#request) this.#show(words);
    } catch {
      if (request === this.#request) this.#close();
    } finally {
      timers.forEach(clearTimeout);
    }
  }

  #cancel() {
    clearTimeout(this.#pause);
    this.#request?.abort();
    this.#request = null;
  }

  #show(words) {
    this.#activate(null);
    this.#list.innerHTML = this.#answers.get(words);
    this.#options.forEach((option, number) => (option.id = `${this.#list.id}_${number}`));
    this.#list.hidden = !this.#options.length;
    this.#field.ariaExpanded = String(!this.#list.hidden);
    this.#said.textContent = this.#list.querySelector("[data-said]").dataset.said;
  }

  #close() {
    this.#activate(null);
    this.#list.hidden = true;
    this.#field.ariaExpanded = "false";
    this.#said.textContent = "";
  }

  #stop() {
    this.#cancel();
    this.#close();
  }

  get #options() {
    return [...this.#list.querySelectorAll("[role='option']")];
  }

  #activate(option) {
    if (this.#active) this.#active.ariaSelected = "false";
    this.#active = option;
    if (!option) return this.#field.removeAttribute("aria-activedescendant");
    option.ariaSelected = "true";
    this.#field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  // Through the options and, between the last and the first, back to the field.
  #move(step) {
    const stops = [null, ...this.#options];
    const place = stops.indexOf(this.#active) + step;
    this.#activate(stops.at(place % stops.length));
  }

  async #open(step) {
    if (this.#words.length < SHORTEST) return;
    if (this.#answers.has(this.#words)) this.#show(this.#words);
    else await this.#ask();
    if (!this.#list.hidden) this.#move(step);
  }

  #press(event) {
    const { key } = event;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (IN_FIELD.includes(key)) this.#activate(null);
    else if (STEPS[key]) {
      event.preventDefault();
      if (this.#list.hidden) this.#open(STEPS[key]);
      else this.#move(STEPS[key]);
    } else if (key === "Enter") {
      if (this.#active) {
        event.preventDefault();
        this.#active.click();
      } else this.#stop();
    } else if (key === "Escape") this.#escape(event);
  }

  // Closes the list; when there is none, clears the field.
  #escape(event) {
    if (this.#list.hidden && !this.#field.value) return;
    event.preventDefault();
    if (!this.#list.hidden) return this.#stop();
    this.#field.value = "";
    this.#field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

export function suggestions() {
  for (const field of document.querySelectorAll("[data-suggestions]")) new Suggestions(field);
}
