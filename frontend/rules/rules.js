/**
 * The rule language in the browser: the same values, operators and results as
 * `imio.guichet.rules` in Python. The server has read and checked each rule
 * before; here it is only evaluated. See docs/reference/rules.md.
 *
 * Inside: null, boolean, BigInt (a number times 10^10), string, Day, Minute,
 * Array, Map (a row) and OPAQUE (a file, a place). `evaluate` and `test` never
 * throw.
 */

const DECIMALS = 10;
const ONE = 10n ** 10n;
const BOUND = 10n ** 21n;
const DEEPEST = 60;
const LONGEST_TEXT = 100000;
const OPAQUE = Object.freeze({});

class Day { constructor(n) { this.n = n; } } // days since 1970-01-01
class Minute { constructor(n) { this.n = n; } } // minutes since midnight

/* Numbers */

const abs = (n) => (n < 0n ? -n : n);
const bounded = (n) => (n === null || abs(n) >= BOUND ? null : n);

/** a / b, rounded half away from zero. */
function divide(a, b) {
  const quotient = (2n * abs(a) + abs(b)) / (2n * abs(b));
  return a < 0n === b < 0n ? quotient : -quotient;
}

function round(n, decimals) {
  const unit = 10n ** BigInt(DECIMALS - decimals);
  return divide(n, unit) * unit;
}

function floor(n) {
  const rest = n % ONE;
  return n - (rest < 0n ? rest + ONE : rest);
}

function readNumber(value) {
  const text = typeof value === 'string'
    ? value.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.') : String(value);
  const found = /^(-?)(\d{1,99})(?:\.(\d{1,99}))?(?:e([+-]\d{1,3}))?$/.exec(text);
  if (!found) return null;
  const [, sign, whole, part = '', power = '0'] = found;
  const shift = DECIMALS + Number(power) - part.length;
  const digits = BigInt(sign + whole + part);
  return bounded(shift < 0 ? divide(digits, 10n ** BigInt(-shift)) : digits * 10n ** BigInt(shift));
}

/** At most four decimals, with a point. */
function writeNumber(n) {
  const digits = String(divide(abs(n), 10n ** 6n)).padStart(5, '0');
  const text = `${digits.slice(0, -4)}.${digits.slice(-4)}`.replace(/\.?0+$/, '');
  return n < 0n && text !== '0' ? `-${text}` : text;
}

/* Dates */

const days = (year, month, day) => Date.UTC(year, month - 1, day) / 864e5;
const FIRST = days(1000, 1, 1);
const LAST = days(9999, 12, 31);
const inside = (n) => (n >= FIRST && n <= LAST ? new Day(n) : null);
const iso = (day) => new Date(day.n * 864e5).toISOString().slice(0, 10);
const parts = (day) => iso(day).split('-').map(Number);
const two = (n) => String(n).padStart(2, '0');
const clock = (minute) => `${two(Math.floor(minute.n / 60))}:${two(minute.n % 60)}`;

function readDate(text) {
  const found = /^([1-9]\d{3})-(\d\d)-(\d\d)$/.exec(text);
  const day = found && new Day(days(+found[1], +found[2], +found[3]));
  return day && inside(day.n) && iso(day) === text ? day : null;
}

function readTime(text) {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return found && new Minute(found[1] * 60 + +found[2]);
}

/* Working days in Belgium: law of 4 January 1974 */

function easter(year) {
  const div = (a, b) => Math.floor(a / b);
  const a = year % 19;
  const b = div(year, 100);
  const c = year % 100;
  const h = (19 * a + b - div(b, 4) - div(8 * b + 13, 25) + 15) % 30;
  const r = (32 + 2 * (b % 4) + 2 * div(c, 4) - h - (c % 4)) % 7;
  const m = div(a + 11 * h + 22 * r, 451);
  const n = h + r - 7 * m + 114;
  return days(year, div(n, 31), (n % 31) + 1);
}

const weekday = (n) => ((((n + 3) % 7) + 7) % 7) + 1; // Monday is 1

const weekdaysUntil = (n) => Math.floor((n + 3) / 7) * 5 + Math.min(weekday(n), 5);

const holidays = {};
function weekdayHolidays(year) {
  if (!holidays[year]) {
    const sunday = easter(year);
    const all = [[1, 1], [5, 1], [7, 21], [8, 15], [11, 1], [11, 11], [12, 25]]
      .map(([month, day]) => days(year, month, day))
      .concat([1, 39, 50].map((step) => sunday + step));
    // In 2008 Ascension was the first of May: it counts once.
    holidays[year] = [...new Set(all)].filter((n) => weekday(n) < 6);
  }
  return holidays[year];
}

