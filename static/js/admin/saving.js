// Wagtail saves by itself while one writes. A button pressed during such a save waits for its end:
// two requests at once would both want to make the page. What the server would refuse for its size is told.
(() => {
  const form = document.querySelector('form[data-edit-form]');
  if (!form) return;
  const words = document.querySelector('[data-too-large]');
  const most = words && Number(words.dataset.tooLarge);
  let saving = false;
  let pressed = null;

  const isTooLarge = (data) => {
    let size = 0;
    for (const [name, value] of data) if (typeof value === 'string') size += name.length + new Blob([value]).size;
    document.querySelector('.news-too-large')?.remove();
    if (!most || size < most) return false;
    form.querySelector('footer').before(words.content.cloneNode(true));
    return true;
  };

  form.addEventListener('w-autosave:save', (event) => {
    if (isTooLarge(event.detail.formData)) event.preventDefault();
    else saving = true;
  });
  const done = () => {
    saving = false;
    if (!pressed) return;
    const button = pressed;
    pressed = null;
    form.requestSubmit(button.form ? button : undefined);
  };
  form.addEventListener('w-autosave:success', () => {
    // A template would now overwrite what is written.
    document.querySelector('.news-start')?.remove();
    done();
  });
  form.addEventListener('w-autosave:error', done);

  form.addEventListener('submit', (event) => {
    const tooLarge = isTooLarge(new FormData(form));
    if (!saving && !tooLarge) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!tooLarge) pressed = event.submitter || form;
  }, { capture: true });
})();
