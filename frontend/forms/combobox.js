/**
 * A field in which one searches a list: the editable combobox with list of the ARIA
 * authoring practices. Over a `<select>`, or over a list that the server gives in pages.
 */

const WAIT = 150;
const MOST = 60;
let combosMade = 0;

const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

class Combobox {
  /** `source`: find(text, page) -> {items, more}; pick(item); leave(). `box` holds it. */
  constructor(input, box, words, source) {
    Object.assign(this, { input, words, source, items: [], chosen: -1, page: 0, more: false });
    combosMade += 1;
    this.list = document.createElement('ul');
    Object.assign(this.list, { className: 'g-suggest g-combo__list', id: `g-combo-${combosMade}`, hidden: true });
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', input.labels?.[0]?.textContent.trim() || input.ariaLabel || '');
    this.status = document.createElement('span');
    this.status.className = 'g-sr';
    this.status.setAttribute('role', 'status');
    box.append(this.list, this.status);
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-controls', this.list.id);
    input.setAttribute('aria-expanded', 'false');
    input.addEventListener('input', () => this.later());
    input.addEventListener('keydown', (event) => this.key(event));
    input.addEventListener('click', () => this.list.hidden && this.ask());
    input.addEventListener('blur', () => { this.show(false); this.source.leave?.(); });
    this.list.addEventListener('mousedown', (event) => event.preventDefault());
    this.list.addEventListener('click', (event) => {
      const option = event.target.closest('[role=option]');
      if (option) this.take([...this.list.children].indexOf(option));
    });
    this.list.addEventListener('scroll', () => {
      const { scrollTop, clientHeight, scrollHeight } = this.list;
      if (scrollTop + clientHeight > scrollHeight - 40) this.next();
    });
  }

  /** What is shown meanwhile answers what was typed before: nothing is taken from it. */
  later() {
    clearTimeout(this.timer);
    this.move(-1);
    this.pending = true;
    this.timer = setTimeout(() => this.ask(), this.source.slow ? WAIT : 0);
  }

  async ask() {
    const text = this.input.value;
    this.pending = true;
    const { items, more } = await this.source.find(text, 0).catch(() => ({ items: [] }));
    if (text !== this.input.value || document.activeElement !== this.input) return;
    Object.assign(this, { items: [], page: 0, more });
    this.list.replaceChildren();
    this.add(items);
    this.show(items.length > 0);
    const { none, some } = this.words;
    this.status.textContent = items.length ? `${some}${items.length}${more ? '+' : ''}` : none;
  }

  /** The following page of what was found. */
  async next() {
    if (!this.more || this.pending) return;
    this.more = false;
    this.page += 1;
    const found = this.items;
    const { items, more } = await this.source.find(this.input.value, this.page)
      .catch(() => ({ items: [] }));
    if (found !== this.items) return;
    this.more = more;
    this.add(items);
  }

  add(items) {
    for (const item of items) {
      const option = document.createElement('li');
      option.id = `${this.list.id}-${this.items.length}`;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.textContent = item.text;
      this.items.push(item);
      this.list.append(option);
    }
  }

  show(open) {
    clearTimeout(this.timer);
    this.pending = false;
    this.list.hidden = !open;
    this.input.setAttribute('aria-expanded', String(open));
    this.move(-1);
  }

  move(position) {
    this.list.children[this.chosen]?.setAttribute('aria-selected', 'false');
    this.chosen = position;
    const option = this.list.children[position];
    if (!option) {
      this.input.removeAttribute('aria-activedescendant');
      return;
    }
    option.setAttribute('aria-selected', 'true');
    this.input.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
    if (position > this.items.length - 5) this.next();
  }

  take(position) {
    this.show(false);
    this.source.pick(this.items[position]);
  }

  key(event) {
    const { key } = event;
    const last = this.items.length - 1;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (this.list.hidden) this.ask();
      else if (key === 'ArrowDown') this.move(this.chosen >= last ? 0 : this.chosen + 1);
      else this.move(this.chosen <= 0 ? last : this.chosen - 1);
    } else if (key === 'Enter' && (this.pending || !this.list.hidden)) {
      event.preventDefault();
      if (this.chosen >= 0 && !this.pending) this.take(this.chosen);
    } else if (key === 'Escape' && !this.list.hidden) {
      event.preventDefault();
      this.show(false);
    }
  }
}