function workingDaysBetween(from, to) {
  if (to < from) {
    const count = workingDaysBetween(to, from);
    return count === null ? null : 0 - count;
  }
  if (to - from > 36525) return null;
  let count = weekdaysUntil(to) - weekdaysUntil(from);
  const last = parts(new Day(to))[0];
  for (let year = parts(new Day(from))[0]; year <= last; year += 1) {
    count -= weekdayHolidays(year).filter((n) => n > from && n <= to).length;
  }
  return count;
}

function addWorkingDays(from, wanted) {
  const goal = Math.abs(wanted);
  if (goal > 10000) return null;
  let reached = from;
  for (let missing = goal; missing;) {
    reached += wanted > 0 ? missing : -missing;
    if (reached > LAST) return null;
    const count = wanted > 0
      ? workingDaysBetween(from, reached) : workingDaysBetween(reached - 1, from - 1);
    if (count === null) return null;
    missing = goal - count;
  }
  return reached;
}

/* Values */

function kindOf(value) {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (value instanceof Day) return 'date';
  if (value instanceof Minute) return 'time';
  return { bigint: 'number', string: 'text', boolean: 'boolean' }[typeof value] || 'opaque';
}

/** What makes two values equal; null for what equals nothing. */
function key(value) {
  const kind = kindOf(value);
  return ['null', 'list', 'opaque'].includes(kind) ? null : `${kind}:${value.n ?? value}`;
}

const keys = (values) => new Set(values.map(key).filter((found) => found !== null));

/** What an object holds, or one that it inherits from: a row's answers, then the form's. */
function own(object, name) {
  for (let at = object; at && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    if (Object.prototype.hasOwnProperty.call(at, name)) {
      if (at[name] !== null && at[name] !== undefined) return at[name];
    }
  }
  return null;
}

function readScalar(value, kind) {
  if (value === null || value === undefined || value === '') return null;
  if (kind === 'file' || kind === 'place') return OPAQUE;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return readNumber(value);
  if (typeof value === 'string') {
    if (kind === 'number') return readNumber(value);
    if (kind === 'date') return readDate(value.slice(0, 10));
    if (kind === 'time') return readTime(value.slice(0, 5));
    return value;
  }
  return OPAQUE;
}

/** By characters, as Python sorts. */
function byCharacters(a, b) {
  const [left, right] = [[...a], [...b]];
  const index = left.findIndex((char, place) => char !== right[place]);
  if (index < 0) return left.length - right.length;
  return index < right.length ? left[index].codePointAt(0) - right[index].codePointAt(0) : 1;
}

/** The rows of a grid that are answered. */
function rows(grid) {
  const filled = (cell) => (Array.isArray(cell) ? cell.length : cell);
  return Object.keys(grid).filter((row) => filled(grid[row])).sort(byCharacters);
}

/** What a row holds in a column: a value, or several choices. */
function readCell(value, kind) {
  const each = kind === 'file' ? kind : undefined;
  return Array.isArray(value) ? value.map((item) => readScalar(item, each)) : readScalar(value, kind);
}

function readRow(row, columnKind, memo) {
  const known = memo?.get(row);
  if (known) return known;
  const found = new Map(Object.keys(row).map(
    (column) => [column, readCell(row[column], columnKind(column))],
  ));
  memo?.set(row, found);
  return found;
}

function readAnswer(value, kind, columnKind, memo) {
  const opaque = kind === 'file' || kind === 'place';
  if (value && typeof value === 'object' && !opaque && !Array.isArray(value)) return rows(value);
  if (!Array.isArray(value)) return readScalar(value, kind);
  const known = memo?.get(value);
  if (known) return known;
  const found = value.map((item) => (
    item && typeof item === 'object' && !Array.isArray(item) && !opaque
      ? readRow(item, columnKind, memo) : readScalar(item, opaque ? kind : undefined)
  ));
  if (typeof value[0] === 'object') memo?.set(value, found);
  return found;
}

function read(name, { answers, types, memo }) {
  const columnKind = (column) => own(types, `${name}.${column}`);
  return readAnswer(own(answers, name), own(types, name), columnKind, memo);
}

/** What is answered on one row of a grid. */
function cell(name, row, { answers, types }) {
  const grid = own(answers, name);
  if (typeof grid !== 'object' || Array.isArray(grid)) return null;
  return ['file', 'place'].includes(own(types, name)) ? null : readAnswer(own(grid, row));
}

/** The price of a choice, or of several; what has no price is free. */
function price(name, { answers, types, prices }) {
  const chosen = own(answers, name);
  const known = own(prices, name);
  const one = (item) => {
    const found = typeof item === 'string' ? own(known, item) : null;
    return (found === null ? null : readNumber(found)) ?? 0n;
  };
  if (Array.isArray(chosen)) return total(chosen.map(one));
  const value = readScalar(chosen, own(types, name));
  if (value === null) return 0n;
  return typeof value === 'string' ? one(value) : null;
}

