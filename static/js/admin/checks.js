// Brings the findings of an article's checks up to date after each save, and puts each at its field.
(() => {
  const panel = document.querySelector('[data-checks]');
  if (!panel) return;
  const MARK = 'data-finding-copy';

  // A block stands under its own id, a list of related things under the field that counts them.
  const fieldOf = (path) => {
    if (!path) return null;
    const name = CSS.escape(path.split('.').pop());
    const counted = document.querySelector(`#id_${name}-TOTAL_FORMS`);
    return document.querySelector(`[data-contentpath="${name}"]`) || (counted && counted.parentElement);
  };

  const place = () => {
    document.querySelectorAll(`[${MARK}]`).forEach((copy) => copy.remove());
    panel.querySelectorAll('.news-finding').forEach((finding) => {
      const field = fieldOf(finding.dataset.path);
      if (!field) return;
      const copy = finding.cloneNode(true);
      copy.setAttribute(MARK, '');
      field.append(copy);
      const link = document.createElement('button');
      link.type = 'button';
      link.className = 'news-finding-go';
      link.textContent = '↓';
      link.setAttribute('aria-label', panel.dataset.go);
      link.addEventListener('click', () => {
        field.scrollIntoView({ block: 'center' });
        const target = field.querySelector('input:not([type=hidden]), textarea, [contenteditable=true], select, button');
        if (target) target.focus({ preventScroll: true });
      });
      finding.append(link);
    });
  };

  let asked = 0;
  const refresh = async (pk) => {
    asked += 1;
    const turn = asked;
    const response = await fetch(panel.dataset.checks.replace(/\d+\/$/, `${pk}/`));
    if (!response.ok || turn !== asked) return;
    panel.innerHTML = await response.text();
    place();
  };

  document.addEventListener('w-autosave:success', (event) => refresh(event.detail.response.pk));
  if (document.readyState === 'complete') place();
  else window.addEventListener('load', place);
})();
