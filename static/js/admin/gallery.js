// Several pictures dropped on a gallery become its pictures; alt texts are written there.
(() => {
  const { StructBlockDefinition } = window.wagtailStreamField.blocks;
  const token = () => document.querySelector('[name=csrfmiddlewaretoken]').value;

  const upload = async (file, words) => {
    const data = new FormData();
    data.append('csrfmiddlewaretoken', token());
    data.append('title', file.name.replace(/\.[^.]+$/, ''));
    data.append('collection', words.collection);
    data.append('files[]', file);
    const headers = { 'X-Requested-With': 'XMLHttpRequest' };
    const sent = await fetch(words.uploadUrl, { method: 'POST', body: data, headers });
    const kept = await sent.json();
    if (!kept.success || !kept.image_id) throw new Error(kept.error_message || words.failed);
    const asked = await fetch(words.chosenUrl.replace(/\/0\//, `/${kept.image_id}/`), { headers });
    return (await asked.json()).result;
  };

  // The first place without a picture, or a new one at the end.
  const put = (list, image) => {
    const value = { image, alt: '', caption: '', credit: '' };
    const empty = list.children.find((child) => !child.block.childBlocks.image.getState());
    if (empty) empty.block.setState(value);
    else list.insert(value, list.children.length);
  };

  class GalleryBlockDefinition extends StructBlockDefinition {
    render(placeholder, prefix, ...rest) {
      const block = super.render(placeholder, prefix, ...rest);
      const words = this.meta.drop;
      const list = block.childBlocks.pictures;
      const zone = document.createElement('div');
      zone.className = 'news-drop';
      const input = document.createElement('input');
      Object.assign(input, { type: 'file', multiple: true, accept: 'image/*', id: `${prefix}-drop` });
      const label = document.createElement('label');
      label.htmlFor = input.id;
      label.textContent = words.label;
      const said = document.createElement('p');
      said.setAttribute('role', 'status');
      zone.append(label, input, said);
      const field = document.querySelector(`[name="${prefix}-pictures-count"]`);
      field.parentElement.prepend(zone);

      const take = async (files) => {
        const refused = [];
        said.textContent = words.waiting;
        for (const file of files) {
          const taken = list.children.filter((child) => child.block.childBlocks.image.getState()).length;
          if (taken >= words.most) {
            refused.push(words.tooMany);
            break;
          }
          try {
            put(list, await upload(file, words));
          } catch (error) {
            refused.push(`${file.name}: ${error.message}`);
          }
        }
        said.textContent = refused.length ? `${words.refused} ${refused.join(' ')}` : '';
        input.value = '';
      };
      // The file input is the tool, not a field of the article.
      input.addEventListener('change', (event) => { event.stopPropagation(); take([...input.files]); });
      zone.addEventListener('dragover', (event) => { event.preventDefault(); zone.classList.add('news-drop--over'); });
      zone.addEventListener('dragleave', () => zone.classList.remove('news-drop--over'));
      zone.addEventListener('drop', (event) => {
        event.preventDefault();
        zone.classList.remove('news-drop--over');
        take([...event.dataTransfer.files]);
      });
      return block;
    }
  }
  window.telepath.register('news.blocks.GalleryBlock', GalleryBlockDefinition);
})();
