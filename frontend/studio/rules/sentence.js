/**
 * A rule as the studio edits it, and back to JsonLogic. Pure.
 *
 * A condition is one of
 *   { is: 'group', mode: 'all' | 'any' | 'none', items: [condition] }
 *   { is: 'test', op, left: value, right: [value] }
 *   { is: 'always', value: boolean }
 *   { is: 'unknown', data }           shown, kept, not edited
 * A value is one of
 *   { is: 'answer', name, otherwise: value | null }
 *   { is: 'constant', value: number | string | boolean | null }
 *   { is: 'date' | 'time', text }     written in the rule
 *   { is: 'today' }
 *   { is: 'list', items: [value] }
 *   { is: 'call', op, args: [value] }
 *   { is: 'if', cases: [{ when: condition, then: value }], otherwise: value | null }
 *   { is: 'condition', condition }    a condition where a value is asked
 *   { is: 'unknown', data }
 *
 * Operators of tests that JsonLogic writes with several operators are one here:
 * `not_in`, `lacks`, `yes`, `no`, `within`, `within_working`, `beyond`,
 * `beyond_working`, `younger`, `older`.
 */

const COMPARE = ['==', '!=', '<', '<=', '>', '>='];
const CALLS = ['+', '-', '*', '/', 'min', 'max', 'round', 'floor', 'ceil', 'count', 'sum', 'price', 'row',
  'length', 'cat', 'lower', 'days_between', 'add_days', 'working_days_between',
  'add_working_days', 'year', 'month', 'weekday', 'age', 'date', 'time'];
const TESTS = [...COMPARE, 'in', 'contains_any', 'contains_all', 'starts_with', 'empty', 'filled'];
const GIVES_CONDITION = new Set(['and', 'or', '!', 'not', ...TESTS]);
const MIRROR = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
/** Tests about how far a date is: [operator, comparison, arguments of the calculation]. */
const DISTANCE = {
  within: ['days_between', '<'], within_working: ['working_days_between', '<'],
  beyond: ['days_between', '>='], beyond_working: ['working_days_between', '>='],
};
const AGE = { younger: '<', older: '>=' };

const isObject = (data) => data !== null && typeof data === 'object' && !Array.isArray(data);
const listOf = (given) => (Array.isArray(given) ? given : [given]);

/** [operator, arguments] of a JsonLogic object, or null. */
function call(data) {
  if (!isObject(data)) return null;
  const names = Object.keys(data);
  if (names.length !== 1) return null;
  const name = { not: '!', '?:': 'if' }[names[0]] ?? names[0];
  return [name, listOf(data[names[0]])];
}

const unknown = (data) => ({ is: 'unknown', data });
export const constant = (value) => ({ is: 'constant', value });
export const answer = (name, otherwise = null) => ({ is: 'answer', name, otherwise });
export const group = (mode = 'all', items = []) => ({ is: 'group', mode, items });
export const check = (op, left, ...right) => ({ is: 'test', op, left, right });

/* From JsonLogic */

/** The condition that a rule is. */
export function readCondition(data) {
  if (typeof data === 'boolean') return { is: 'always', value: data };
  const found = call(data);
  if (!found) return unknown(data);
  const [op, args] = found;
  if (op === 'and' || op === 'or') {
    return group(op === 'and' ? 'all' : 'any', args.map(readCondition));
  }
  if (op === '!') return readNot(args, data);
  if (op === 'var') return check('yes', readValue(data));
  if (op === 'if') return check('yes', readValue(data));
  if (!TESTS.includes(op)) return unknown(data);
  return readTest(op, args, data);
}

function readNot(args, data) {
  if (args.length !== 1) return unknown(data);
  const inner = readCondition(args[0]);
  if (inner.is === 'unknown') return unknown(data);
  if (inner.is === 'test' && inner.op === 'in') return { ...inner, op: 'not_in' };
  if (inner.is === 'test' && inner.op === 'has') return { ...inner, op: 'lacks' };
  if (inner.is === 'group' && inner.mode === 'any') return { ...inner, mode: 'none' };
  return group('none', [inner]);
}

function readTest(op, args, data) {
  const values = args.map(readValue);
  if (values.some((value) => value.is === 'unknown')) return unknown(data);
  if (op === 'empty' || op === 'filled') {
    return values.length === 1 ? check(op, values[0]) : unknown(data);
  }
  if (op === 'in') {
    if (values.length !== 2) return unknown(data);
    const [one, many] = values;
    return many.is === 'list' || isFixed(one) === isFixed(many)
      ? check('in', one, many) : check('has', many, one);
  }
  if (op === 'contains_any' || op === 'contains_all' || op === 'starts_with') {
    return values.length === 2 ? check(op, ...values) : unknown(data);
  }
  if (values.length === 3 && op !== '==' && op !== '!=') {
    const [low, middle, high] = op[0] === '<' ? values : [...values].reverse();
    return check(op.endsWith('=') ? 'between' : 'inside', middle, low, high);
  }
  if (values.length !== 2) return unknown(data);
  let [left, right] = values;
  if (isFixed(left) && !isFixed(right)) [op, left, right] = [MIRROR[op], right, left];
  if (right.is === 'constant' && typeof right.value === 'boolean' && op === '==') {
    return check(right.value ? 'yes' : 'no', left);
  }
  return readDistance(op, left, right) ?? check(op, left, right);
}

