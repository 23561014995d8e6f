/**
 * Choices: which are offered, those that exclude others, orders of preference, and
 * lists in which one searches. Without this all works as well.
 */

import { test } from '../rules/rules.js';
import { combos } from './combobox.js';

/** Take back what was picked from a searched list and is no longer offered. */
function withdraw(wrapper, fits) {
  for (const held of wrapper.querySelectorAll('[data-of]')) {
    const good = fits(held.dataset.of.split('|'));
    if (held.type === 'checkbox') {
      held.checked &&= good;
      held.disabled = !good;
      held.closest('.g-choice').hidden = !good;
    } else if (!good && held.value) {
      held.value = '';
      wrapper.querySelector('.g-combo input[type=text]').value = '';
    }
  }
}

/** Whether a choice is offered, given the other answers. */
function offers({ depends, choices }, given, answers, options) {
  return (key) => {
    const { parents, show } = Object.hasOwn(choices, key) ? choices[key] : {};
    return (!parents || !depends || parents.some((parent) => given.includes(parent)))
      && (show === undefined || test(show, answers, options));
  };
}

/** What counts of an answer that cannot be changed; undefined when it is not asked. */
export function settled(value, rules, answers, options) {
  if (!rules.choices) return value;
  const offered = offers(rules, [answers[rules.depends] ?? []].flat(), answers, options);
  const kept = Array.isArray(value) ? value.filter(offered) : [value].filter((key) => key && offered(key));
  if (!kept.length) return rules.free || Object.keys(rules.choices).some(offered) ? null : undefined;
  return Array.isArray(value) ? kept : kept[0];
}

/** Offer the choices that other answers leave. True when there is one. */
export function offer(wrapper, rules, answers, options) {
  const given = [answers[rules.depends] ?? []].flat();
  if (!rules.choices) {
    wrapper.dataset.parents = given.join('|');
    withdraw(wrapper, (parents) => parents.some((parent) => given.includes(parent)));
    return !rules.parents || rules.parents.some((parent) => given.includes(parent));
  }
  const offered = offers(rules, given, answers, options);
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

/** The prices of the choices of a field, by key: those known, and those in its inputs. */
export function pricesOf(inputs, known) {
  const held = inputs.filter(({ dataset }) => dataset.price !== undefined);
  if (!held.length) return known;
  return { ...known, ...Object.fromEntries(held.map(({ value, dataset }) => [value, dataset.price])) };
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

/** Make the choices in a page, or in a row that came, work. */
export function dress(inside) {
  for (const select of inside.querySelectorAll('[data-ranked] select')) select.was = select.value;
  for (const list of inside.querySelectorAll('[data-filter]')) filter(list);
  combos(inside);
}

export function choices(form) {
  dress(form);
  form.addEventListener('change', ({ target }) => {
    if (target.type === 'checkbox' && target.checked) exclude(form, target);
    if (target.closest('[data-ranked]')) swap(target);
  });
}