function write(value) {
  switch (kindOf(value)) {
    case 'number': return Number(writeNumber(value));
    case 'date': return iso(value);
    case 'time': return clock(value);
    case 'list': return value.map(write);
    case 'opaque': return null;
    default: return value;
  }
}

/** A value inside a sentence; null if it has no words. */
function words(value) {
  switch (kindOf(value)) {
    case 'null': return '';
    case 'text': return value;
    case 'number': return writeNumber(value).replace('.', ',');
    case 'date': return iso(value).split('-').reverse().join('/');
    case 'time': return clock(value);
    case 'list': {
      const found = value.map(words);
      return found.includes(null) ? null : found.join(', ');
    }
    default: return null;
  }
}

/* Operators: each takes values, null and wrong types included, and gives one */

const is = (kind, values) => values.every((value) => kindOf(value) === kind);
const ordered = (values) => ['number', 'date', 'time'].some((kind) => is(kind, values));
const rank = (value) => value.n ?? value;
const chain = (holds) => (...values) => ordered(values)
  && values.slice(1).every((value, index) => holds(rank(values[index]), rank(value)));
const extreme = (better) => (...values) => (ordered(values)
  ? values.reduce((best, value) => (better(rank(value), rank(best)) ? value : best)) : null);
const when = (kind, run) => (...values) => (is(kind, values) ? run(...values) : null);
const count = (n) => (n === null ? null : BigInt(n) * ONE);
const isEmpty = (value) => value === null || value === '' || (Array.isArray(value) && !value.length);
const total = (values) => bounded(values.reduce((sum, value) => sum + value, 0n));
const columnOf = (values, column) => (column === undefined ? values
  : values.map((item) => (item instanceof Map ? item.get(column) ?? null : null)));
const bestOf = (better, values, column) => {
  if (!Array.isArray(values)) return null;
  const found = columnOf(values, column).filter((item) => item !== null);
  return found.length ? extreme(better)(...found) : null;
};
const later = (add) => (start, n) => {
  if (!(start instanceof Day) || typeof n !== 'bigint' || n % ONE) return null;
  const reached = add(start.n, Number(n / ONE));
  return reached === null ? null : inside(reached);
};

const OPERATORS = {
  '==': (a, b) => key(a) !== null && key(a) === key(b),
  '!=': (a, b) => key(a) !== null && kindOf(a) === kindOf(b) && key(a) !== key(b),
  '<': chain((a, b) => a < b),
  '<=': chain((a, b) => a <= b),
  '>': chain((a, b) => a > b),
  '>=': chain((a, b) => a >= b),
  in: (member, container) => (typeof container === 'string'
    ? typeof member === 'string' && container.includes(member)
    : Array.isArray(container) && keys(container).has(key(member))),
  contains_any: (values, wanted) => is('list', [values, wanted])
    && [...keys(wanted)].some((item) => keys(values).has(item)),
  contains_all: (values, wanted) => {
    if (!is('list', [values, wanted])) return false;
    const found = keys(values);
    return wanted.every((item) => found.has(key(item)));
  },
  empty: isEmpty,
  filled: (value) => !isEmpty(value),
  '+': when('number', (...terms) => total(terms)),
  '-': when('number', (...terms) => bounded(terms.length === 2 ? terms[0] - terms[1] : -terms[0])),
  '*': when('number', (...terms) => terms.reduce(
    (product, term) => (product === null ? null : bounded(divide(product * term, ONE))), ONE,
  )),
  '/': when('number', (a, b) => (b ? bounded(divide(a * ONE, b)) : null)),
  min: extreme((a, b) => a < b),
  max: extreme((a, b) => a > b),
  round: when('number', (n, decimals = 0n) => bounded(round(n, Number(decimals / ONE)))),
  floor: when('number', (n) => bounded(floor(n))),
  ceil: when('number', (n) => bounded(-floor(-n))),
  count: (value) => {
    if (value === null) return 0n;
    return kindOf(value) === 'opaque' ? ONE : when('list', (list) => count(list.length))(value);
  },
  sum: (values, column) => {
    if (!Array.isArray(values)) return values === null ? 0n : null;
    return total(columnOf(values, column).filter((item) => typeof item === 'bigint'));
  },
  lowest: (...given) => bestOf((a, b) => a < b, ...given),
  highest: (...given) => bestOf((a, b) => a > b, ...given),
  length: (value) => (value === null ? 0n : when('text', (text) => count([...text].length))(value)),
  cat: (...values) => {
    const found = values.map(words);
    if (found.includes(null)) return null;
    const text = found.join('');
    return text.length > LONGEST_TEXT && [...text].length > LONGEST_TEXT ? null : text;
  },
  lower: when('text', (text) => text.replace(/[A-Z\u00c0-\u017f]/g, (char) => char.toLowerCase())),
  starts_with: (text, start) => is('text', [text, start]) && text.startsWith(start),
  date: (value) => (typeof value === 'string' ? readDate(value) : when('date', (day) => day)(value)),
  time: (value) => (typeof value === 'string' ? readTime(value) : when('time', (moment) => moment)(value)),
  days_between: when('date', (a, b) => count(b.n - a.n)),
  add_days: later((from, n) => from + n),
  working_days_between: when('date', (a, b) => count(workingDaysBetween(a.n, b.n))),
  add_working_days: later(addWorkingDays),
  year: when('date', (day) => count(parts(day)[0])),
  month: when('date', (day) => count(parts(day)[1])),
  weekday: when('date', (day) => count(weekday(day.n))),
  age: when('date', (born, at) => {
    const [year, month, day] = parts(born);
    const [thatYear, thatMonth, thatDay] = parts(at);
    return count(thatYear - year - (thatMonth < month || (thatMonth === month && thatDay < day)));
  }),
};

