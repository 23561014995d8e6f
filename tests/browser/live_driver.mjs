/** In the page of the tests: shows forms, does what people do, tells what is shown. */

import { choices, dress } from '/forms/choices.js';
import { Live } from '/forms/live.js';
import { Rows } from '/forms/rows.js';

let form = null;
let live = null;

const isVisible = (one) => !one.closest('[hidden]');

function offeredBy(wrapper) {
  const items = [...wrapper.querySelectorAll('option[value]:not([value=""]), .g-choice > input')];
  const good = items.filter((one) => !one.disabled && !(one.closest('.g-choice') ?? one).hidden);
  return [...new Set(good.map((one) => one.value))].sort();
}

function isRequired(wrapper) {
  const optional = wrapper.querySelector('[data-optional]');
  if (optional) return optional.hidden;
  return wrapper.querySelector('[name^="f."]')?.ariaRequired === 'true';
}

/** place -> what is seen of each question that shows. */
function shown() {
  const found = {};
  for (const wrapper of form.querySelectorAll('[data-field]')) {
    if (!isVisible(wrapper)) continue;
    const output = wrapper.querySelector(':scope > output');
    const known = wrapper.hasAttribute('data-locked');
    const asked = wrapper.querySelector(':scope > input[name=asked]');
    found[wrapper.dataset.field] = {
      output: output && output.innerText.trim(),
      required: asked && !known ? isRequired(wrapper) : null,
      offered: wrapper.querySelector('[data-rows]') || !asked || known ? null : offeredBy(wrapper),
    };
  }
  return found;
}

function posted() {
  return [...new FormData(form)].map(([name, value]) => [
    name, typeof value === 'string' ? value : { file: value.name, size: value.size }]);
}

export function open(html) {
  document.body.innerHTML = `<main id="g-form">${html}</main>`;
  form = document.querySelector('form');
  const drawn = shown();
  const first = posted();
  choices(form);
  const rules = form.querySelector('script[data-rules]');
  live = rules && new Live(form, JSON.parse(rules.textContent));
  live?.start();
  new Rows(form, dress).start();
  return { drawn, first, live: shown(), posted: posted() };
}

const fire = (one, ...names) => names.forEach((name) => (
  one.dispatchEvent(new Event(name, { bubbles: true }))));

function fill(inputs, said) {
  const [first] = inputs;
  if (!first) return;
  if (['radio', 'checkbox'].includes(first.type)) {
    for (const one of inputs) {
      const wanted = said.includes(one.value);
      if (one.checked !== wanted && !(one.type === 'radio' && !wanted)) one.click();
    }
  } else if (first.type === 'file') {
    const transfer = new DataTransfer();
    for (const name of said) transfer.items.add(new File(['%PDF-1.4 %%EOF'], name, { type: 'application/pdf' }));
    first.files = transfer.files;
    fire(first, 'input', 'change');
  } else if (first.localName === 'select') {
    const option = [...first.options].find((one) => one.value === said && !one.disabled);
    if (!option || first.disabled) return;
    first.value = said;
    fire(first, 'input', 'change');
  } else {
    first.value = said;
    fire(first, 'input', 'change');
  }
}

/** `{place, said: {end: text or keys}}`, or in a row `{block, at, field, said}`. */
function answer({ place, block, at, field, said }) {
  let where = place;
  if (block) {
    const rows = form.querySelectorAll(`[data-field="${block}"] > [data-rows] > [data-row]`);
    if (!rows.length) return;
    where = `${block}.${rows[at % rows.length].dataset.row}.${field}`;
  }
  const wrapper = form.querySelector(`[data-field="${where}"]`);
  if (!wrapper || !isVisible(wrapper)) return;
  for (const [end, one] of Object.entries(said)) {
    fill([...wrapper.querySelectorAll(`[name="f.${where}${end}"]`)].filter((input) => !input.disabled), one);
  }
}

function press({ block, act, at }) {
  const wrapper = form.querySelector(`[data-field="${block}"]`);
  if (!wrapper || !isVisible(wrapper)) return '';
  const selector = { add: '[data-row-add]', undo: '[data-row-undo]' }[act] ?? `[data-row-act=${act}]`;
  const buttons = [...wrapper.querySelectorAll(selector)].filter((one) => !one.hidden);
  const button = buttons[at % buttons.length];
  const value = button?.value ?? '';
  button?.click();
  return value;
}

export function walk(steps) {
  for (const step of steps) {
    if (step.act) press(step);
    else answer(step);
  }
  const before = shown();
  live?.update();
  return { live: before, whole: shown(), posted: posted() };
}

/** Press one button of rows: what was posted before and after, and what it would post. */
export function arrange(step) {
  const before = posted();
  const act = press(step);
  return { act, before, after: posted() };
}