function readDistance(op, left, right) {
  if (left.is !== 'call' || right.is !== 'constant' || typeof right.value !== 'number') return null;
  if (left.op === 'age' && left.args.length === 1) {
    const name = Object.keys(AGE).find((key) => AGE[key] === op);
    return name ? check(name, left.args[0], right) : null;
  }
  const name = Object.keys(DISTANCE)
    .find((key) => DISTANCE[key][0] === left.op && DISTANCE[key][1] === op);
  if (!name || left.args[0]?.is !== 'today' || left.args[1]?.is !== 'answer') return null;
  return check(name, left.args[1], right);
}

const isFixed = (value) => ['constant', 'date', 'time', 'list', 'today'].includes(value.is);

/** The value that a rule, or a part of one, is. */
export function readValue(data) {
  if (data === null || ['boolean', 'number', 'string'].includes(typeof data)) return constant(data);
  if (Array.isArray(data)) return { is: 'list', items: data.map(readValue) };
  const found = call(data);
  if (!found) return unknown(data);
  const [op, args] = found;
  if (op === 'var') {
    if (typeof args[0] !== 'string' || args.length > 2) return unknown(data);
    return answer(args[0], args.length === 2 ? readValue(args[1]) : null);
  }
  if (op === 'today') return { is: 'today' };
  if ((op === 'date' || op === 'time') && typeof args[0] === 'string') {
    return { is: op, text: args[0] };
  }
  if (op === 'if') return readIf(args, data);
  if (GIVES_CONDITION.has(op)) {
    const condition = readCondition(data);
    return condition.is === 'unknown' ? unknown(data) : { is: 'condition', condition };
  }
  if (!CALLS.includes(op)) return unknown(data);
  const values = args.map(readValue);
  return values.some((value) => value.is === 'unknown')
    ? unknown(data) : { is: 'call', op, args: values };
}

function readIf(args, data) {
  if (args.length < 2) return unknown(data);
  const cases = [];
  for (let index = 0; index + 1 < args.length; index += 2) {
    cases.push({ when: readCondition(args[index]), then: readValue(args[index + 1]) });
  }
  const otherwise = args.length % 2 ? readValue(args[args.length - 1]) : null;
  return { is: 'if', cases, otherwise };
}

/* To JsonLogic */

/** The rule that a condition is; null for a group of nothing. */
export function writeCondition(condition) {
  if (condition.is === 'always') return condition.value;
  if (condition.is === 'unknown') return condition.data;
  if (condition.is === 'test') return writeTest(condition);
  const items = condition.items.filter((item) => !isBare(item)).map(writeCondition);
  if (!items.length) return null;
  if (condition.mode === 'none') {
    return { '!': [items.length === 1 ? items[0] : { or: items }] };
  }
  if (items.length === 1) return items[0];
  return { [condition.mode === 'all' ? 'and' : 'or']: items };
}

/** Whether a condition is a group of nothing. */
export const isBare = (condition) => condition.is === 'group' && condition.items.every(isBare);

function writeTest({ op, left, right }) {
  const one = writeValue(left);
  const [a, b] = right.map(writeValue);
  if (op === 'yes') return { '==': [one, true] };
  if (op === 'no') return { '==': [one, false] };
  if (op === 'empty' || op === 'filled') return { [op]: [one] };
  if (op === 'between') return { '<=': [a, one, b] };
  if (op === 'inside') return { '<': [a, one, b] };
  if (op === 'has') return { in: [a, one] };
  if (op === 'lacks') return { '!': [{ in: [a, one] }] };
  if (op === 'not_in') return { '!': [{ in: [one, a] }] };
  if (op in AGE) return { [AGE[op]]: [{ age: [one] }, a] };
  if (op in DISTANCE) {
    const [between, compare] = DISTANCE[op];
    return { [compare]: [{ [between]: [{ today: [] }, one] }, a] };
  }
  return { [op]: [one, a] };
}

/** The JsonLogic of a value. */
export function writeValue(value) {
  if (value.is === 'constant') return value.value;
  if (value.is === 'unknown') return value.data;
  if (value.is === 'date' || value.is === 'time') return { [value.is]: [value.text] };
  if (value.is === 'today') return { today: [] };
  if (value.is === 'list') return value.items.map(writeValue);
  if (value.is === 'condition') return writeCondition(value.condition);
  if (value.is === 'answer') {
    return value.otherwise === null
      ? { var: value.name } : { var: [value.name, writeValue(value.otherwise)] };
  }
  if (value.is === 'if') {
    const parts = value.cases.flatMap((one) => [writeCondition(one.when) ?? true, writeValue(one.then)]);
    if (value.otherwise) parts.push(writeValue(value.otherwise));
    return { if: parts };
  }
  return { [value.op]: value.args.map(writeValue) };
}

/** Whether a condition can be written: each test has what it needs. */
export function isComplete(condition) {
  if (condition.is === 'group') return condition.items.every(isComplete);
  if (condition.is !== 'test') return true;
  return [condition.left, ...condition.right].every(isFilled);
}

function isFilled(value) {
  if (value.is === 'answer') return value.name !== '';
  if (value.is === 'constant') return value.value !== null && value.value !== '';
  if (value.is === 'date' || value.is === 'time') return value.text !== '';
  if (value.is === 'list') return value.items.length > 0 && value.items.every(isFilled);
  if (value.is === 'call') return value.args.every(isFilled);
  if (value.is === 'if') {
    return value.cases.every((one) => isComplete(one.when) && isFilled(one.then))
      && (!value.otherwise || isFilled(value.otherwise));
  }
  if (value.is === 'condition') return isComplete(value.condition);
  return true;
}

export const isValueComplete = isFilled;
