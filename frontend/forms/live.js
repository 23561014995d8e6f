/**
 * The rules of one page, live: what is shown, what is required, what is computed.
 * The server gives `{today, types, answers, order, fields}`; see forms/live.py.
 */

import { evaluate, test } from '../rules/rules.js';
import { composed, offer, pricesOf } from './choices.js';
import { linksOf, spread, touches } from './depends.js';

const BELGIAN_DATE = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;

/** "1.000", "1 000" and "1,5" as the server reads them. */
export function numberOf(text) {
  const dense = text.replace(/[\s\u00a0\u202f']/g, '');
  const [whole, ...decimals] = dense.split(',');
  const plain = /^-?\d{1,3}(\.\d{3})+$/.test(whole) ? whole.replaceAll('.', '') : whole;
  return [plain, ...decimals].join('.');
}

/** "12/05/2027" as an ISO date. */
export function dateOf(text) {
  const found = BELGIAN_DATE.exec(text);
  if (!found) return text;
  const [, day, month, year] = found;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** A number as people read it: "12 500,5". */
export function written(number) {
  return new Intl.NumberFormat('fr-BE', { maximumFractionDigits: 10, useGrouping: 'min2' })
    .format(number);
}

/** An amount as the server writes it: "1.234,50 €". */
export function amount(number) {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2, useGrouping: 'always' };
  const [whole, cents] = new Intl.NumberFormat('en', digits).format(number).split('.');
  return `${whole.replaceAll(',', '.')},${cents} €`;
}

function said(value, kind, unit, cents) {
  if (value === null || value === undefined) return '';
  if (cents) return amount(value);
  if (kind === 'number') return written(value) + (unit ? ` ${unit}` : '');
  if (kind === 'date') return String(value).split('-').reverse().join('/');
  return String(value);
}

export class Live {
  constructor(form, rules) {
    this.form = form;
    this.rules = rules;
    this.options = { today: rules.today, types: rules.types, prices: { ...rules.prices } };
  }

  start() {
    this.links = linksOf(this.rules.fields);
    this.watcher = new MutationObserver((records) => this.drawn(records));
    this.watcher.observe(this.form, { childList: true, subtree: true });
    this.form.addEventListener('input', ({ target }) => this.typed(target));
    this.form.addEventListener('change', () => this.update());
    this.update();
  }

  /** Fields that come or go make the next key evaluate all. */
  drawn(records) {
    this.fresh ||= records.some(({ addedNodes, removedNodes }) => (
      [...addedNodes, ...removedNodes].some((node) => node.matches?.('[name]')
        || node.querySelector?.('[name]'))));
  }

  /** One key: evaluate the field, and what reads it if its answer changed. */
  typed(target) {
    let name = null;
    for (let node = target; node && node !== this.form; node = node.parentElement) {
      name = node.dataset.field ?? name;
    }
    this.drawn(this.watcher.takeRecords());
    if (this.fresh || !this.rules.order.includes(name)) {
      this.update();
      return;
    }
    const moved = spread(this.rules.order, this.links.answer, name, (one) => this.evaluate(one));
    this.requires((one) => touches(this.links.require.get(one), moved));
  }

  wrapper(name) {
    return this.form.querySelector(`[data-field="${name}"]`);
  }

  /** What is answered in a field, as a rule reads it. */
  answer(name) {
    const kind = this.rules.types[name];
    const whole = composed(this.wrapper(name));
    if (whole !== undefined) return whole;
    const inputs = [...this.form.querySelectorAll(`[name="f.${name}"]`)];
    const [first] = inputs;
    if (!first && kind === 'choices') return null;
    if (!first || kind === 'place') {
      const parts = [...inputs, ...this.form.querySelectorAll(`[name^="f.${name}."]`)];
      return parts.some((input) => input.value.trim()) || null;
    }
    if (first.type === 'file') {
      const kept = Number(this.wrapper(name).querySelector('[data-kept]')?.dataset.kept ?? 0);
      const count = kept + (first.multiple || !kept ? first.files.length : 0);
      if (first.multiple) return Array(count).fill(true);
      return count > 0 || null;
    }
    const checked = inputs.filter((input) => input.checked).map((input) => input.value);
    if (kind === 'choices') return checked;
    if (kind === 'boolean') {
      if (first.type === 'checkbox') return checked.length > 0;
      return checked.length ? checked[0] === 'yes' : null;
    }
    const text = (first.type === 'radio' ? checked[0] ?? '' : first.value).trim();
    if (!text) return null;
    if (kind === 'number') return numberOf(text);
    if (kind === 'date') return dateOf(text);
    return text;
  }

  /** Evaluate all rules, each after those it reads; a hidden answer is null. */
  update() {
    this.drawn(this.watcher.takeRecords());
    this.fresh = false;
    this.answers = { ...this.rules.answers };
    this.known = new Map();
    for (const name of this.rules.order) this.evaluate(name);
    this.requires(() => true);
  }

  /** Evaluate the rules of one field. True when its answer, or its prices, moved. */
  evaluate(name) {
    const { answers } = this;
    const rules = this.rules.fields[name] ?? {};
    const { show, compute, unit, cents } = rules;
    const wrapper = this.wrapper(name);
    const own = Object.keys(this.rules.types).filter((part) => part.startsWith(`${name}.`));
    for (const one of [name, ...own]) {
      if (Object.hasOwn(this.rules.answers, one)) answers[one] = this.rules.answers[one];
      else delete answers[one];
    }
    let visible = show === undefined || test(show, answers, this.options);
    if (wrapper && show !== undefined) this.reveal(wrapper, visible);
    if (wrapper && visible && rules.depends !== undefined) {
      if (rules.choices) this.reveal(wrapper, true);
      visible = offer(wrapper, rules, answers, this.options);
      if (rules.choices && !visible) this.reveal(wrapper, false);
    }
    if (!visible) answers[name] = null;
    else if (compute !== undefined) {
      answers[name] = evaluate(compute, answers, this.options);
      const output = wrapper?.querySelector('output');
      if (output) this.tell(output, said(answers[name], output.dataset.computed, unit, cents));
    } else if (!wrapper?.hasAttribute('data-locked')) {
      answers[name] = this.answer(name);
      this.options.prices[name] = pricesOf(wrapper, rules.prices ?? this.rules.prices?.[name]);
      for (const part of own) answers[part] = this.answer(part);
    }
    const now = JSON.stringify([
      [name, ...own].map((one) => answers[one] ?? null), this.options.prices[name] ?? null,
    ]);
    const moved = now !== this.known.get(name);
    this.known.set(name, now);
    return moved;
  }

  requires(wanted) {
    for (const [name, { require }] of Object.entries(this.rules.fields)) {
      const wrapper = require !== undefined && wanted(name) && this.wrapper(name);
      if (wrapper) this.require(wrapper, test(require, this.answers, this.options));
    }
  }

  reveal(wrapper, visible) {
    if (wrapper.hidden === !visible) return;
    wrapper.hidden = !visible;
    for (const input of wrapper.querySelectorAll('input, select, textarea, button')) {
      input.disabled = !visible;
    }
  }

  require(wrapper, required) {
    const optional = wrapper.querySelector('[data-optional]');
    if (optional) optional.hidden = required;
    const first = wrapper.querySelector('[name^="f."]');
    if (first && wrapper.tagName !== 'FIELDSET') first.ariaRequired = required ? 'true' : null;
  }

  tell(output, text) {
    if (output.textContent !== text) output.textContent = text;
  }
}