/* Evaluation */

function valueOf(rule, scope, depth = 0) {
  if (depth > DEEPEST) return null;
  const value = (node) => valueOf(node, scope, depth + 1);
  const holds = (node) => value(node) === true;
  if (Array.isArray(rule)) return rule.map(value);
  if (typeof rule === 'number') return readNumber(rule);
  if (rule === null || typeof rule !== 'object') return rule ?? null;
  const [name] = Object.keys(rule);
  const given = rule[name];
  const args = Array.isArray(given) ? given : [given];
  switch (name) {
    case 'var': {
      const answer = scope.row?.has(args[0]) ? scope.row.get(args[0]) : read(args[0], scope);
      return answer === null && args.length > 1 ? value(args[1]) : answer;
    }
    case 'and': return args.every(holds);
    case 'or': return args.some(holds);
    case '!': return !holds(args[0]);
    case 'if': {
      const last = args.length - 1;
      for (let index = 0; index < last; index += 2) {
        if (holds(args[index])) return value(args[index + 1]);
      }
      return last % 2 ? null : value(args[last]);
    }
    case 'some':
    case 'all':
    case 'none':
    case 'filter': {
      const given = value(args[0]);
      const rows = Array.isArray(given) ? given.filter((item) => item instanceof Map) : [];
      const kept = rows.filter((row) => valueOf(args[1], { ...scope, row }, depth + 1) === true);
      if (name === 'filter') return Array.isArray(given) ? kept : null;
      if (name === 'all') return kept.length > 0 && kept.length === given.length;
      return (kept.length > 0) === (name === 'some');
    }
    case 'price': return price(args[0].var, scope);
    case 'row': return cell(args[0].var, args[1], scope);
    case 'today': return scope.today;
    case 'age': return OPERATORS.age(...args.map(value), ...(args.length < 2 ? [scope.today] : []));
    default: {
      const run = own(OPERATORS, name);
      return run ? run(...args.map(value)) : null;
    }
  }
}

/** A day as text -> a day, or the local one; what was read last is known. */
let day = {};
function dayOf(text) {
  if (text === undefined || text === null) {
    const now = new Date();
    return readDate(`${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`);
  }
  if (day.text !== text) day = { text, read: readDate(String(text).slice(0, 10)) };
  return day.read;
}

function ask(rule, answers, { today, types, prices, memo } = {}) {
  const scope = { answers, types, prices, memo, today: dayOf(today) };
  try {
    return valueOf(rule, scope);
  } catch { // a rule that the server has not read
    return null;
  }
}

/**
 * The value of a rule, as JSON (dates and times as ISO text).
 *
 * @param {*} rule canonical JSON of a rule, as the server gives it
 * @param {Object} answers name -> answer, as JSON
 * @param {{today?: string, types?: Object<string, string>,
 *   prices?: Object<string, Object<string, string>>, memo?: WeakMap}} options today as an
 *   ISO date; the kind of each field (columns of a list: "list.column"); prices by field
 *   and choice; `memo` keeps what was read of lists of rows, and of rows, which then never
 *   change
 */
export function evaluate(rule, answers, options) {
  return write(ask(rule, answers, options));
}

const HOLDS = { choice: 'text', choices: 'list' };

/** The value of a rule as `evaluate` gives it, null unless it is of a field's kind. */
export function evaluateAs(kind, rule, answers, options) {
  const value = ask(rule, answers, options);
  return kindOf(value) === (HOLDS[kind] ?? kind) ? write(value) : null;
}

/** The rule as a condition: true only if its value is true. */
export function test(rule, answers, options) {
  return ask(rule, answers, options) === true;
}