const changed = (input) => input.dispatchEvent(new Event('change', { bubbles: true }));

/** A list that unfolds becomes one in which one searches; it keeps the answer. */
function overSelect(select) {
  const input = document.createElement('input');
  Object.assign(input, { type: 'text', className: 'g-input g-combo__input', autocomplete: 'off' });
  for (const name of ['aria-describedby', 'aria-invalid', 'aria-required']) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  input.id = select.id;
  select.removeAttribute('id');
  select.hidden = true;
  input.disabled = select.disabled;
  const box = document.createElement('div');
  box.className = 'g-combo__field';
  select.before(box);
  box.append(input);
  const write = () => {
    input.value = select.value ? select.selectedOptions[0].textContent : '';
  };
  write();
  const matching = (text) => {
    const words = plain(text).split(/\s+/).filter(Boolean);
    return [...select.options].filter((option) => option.value && !option.disabled
      && words.every((word) => plain(option.textContent).includes(word)))
      .map((option) => ({ key: option.value, text: option.textContent }));
  };
  // eslint-disable-next-line no-new
  new Combobox(input, box, select.dataset, {
    find: async (text) => {
      const shown = select.value && text === select.selectedOptions[0].textContent;
      const items = matching(shown ? '' : text);
      return { items: items.slice(0, Math.max(MOST, 200)), more: false };
    },
    pick: ({ key }) => {
      select.value = key;
      write();
      changed(select);
    },
    leave: () => {
      if (!input.value.trim() && select.value) {
        select.value = '';
        changed(select);
      }
      write();
    },
  });
  // Its choices, or whether it is asked, may depend on other answers.
  select.form.addEventListener('change', () => { if (document.activeElement !== input) write(); });
  new MutationObserver(() => { input.disabled = select.disabled; })
    .observe(select, { attributes: true, attributeFilter: ['disabled'] });
}

/** A list that is too long for the page: the server gives what is found. */
function overServer(combo) {
  const input = combo.querySelector('input[type=text]');
  const held = combo.querySelector('input[type=hidden]');
  const picked = combo.querySelector('[data-picked]');
  const several = combo.dataset.combo === 'several';
  const find = async (text, page) => {
    const parents = combo.closest('[data-field]')?.dataset.parents ?? '';
    const query = new URLSearchParams({ q: text, page, parents });
    const answer = await fetch(`${combo.dataset.url}?${query}`, { credentials: 'same-origin' });
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };
  const tell = (one, { price, parents }) => {
    if (price === undefined) delete one.dataset.price;
    else one.dataset.price = price;
    if (parents === undefined) delete one.dataset.of;
    else one.dataset.of = parents.join('|');
  };
  const hold = (item = {}) => {
    held.value = item.key ?? '';
    tell(held, item);
    changed(held);
  };
  const add = ({ key, text, ...item }) => {
    const known = [...picked.querySelectorAll('input')].find((box) => box.value === key);
    const box = known ?? document.createElement('input');
    if (!known) {
      Object.assign(box, { type: 'checkbox', name: input.name.replace(/\.text$/, ''), value: key });
      tell(box, item);
      const label = document.createElement('label');
      label.className = 'g-choice';
      label.append(box, ` ${text}`);
      picked.append(label);
    }
    box.checked = true;
    changed(box);
  };
  // eslint-disable-next-line no-new
  new Combobox(input, combo.querySelector('.g-combo__field'), combo.dataset, {
    slow: true,
    find,
    pick: (item) => {
      combo.querySelector('[data-found]')?.remove();
      input.value = several ? '' : item.title;
      if (several) add(item);
      else hold(item);
    },
  });
  if (!several) input.addEventListener('input', () => { if (held.value) hold(); });
}

export function combos(form) {
  for (const select of form.querySelectorAll('select[data-combobox]')) overSelect(select);
  for (const combo of form.querySelectorAll('[data-combo]')) {
    if (combo.dataset.url) overServer(combo);
  }
}
