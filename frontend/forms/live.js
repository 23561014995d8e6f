/**
 * The rules of one page, live: what is shown, what is required, what is computed.
 * The server gives `{today, types, answers, order, fields}`; see forms/live.py.
 */

import { evaluate, test } from '../rules/rules.js';
import { composed, offer, pricesOf } from './choices.js';

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
    this.form.addEventListener('input', () => this.update());
    this.form.addEventListener('change', () => this.update());
    this.update();
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
    if (!first) {
      const parts = [...this.form.querySelectorAll(`[name^="f.${name}."]`)];
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

  /** What a rule reads of an answer besides the whole: "period.start". */
  parts(name, answers) {
    for (const part of Object.keys(this.rules.types)) {
      if (part.startsWith(`${name}.`)) answers[part] = this.answer(part);
    }
  }

  /** Evaluate all rules, each after those it reads; a hidden answer is null. */
  update() {
    const answers = { ...this.rules.answers };
    for (const name of this.rules.order) {
      const rules = this.rules.fields[name] ?? {};
      const { show, compute, unit, cents } = rules;
      const wrapper = this.wrapper(name);
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
        this.parts(name, answers);
      }
    }
    for (const [name, { require }] of Object.entries(this.rules.fields)) {
      const wrapper = this.wrapper(name);
      if (require !== undefined && wrapper) {
        this.require(wrapper, test(require, answers, this.options));
      }
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
