/**
 * Choices: which are offered, those that exclude others, orders of preference, and
 * lists in which one searches. Without this all works as well.
 */

import { test } from '../rules/rules.js';
import { combos } from './combobox.js';

/** Offer the choices that other answers leave. True when there is one. */
export function offer(wrapper, { depends, choices }, answers, options) {
  const given = [answers[depends] ?? []].flat();
  wrapper.dataset.parents = given.join('|');
  if (!choices) return true;
  const offered = (key) => {
    const { parents, show } = Object.hasOwn(choices, key) ? choices[key] : {};
    return (!parents || !depends || parents.some((parent) => given.includes(parent)))
      && (show === undefined || test(show, answers, options));
  };
  let any = false;
  for (const item of wrapper.querySelectorAll('option[value]:not([value=""]), .g-choice > input')) {
    const good = offered(item.value);
    any ||= good;
    item.disabled = !good;
    (item.closest('.g-choice') ?? item).hidden = !good;
    if (good) continue;
    item.checked = false;
    if (item.selected) item.closest('select').value = '';
  }
  for (const group of wrapper.querySelectorAll('.g-choices__group, optgroup')) {
    group.hidden = !group.querySelector('.g-choice:not([hidden]), option:not([hidden])');
  }
  return any;
}

/** The prices of the choices of a field, by key. */
export function pricesOf(wrapper, known = {}) {
  const held = wrapper?.querySelectorAll('input[data-price]') ?? [];
  const found = [...held].map((input) => [input.value, input.dataset.price]);
  return { ...known, ...Object.fromEntries(found) };
}

/** What is answered in an order of preference, or in a grid; undefined elsewhere. */
export function composed(wrapper) {
  const ranks = wrapper?.querySelector('[data-ranked]');
  if (ranks) return [...ranks.querySelectorAll('select')].map((one) => one.value).filter(Boolean);
  const grid = wrapper?.querySelector('[data-grid]');
  if (!grid) return undefined;
  const rows = {};
  for (const { name, value } of grid.querySelectorAll('input:checked')) {
    const row = name.slice(name.lastIndexOf('.') + 1);
    if (grid.dataset.grid === 'several') (rows[row] ??= []).push(value);
    else rows[row] = value;
  }
  return rows;
}

/** "None of these" excludes the others, and they exclude it. */
function exclude(form, input) {
  const alone = input.hasAttribute('data-alone');
  for (const other of form.querySelectorAll(`input[name="${CSS.escape(input.name)}"]`)) {
    if (other !== input && (alone || other.hasAttribute('data-alone'))) other.checked = false;
  }
}

/** A choice has one place: what stood there goes where it was. */
function swap(select) {
  const others = [...select.closest('[data-ranked]').querySelectorAll('select')];
  const same = others.find((other) => other !== select && select.value && other.value === select.value);
  if (same) same.value = select.was ?? '';
  for (const other of others) other.was = other.value;
}

const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** A field above a long list of boxes, that hides those that do not fit. */
function filter(list) {
  const boxes = [...list.querySelectorAll('.g-choice')];
  if (boxes.length < 8) return;
  const input = document.createElement('input');
  Object.assign(input, { type: 'search', className: 'g-input', ariaLabel: list.dataset.filter });
  input.placeholder = list.dataset.filter;
  list.prepend(input);
  input.addEventListener('input', (event) => {
    event.stopPropagation();
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    for (const box of boxes) {
      const text = plain(box.textContent);
      const fits = words.every((word) => text.includes(word));
      box.classList.toggle('is-away', !fits && !box.querySelector(':checked'));
    }
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
  });
}

export function choices(form) {
  for (const select of form.querySelectorAll('[data-ranked] select')) select.was = select.value;
  for (const list of form.querySelectorAll('[data-filter]')) filter(list);
  combos(form);
  form.addEventListener('change', ({ target }) => {
    if (target.type === 'checkbox' && target.checked) exclude(form, target);
    if (target.closest('[data-ranked]')) swap(target);
  });
}
