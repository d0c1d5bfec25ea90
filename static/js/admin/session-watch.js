/* A session may end while somebody writes: in another tab, by time, by an administrator. What was written stays
   in the form, which is not sent anywhere until its writer has signed in again in another tab. */

const EVERY = 5000;
const note = document.getElementById("session-note");
const form = document.querySelector('form[data-controller~="w-unsaved"]');
const { address, user } = note.dataset;
let waiting = null;

/* "in" or "out". Signing in changes the token that guards against forged posts: the forms and Wagtail's own
   requests get the new one. */
function read(answer) {
  if (String(answer.user) !== user) return "out";
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = answer.token;
  window.wagtailConfig.CSRF_TOKEN = answer.token;
  return "in";
}

/* "away": the site does not answer. */
async function ask() {
  try {
    return read(await (await fetch(address)).json());
  } catch {
    return "away";
  }
}

/* A form that is about to be sent cannot wait for a promise. */
function askAtOnce() {
  const request = new XMLHttpRequest();
  request.open("GET", address, false);
  try {
    request.send();
    return read(JSON.parse(request.responseText));
  } catch {
    return "away";
  }
}

function show(state) {
  note.hidden = state === "in";
  for (const text of note.querySelectorAll("[data-state]")) text.hidden = text.dataset.state !== state;
  if (state === "in") {
    clearInterval(waiting);
    waiting = null;
  } else {
    waiting ??= setInterval(goOn, EVERY);
  }
}

/* Ask until its writer is back, then have Wagtail save what was written meanwhile. */
async function goOn() {
  const state = await ask();
  if (!waiting) return;
  show(state);
  if (state === "in" && form.matches('[data-controller~="w-autosave"]')) {
    form.dispatchEvent(new CustomEvent("w-unsaved:add", { cancelable: true }));
  }
}

async function look() {
  if (!waiting) show(await ask());
}

function hold(event) {
  const button = event.target.closest?.("button");
  const sends = event.type === "submit" ? event.target === form : button?.type === "submit" && button.form === form;
  if (!sends) return;
  const state = askAtOnce();
  show(state);
  if (state === "in") return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

if (form) {
  for (const failure of ["w-autosave:error", "w-swap:error"]) document.addEventListener(failure, look);
  for (const sending of ["click", "submit"]) window.addEventListener(sending, hold, true);
  window.addEventListener("focus", () => waiting && goOn());
}
