// What is pasted from Word or Google Docs comes as clean text: the editor's own field keeps bold, links
// and lists; here goes what it would misread, or choke on.
(() => {
  const MARK = Symbol('cleaned');

  const clean = (html) => {
    const page = new DOMParser().parseFromString(html, 'text/html');
    page.querySelectorAll('style, script, meta, link, title, xml, img, svg, object').forEach((node) => node.remove());
    const comments = page.createNodeIterator(page, NodeFilter.SHOW_COMMENT);
    for (let node = comments.nextNode(); node; node = comments.nextNode()) node.remove();
    // Google Docs wraps everything in a bold that is none.
    page.querySelectorAll('b[style^="font-weight:normal"], b[id^="docs-internal"]').forEach((node) => node.replaceWith(...node.childNodes));
    // A row of a table is a line of its cells.
    page.querySelectorAll('tr').forEach((row) => {
      const line = page.createElement('p');
      line.textContent = [...row.cells].map((cell) => cell.textContent.trim().replace(/\s+/g, ' ')).join(' | ');
      row.replaceWith(line);
    });
    page.querySelectorAll('table').forEach((table) => table.replaceWith(...table.querySelectorAll('p')));
    page.querySelectorAll('p, h1, h2, h3, h4, h5, h6').forEach((node) => {
      if (!node.textContent.trim()) node.remove();
    });
    // Line ends between blocks are the source's, not the text's.
    [...page.body.childNodes].forEach((node) => {
      if (node.nodeType === Node.TEXT_NODE && !node.textContent.trim()) node.remove();
    });
    return page.body.innerHTML;
  };

  document.addEventListener('paste', (event) => {
    const field = event.target.closest?.('.Draftail-Editor');
    const html = event.clipboardData?.getData('text/html');
    // What one field of the editor copies to another is clean, and knows more than HTML says.
    if (!field || !html || event[MARK] || html.includes('data-draftjs-conductor')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const data = new DataTransfer();
    data.setData('text/html', clean(html));
    data.setData('text/plain', event.clipboardData.getData('text/plain'));
    const again = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    again[MARK] = true;
    event.target.dispatchEvent(again);
  }, { capture: true });
})();
