/**
 * Options of a form: what each procedure that uses it sets for itself. Pure operations
 * that give a new FORM. Rules read `options.NAME`, texts hold `${options.NAME}`.
 */

import { freshName, slug } from './model.js';

export const PREFIX = 'options.';
/** What the place of a problem of an option begins with. */
export const PLACE = 'options:';

/** Types of options for rules, as the builder knows them; `text` for the others. */
const TYPES = { number: 'number', money: 'number', 'yes-no': 'boolean', date: 'date', one: 'choice', some: 'choices' };

export const optionsOf = (form) => form.options ?? [];
export const hasChoices = (option) => option.type === 'one' || option.type === 'some';
export const placeholder = (option) => `\${${PREFIX}${option.name}}`;

/** Types by `options.NAME`. */
export const optionTypes = (form) => Object.fromEntries(optionsOf(form)
  .map((option) => [PREFIX + option.name, TYPES[option.type] ?? 'text']));

/** Titles by `options.NAME` (and by the place of problems), and of choices. */
export function optionLabels(form) {
  const labels = {};
  for (const option of optionsOf(form)) {
    const title = option.title || option.name;
    labels[PREFIX + option.name] = title;
    labels[PLACE + option.name] = title;
    for (const choice of option.choices ?? []) labels[`${PREFIX}${option.name}=${choice.key}`] = choice.title;
  }
  return labels;
}

/** The choices of an option that a rule names, or none. */
export const choicesOfOption = (form, name) => optionsOf(form)
  .find((option) => PREFIX + option.name === name)?.choices ?? [];

const named = (form) => new Set(optionsOf(form).map((option) => option.name));

/** A form with one more option: { form, option }. */
export function addOption(form, title = '') {
  const option = { name: freshName(named(form), slug(title) || 'option'), type: 'text', title };
  return { form: { ...form, options: [...optionsOf(form), option] }, option };
}

/** Change what an option says; what is nothing is left out. */
export function setOption(form, name, patch) {
  const options = optionsOf(form).map((option) => {
    if (option.name !== name) return option;
    const made = { ...option, ...patch };
    if (!hasChoices(made)) delete made.choices;
    for (const key of ['help', 'default', 'required', 'choices']) {
      if (!made[key] || made[key].length === 0) delete made[key];
    }
    return made;
  });
  return { ...form, options };
}

export const removeOption = (form, name) => ({
  ...form, options: optionsOf(form).filter((option) => option.name !== name),
});

export function moveOption(form, name, step) {
  const options = [...optionsOf(form)];
  const from = options.findIndex((option) => option.name === name);
  const to = from + step;
  if (from < 0 || to < 0 || to >= options.length) return form;
  options.splice(to, 0, ...options.splice(from, 1));
  return { ...form, options };
}

/** Give an option another name, in rules, texts and prefilled answers too. */
export function renameOption(form, name, wanted) {
  if (name === wanted || !/^[a-z][a-z0-9_]{0,39}$/.test(wanted) || named(form).has(wanted)) return form;
  const [before, after] = [`\${${PREFIX}${name}}`, `\${${PREFIX}${wanted}}`];
  const change = (value) => {
    if (typeof value === 'string') {
      return value === PREFIX + name ? PREFIX + wanted : value.replaceAll(before, after);
    }
    if (Array.isArray(value)) return value.map(change);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, key === 'opaque' ? one : change(one)]));
  };
  return {
    ...form,
    options: optionsOf(form).map((option) => (option.name === name ? { ...option, name: wanted } : option)),
    pages: change(form.pages),
  };
}

/** How many rules, texts and prefilled answers of a form read an option. */
export function usesOf(form, name) {
  let count = 0;
  const mark = `\${${PREFIX}${name}}`;
  const look = (value) => {
    if (typeof value === 'string') count += Number(value === PREFIX + name || value.includes(mark));
    else if (Array.isArray(value)) value.forEach(look);
    else if (value && typeof value === 'object') Object.values(value).forEach(look);
  };
  look(form.pages);
  return count;
}
