/**
 * Rows of a block: added, copied, moved, taken away (and put back) without showing the
 * page again. What is posted afterwards is what the buttons would have led to without
 * this script (forms/rows.py).
 */

/** Stands for a row's id in the template (forms/drawing_rows.py). */
const NEW = '0row0';
const TYPED = 'input:not([type=hidden]), select, textarea';

const newId = () => `n${[...crypto.getRandomValues(new Uint8Array(5))]
  .map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;

const rowsIn = (box) => [...box.children].filter((one) => one.matches('[data-row]'));
const titleOf = (row) => row.querySelector(':scope > legend').textContent.trim();

/** Give the inputs of a row what those of another would post; files stay where they are. */
function fill(row, source) {
  const [start, from] = [row, source].map((one) => `f.${one.id.slice(4)}.`);
  for (const input of source.querySelectorAll('[name^="f."]')) {
    const name = input.name.startsWith(from) && start + input.name.slice(from.length);
    const [, part = ''] = (name || '').slice(start.length).split('.');
    if (!name || input.matches(':disabled, button, [type=file]') || ['remove', 'drawn'].includes(part)) continue;
    const own = [...row.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    if (input.type !== 'checkbox' && input.type !== 'radio') {
      for (const one of own) {
        one.value = input.value;
        Object.assign(one.dataset, ...['price', 'of'].filter((key) => key in input.dataset)
          .map((key) => ({ [key]: input.dataset[key] })));
      }
    } else if (input.checked) {
      const box = own.find((one) => one.value === input.value);
      if (box) box.checked = true;
      else picked(row, source, input, name);
    }
  }
}

/** A choice that was searched is not in the template: it comes with its words. */
function picked(row, source, input, name) {
  const place = input.closest('[data-field]').dataset.field.slice(source.id.length - 4);
  const list = row.querySelector(`[data-field$="${CSS.escape(place)}"] [data-picked]`);
  const label = input.closest('.g-choice')?.cloneNode(true);
  if (!list || !label) return;
  const box = label.querySelector('input');
  box.removeAttribute('id');
  box.name = name;
  box.checked = true;
  list.append(label);
}

export class Rows {
  /** `dress(row)` makes what is in a new row work. */
  constructor(form, dress) {
    this.form = form;
    this.dress = dress;
  }

  start() {
    this.form.addEventListener('click', (event) => {
      const button = event.target.closest('[data-row-act], [data-row-add], [data-row-undo]');
      const block = button?.closest('[data-field]');
      const box = block?.querySelector(':scope > [data-rows]');
      if (!box || event.defaultPrevented) return;
      event.preventDefault();
      this.act(button, block, box);
    });
  }

  act(button, block, box) {
    const row = button.closest('[data-row]');
    const verb = button.dataset.rowAct;
    if (button.hasAttribute('data-row-undo')) this.restore(button.closest('[data-row-gone]'), block, box);
    else if (verb === 'remove') this.remove(row, block, box);
    else if (verb === 'up' || verb === 'down') this.move(row, verb, button, block, box);
    else this.add(verb === 'copy' ? row : null, block, box);
  }

  add(source, block, box) {
    if (rowsIn(box).length >= Number(box.dataset.max)) return;
    const template = document.createElement('template');
    const drawn = block.querySelector(':scope > template[data-row-template]').innerHTML;
    template.innerHTML = drawn.replaceAll(NEW, newId());
    const row = template.content.querySelector('[data-row]');
    if (source) fill(row, source);
    if (source) source.after(row);
    else box.append(row);
    this.dress(row);
    this.changed(block, box);
    this.say(box, source ? 'copied' : 'added', row);
    this.enter(row);
  }

  remove(row, block, box) {
    const rows = rowsIn(box);
    if (rows.length <= Number(box.dataset.min)) return;
    this.forget(box);
    const template = block.querySelector(':scope > template[data-row-gone]');
    const gone = template.content.firstElementChild.cloneNode(true);
    gone.querySelector('[data-row-words]').textContent = this.words(box, 'removed', row);
    gone.row = row;
    row.replaceWith(gone);
    this.changed(block, box);
    this.say(box, 'removed', row);
    gone.querySelector('button').focus();
  }

  restore(gone, block, box) {
    const { row } = gone;
    gone.replaceWith(row);
    this.changed(block, box);
    this.say(box, 'restored', row);
    row.focus();
  }

  move(row, verb, button, block, box) {
    const rows = rowsIn(box);
    const other = rows[rows.indexOf(row) + (verb === 'up' ? -1 : 1)];
    if (!other) return;
    if (verb === 'up') other.before(row);
    else other.after(row);
    this.changed(block, box);
    this.say(box, 'moved', row);
    const acts = [...row.querySelectorAll('[data-row-act]')];
    (button.hidden ? acts.find((one) => !one.hidden) : button)?.focus();
  }

  /** What was taken away cannot come back: the page was saved without it. */
  forget(inside = this.form) {
    for (const gone of inside.querySelectorAll('[data-row-gone]:not(template)')) gone.remove();
  }

  changed(block, box) {
    const rows = rowsIn(box);
    const full = rows.length >= Number(box.dataset.max);
    rows.forEach((row, at) => {
      for (const number of row.querySelectorAll('[data-row-number]')) {
        if (number.textContent !== String(at + 1)) number.textContent = at + 1;
      }
      const cannot = {
        up: at === 0,
        down: at === rows.length - 1,
        copy: full,
        remove: rows.length <= Number(box.dataset.min),
      };
      for (const button of row.querySelectorAll('[data-row-act]')) {
        button.hidden = cannot[button.dataset.rowAct];
      }
    });
    if (full) this.forget(box);
    for (const one of block.querySelectorAll('[data-row-add]')) one.hidden = full;
    for (const one of block.querySelectorAll('[data-row-full]')) one.hidden = !full;
    box.dispatchEvent(new Event('change', { bubbles: true }));
  }

  words(box, what, row) {
    return box.dataset[what].replace('${row}', titleOf(row));
  }

  say(box, what, row) {
    const said = box.parentElement.querySelector(':scope > [data-row-said]');
    said.textContent = '';
    setTimeout(() => { said.textContent = this.words(box, what, row); }, 50);
  }

  /** Go on in a new row: its first question. */
  enter(row) {
    const first = [...row.querySelectorAll(TYPED)]
      .find((input) => !input.disabled && input.getClientRects().length);
    (first ?? row).focus();
  }
}
