/**
 * Files: pictures made smaller before they travel, sent as soon as they are chosen, with
 * their progress; added and taken away without showing the page again.
 */

/** Longest side of a picture, in points: enough to read a document on it. */
const LONGEST = 2560;
const SHRUNK = /^image\/(jpeg|png|webp|heic|heif)$/;

/** A picture as a JPEG that is not larger than needed; the file itself when it cannot be. */
async function shrink(file) {
  if (!SHRUNK.test(file.type) || !window.createImageBitmap) return file;
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const ratio = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
    if (ratio === 1 && !file.type.startsWith('image/hei')) return file;
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(bitmap.width * ratio);
    canvas.height = Math.round(bitmap.height * ratio);
    const context = canvas.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const blob = await new Promise((done) => { canvas.toBlob(done, 'image/jpeg', 0.86); });
    if (!blob || (ratio === 1 && blob.size > file.size)) return file;
    return new File([blob], `${file.name.replace(/\.[^.]*$/, '')}.jpg`, { type: 'image/jpeg' });
  } catch {
    return file;
  }
}

/** Put other files in an input; false where the browser does not let us. */
function replace(input, files) {
  try {
    const transfer = new DataTransfer();
    files.forEach((file) => transfer.items.add(file));
    input.files = transfer.files;
    return true;
  } catch {
    return false;
  }
}

function post(form, data, told) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.setRequestHeader('X-Guichet-Fragment', '1');
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) told(Math.round((100 * event.loaded) / event.total));
    });
    request.addEventListener('load', () => resolve(request.responseText));
    for (const name of ['error', 'abort', 'timeout']) request.addEventListener(name, reject);
    request.send(data);
  });
}

export class Files {
  /**
   * `leaving()` is waited for before something is sent; `arrived(page)` takes over the
   * address and the hidden inputs of the page that answers.
   */
  constructor(form, leaving, arrived) {
    this.form = form;
    this.leaving = leaving;
    this.arrived = arrived;
    /** What is on its way: whoever sends the page waits for it. */
    this.busy = Promise.resolve();
  }

  start() {
    this.form.addEventListener('change', ({ target }) => {
      if (target.matches('input[type=file][data-file]')) this.later(() => this.add(target));
    });
    this.form.addEventListener('click', (event) => {
      const button = event.target.closest('button[data-remove], button[data-add]');
      if (!button) return;
      event.preventDefault();
      const input = button.closest('[data-field]').querySelector('input[type=file]');
      if (button.hasAttribute('data-remove')) this.later(() => this.send(button, button.value));
      else if (input.files.length) this.later(() => this.add(input));
      else input.click();
    });
    this.hide(this.form);
  }

  /** With this script a file is added when it is chosen: no button is needed. */
  hide(inside) {
    for (const button of inside.querySelectorAll('button[data-add]')) button.hidden = true;
  }

  later(act) {
    this.busy = this.busy.then(act);
  }

  async add(input) {
    const given = [...input.files];
    const files = await Promise.all(given.map(shrink));
    if (files.some((file, number) => file !== given[number])) replace(input, files);
    const limits = document.getElementById(`limits-${input.id.slice(2)}`);
    const large = [...input.files].some((file) => file.size > Number(input.dataset.maxSize));
    input.setAttribute('aria-invalid', String(large));
    limits?.classList.toggle('g-error', large);
    if (large) input.value = '';
    else if (input.files.length) await this.send(input, `add:${input.name.slice(2)}`);
  }

  /** Post the page as it is now; show what the answer says of this question only. */
  async send(control, act) {
    const field = control.closest('[data-field]');
    const place = field.querySelector('[data-sending]');
    const [bar, status] = [place.querySelector('progress'), place.querySelector('[role=status]')];
    const told = (percent) => {
      bar.hidden = false;
      place.setAttribute('data-busy', '');
      bar.value = percent;
      status.textContent = place.dataset.sending.replace('${percent}', percent);
    };
    await this.leaving();
    const data = new FormData(this.form);
    for (const input of this.form.querySelectorAll('input[type=file]')) {
      if (!field.contains(input)) data.delete(input.name);
    }
    data.set('act', act);
    this.form.setAttribute('aria-busy', 'true');
    try {
      const text = await post(this.form, data, told);
      const page = new DOMParser().parseFromString(text, 'text/html').querySelector('[data-url]');
      const fresh = page?.querySelector(`[id="${field.id}"]`);
      if (!fresh) throw new Error('another page');
      this.hide(fresh);
      const { activeElement } = document;
      const here = field.contains(activeElement) || activeElement === document.body;
      field.replaceWith(fresh);
      this.arrived(page);
      const list = fresh.querySelector('[data-kept], input[type=file]');
      const wrong = fresh.querySelector('[aria-invalid=true]');
      // Whoever went on meanwhile is left where they are.
      if (here) (wrong ?? list)?.focus();
      this.form.dispatchEvent(new Event('input'));
    } catch {
      bar.hidden = true;
      place.setAttribute('data-busy', '');
      status.textContent = place.dataset.refused;
    }
    this.form.removeAttribute('aria-busy');
  }
}
