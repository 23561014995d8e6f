/**
 * Undo and redo: states of a form, without limit within the session. Pure.
 *
 * { past: [{ form, label }], form, label, future: [{ form, label }] }. Changes with the
 * same `key` within a moment are one step, so that a word typed is undone at once.
 */

const TOGETHER = 1500; // milliseconds

export const begin = (form) => ({ past: [], form, label: '', key: '', when: 0, future: [] });

export function push(history, form, { label = '', key = '', now = Date.now() } = {}) {
  if (form === history.form) return history;
  const together = key !== '' && key === history.key && now - history.when < TOGETHER;
  const past = together ? history.past : [...history.past, { form: history.form, label }];
  return { past, form, label, key, when: now, future: [] };
}

export function undo(history) {
  const last = history.past.at(-1);
  if (!last) return history;
  return {
    past: history.past.slice(0, -1),
    form: last.form,
    label: last.label,
    key: '',
    when: 0,
    future: [{ form: history.form, label: last.label }, ...history.future],
  };
}

export function redo(history) {
  const [next, ...future] = history.future;
  if (!next) return history;
  return {
    past: [...history.past, { form: history.form, label: next.label }],
    form: next.form,
    label: next.label,
    key: '',
    when: 0,
    future,
  };
}
