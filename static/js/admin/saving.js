// Wagtail saves by itself while one writes. Three things are added: a button pressed during such a save waits for
// its end, since two requests at once would both want to make the page; what was typed during a save is saved
// after it, since Wagtail takes it for saved; and what the server would refuse for its size is told.
(() => {
  const form = document.querySelector('form[data-edit-form]');
  if (!form) return;
  const words = document.querySelector('[data-too-large]');
  const most = words && Number(words.dataset.tooLarge);
  const ITS_OWN = /^(csrfmiddlewaretoken|loaded_revision_.*|overwrite_revision_id|next|comments-.*)$|-INITIAL_FORMS$/;
  let sent = null;
  let pressed = null;

  const isTooLarge = (data) => {
    let size = 0;
    for (const [name, value] of data) if (typeof value === 'string') size += name.length + new Blob([value]).size;
    document.querySelector('.news-too-large')?.remove();
    if (!most || size < most) return false;
    form.querySelector('footer').before(words.content.cloneNode(true));
    return true;
  };

  const written = (data, without) => new URLSearchParams(
    [...data].filter(([name, value]) => typeof value === 'string' && !ITS_OWN.test(name) && !(name in without)),
  ).toString();

  form.addEventListener('w-autosave:save', (event) => {
    if (isTooLarge(event.detail.formData)) event.preventDefault();
    else sent = event.detail.formData;
  });

  const press = () => {
    if (!pressed) return false;
    // The button itself may be switched off or replaced by now; what it says is what counts.
    const said = document.createElement('input');
    Object.assign(said, { type: 'hidden', name: pressed.name || '', value: pressed.value || '' });
    form.append(said);
    pressed = null;
    form.requestSubmit();
    // It was said once: an automatic save later on must not say it again.
    said.remove();
    return true;
  };

  form.addEventListener('w-autosave:success', (event) => {
    // A template would now overwrite what is written.
    document.querySelector('.news-start')?.remove();
    const saved = sent;
    sent = null;
    if (press() || !saved) return;
    const updates = event.detail.response.field_updates || {};
    if (written(saved, updates) !== written(new FormData(form), updates)) {
      // After Wagtail's own listeners, which declare everything saved.
      setTimeout(() => form.dispatchEvent(new CustomEvent('w-unsaved:add', { detail: { type: 'edits' } })));
    }
  });
  form.addEventListener('w-autosave:error', () => {
    sent = null;
    press();
  });

  form.addEventListener('submit', (event) => {
    const tooLarge = isTooLarge(new FormData(form));
    if (!sent && !tooLarge) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!tooLarge) pressed = event.submitter || form;
  }, { capture: true });
})();
