/**
 * Which tests and calculations the builder offers, according to the type of what
 * stands left. Pure. Types are those of the rule language, with `choice` for one of a
 * list and `choices` for several.
 */

import { answer, check, constant } from './sentence.js';

const FILLED = ['filled', 'empty'];
/** Tests of each type, the most useful first. */
export const TESTS = {
  boolean: ['yes', 'no', ...FILLED],
  number: ['>', '>=', '<', '<=', '==', '!=', 'between', ...FILLED],
  text: ['==', '!=', 'has', 'lacks', 'starts_with', ...FILLED],
  choice: ['==', '!=', 'in', 'not_in', ...FILLED],
  choices: ['has', 'lacks', 'contains_any', 'contains_all', ...FILLED],
  list: [...FILLED],
  grid: [...FILLED],
  date: ['<', '<=', '>', '>=', '==', '!=', 'between', 'within_working', 'within',
    'beyond_working', 'beyond', 'younger', 'older', ...FILLED],
  time: ['<', '<=', '>', '>=', '==', '!=', 'between', ...FILLED],
  something: [...FILLED],
};

/** The type of the values right of a test; '' when there is none, and how many. */
export function rightOf(op, type) {
  if (['filled', 'empty', 'yes', 'no'].includes(op)) return { type: '', count: 0 };
  if (['within', 'beyond', 'within_working', 'beyond_working', 'younger', 'older'].includes(op)) {
    return { type: 'number', count: 1 };
  }
  if (op === 'between' || op === 'inside') return { type, count: 2 };
  if (['in', 'not_in', 'contains_any', 'contains_all'].includes(op)) {
    return { type: 'choices', count: 1 };
  }
  if (op === 'has' || op === 'lacks') return { type: type === 'choices' ? 'choice' : 'text', count: 1 };
  return { type, count: 1 };
}

const UNITS = {
  within: 'days', beyond: 'days', within_working: 'working_days', beyond_working: 'working_days',
  younger: 'years', older: 'years',
};
/** The unit of the number right of a test: id of a word, or ''. */
export const unitOf = (op) => UNITS[op] ?? '';

/** Calculations: [what each argument is, what it gives, least, most]. */
export const CALLS = {
  '+': [['number'], 'number', 2, 20],
  '-': [['number'], 'number', 2, 2],
  '*': [['number'], 'number', 2, 20],
  '/': [['number'], 'number', 2, 2],
  min: [['number'], 'number', 2, 20],
  max: [['number'], 'number', 2, 20],
  round: [['number', 'digits'], 'number', 1, 2],
  floor: [['number'], 'number', 1, 1],
  ceil: [['number'], 'number', 1, 1],
  count: [['many'], 'number', 1, 1],
  sum: [['many', 'column'], 'number', 1, 2],
  price: [['chosen'], 'number', 1, 1],
  row: [['grid', 'text'], 'text', 2, 2],
  length: [['text'], 'number', 1, 1],
  cat: [['any'], 'text', 2, 20],
  lower: [['text'], 'text', 1, 1],
  days_between: [['date', 'date'], 'number', 2, 2],
  working_days_between: [['date', 'date'], 'number', 2, 2],
  add_days: [['date', 'number'], 'date', 2, 2],
  add_working_days: [['date', 'number'], 'date', 2, 2],
  age: [['date', 'date'], 'number', 1, 2],
  year: [['date'], 'number', 1, 1],
  month: [['date'], 'number', 1, 1],
  weekday: [['date'], 'number', 1, 1],
};

/** The calculations that give a type, for the list of a value. */
export function callsFor(type) {
  const offered = Object.keys(CALLS);
  if (type === 'any') return offered;
  return offered.filter((op) => CALLS[op][1] === type);
}

/** The type of argument `index` of a calculation. */
export function argumentOf(op, index) {
  const [types] = CALLS[op] ?? [['any']];
  return types[Math.min(index, types.length - 1)];
}

/** A first value of a type, to be filled in. */
export function emptyValue(type) {
  if (type === 'number') return constant(null);
  if (type === 'digits') return constant(2);
  if (type === 'date') return { is: 'date', text: '' };
  if (type === 'time') return { is: 'time', text: '' };
  if (type === 'choices') return { is: 'list', items: [] };
  if (type === 'boolean') return constant(true);
  if (type === 'many' || type === 'chosen' || type === 'grid') return answer('');
  return constant('');
}

/** A calculation with arguments to fill in; `first` is kept as its first one. */
export function newCall(op, first = null) {
  const count = CALLS[op][2];
  const args = Array.from({ length: count }, (_, index) => emptyValue(argumentOf(op, index)));
  if (first && first.is !== 'unknown') args[0] = first;
  if (op === 'days_between' || op === 'working_days_between') args[0] = { is: 'today' };
  return { is: 'call', op, args };
}

/** The type of a value; `types` gives that of each answer. */
export function typeOf(value, types) {
  if (value.is === 'answer') return types[value.name] ?? 'something';
  if (value.is === 'date' || value.is === 'today') return 'date';
  if (value.is === 'time') return 'time';
  if (value.is === 'list') return 'choices';
  if (value.is === 'condition') return 'boolean';
  if (value.is === 'constant') {
    return typeof value.value === 'boolean' ? 'boolean' : typeof value.value === 'number' ? 'number' : 'text';
  }
  if (value.is === 'if') return value.cases.length ? typeOf(value.cases[0].then, types) : 'text';
  if (value.is === 'call') {
    if (value.op === 'date' || value.op === 'time') return value.op;
    if (value.op === 'min' || value.op === 'max') return typeOf(value.args[0] ?? constant(0), types);
    return CALLS[value.op]?.[1] ?? 'something';
  }
  return 'something';
}

/** The same test of another answer: what still fits is kept. */
export function retarget(test, left, types) {
  const type = typeOf(left, types);
  const offered = TESTS[type] ?? FILLED;
  const same = offered.includes(test.op) && typeOf(test.left, types) === type;
  const op = same ? test.op : offered[0];
  return withOperator({ ...test, left, right: [] }, op, types);
}

/** The same test with another operator; values of the same type are kept. */
export function withOperator(test, op, types) {
  const type = typeOf(test.left, types);
  const before = rightOf(test.op, type);
  const wanted = rightOf(op, type);
  const right = Array.from({ length: wanted.count }, (_, index) => {
    const kept = test.right[index];
    return kept && before.type === wanted.type ? kept : convert(test.right[0], wanted.type);
  });
  return { ...test, op, right };
}

function convert(value, type) {
  if (value && type === 'choices' && value.is === 'constant' && value.value) {
    return { is: 'list', items: [value] };
  }
  if (value && value.is === 'list' && type !== 'choices' && value.items[0]) return value.items[0];
  return emptyValue(type);
}

/** A first test about an answer. */
export function newTest(name, types) {
  const type = types[name] ?? 'something';
  return withOperator(check('filled', answer(name)), (TESTS[type] ?? FILLED)[0], types);
}
