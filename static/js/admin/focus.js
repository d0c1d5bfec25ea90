// Asks for the focal point of a picture where the picture is used.
(() => {
  const template = document.querySelector('[data-focus-template]');
  const form = document.querySelector('form[data-edit-form]');
  if (!template || !form) return;
  const address = (pk) => template.dataset.focusUrl.replace(/\/0\//, `/${pk}/`);
  const words = (name) => template.content.querySelector(`[data-focus-${name}]`).textContent;
  const copy = (selector) => template.content.querySelector(selector).cloneNode(true);

  const open = (pk, facts, saved) => {
    const dialog = copy('dialog');
    const picture = dialog.querySelector('.news-focus-picture');
    const mark = dialog.querySelector('.news-focus-mark');
    const image = dialog.querySelector('img');
    Object.assign(image, { src: facts.url, width: facts.width, height: facts.height });
    const point = { x: facts.x ?? 0.5, y: facts.y ?? 0.5 };
    const move = (x, y) => {
      point.x = Math.min(1, Math.max(0, x));
      point.y = Math.min(1, Math.max(0, y));
      mark.style.insetInlineStart = `${point.x * 100}%`;
      mark.style.insetBlockStart = `${point.y * 100}%`;
    };
    move(point.x, point.y);
    picture.addEventListener('click', (event) => {
      const box = image.getBoundingClientRect();
      move((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    });
    const STEPS = { ArrowLeft: [-0.02, 0], ArrowRight: [0.02, 0], ArrowUp: [0, -0.02], ArrowDown: [0, 0.02] };
    picture.addEventListener('keydown', (event) => {
      const step = STEPS[event.key];
      if (!step) return;
      event.preventDefault();
      move(point.x + step[0], point.y + step[1]);
    });
    dialog.querySelector('[value=save]').addEventListener('click', async (event) => {
      event.preventDefault();
      const data = new FormData();
      data.append('csrfmiddlewaretoken', document.querySelector('[name=csrfmiddlewaretoken]').value);
      data.append('x', point.x);
      data.append('y', point.y);
      const sent = await fetch(address(pk), { method: 'POST', body: data }).catch(() => null);
      if (sent && sent.ok) {
        saved(await sent.json());
        dialog.close();
      } else dialog.querySelector('[data-focus-error]').hidden = false;
    });
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    picture.focus();
  };

  const ask = async (chooser) => {
    chooser.querySelector('.news-focus-ask')?.remove();
    const pk = document.getElementById(chooser.id.replace(/-chooser$/, ''))?.value;
    if (!pk) return;
    const answer = await fetch(address(pk)).catch(() => null);
    if (!answer || !answer.ok) return;
    let facts = await answer.json();
    if (!facts.mayChange || chooser.querySelector('.news-focus-ask')) return;
    const line = copy('.news-focus-ask');
    const button = line.querySelector('button');
    const say = () => { button.textContent = words(facts.x === null ? 'unset' : 'set'); };
    say();
    button.addEventListener('click', () => open(pk, facts, (now) => { facts = { ...facts, ...now }; say(); }));
    chooser.append(line);
  };

  form.addEventListener('change', (event) => {
    const chooser = document.getElementById(`${event.target.id}-chooser`);
    if (chooser?.matches('.image-chooser')) ask(chooser);
  });
  window.addEventListener('load', () => form.querySelectorAll('.image-chooser').forEach(ask));
})();
