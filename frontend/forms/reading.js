/**
 * What is answered in a question, as rules read it: what the server makes of the same
 * texts (`forms/controls`). What the server would refuse to read is no answer.
 */

/** White space as the server knows it. */
const SPACE = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const AROUND = new RegExp(`^${SPACE}+|${SPACE}+$`, 'g');
const SPACES = new RegExp(SPACE, 'g');
const GROUPS = new RegExp(`${SPACE}+`, 'g');
const LINES = /\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]/;
const BELGIAN_DATE = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const PLAIN = /^-?\d{1,18}(?:[.,]\d{1,10})?$/;
const LARGEST = 10n ** 11n;
const MONEY = new RegExp(`^(?:€|eur(?:os?)?)${SPACE}*|${SPACE}*(?:€|eur(?:os?)?)$`, 'gi');
const NUMBERED = new RegExp(`^(.*\\S),?${SPACE}+(\\d{1,5}${SPACE}?[A-Za-z]?(?:[-/][0-9A-Za-z]{1,5})?)$`);
const PLATES = [/^([1-9])([A-Z]{3})(\d{3})$/, /^([1-9])(\d{3})([A-Z]{3})$/,
  /^([A-Z]{3})(\d{3})$/, /^(\d{3})([A-Z]{3})$/, /^([A-Z])(\d{4})$/];

const strip = (text) => text.replaceAll('\0', '').replace(AROUND, '');
const dense = (text) => text.replace(SPACES, '');
const spaced = (text) => strip(text).replace(GROUPS, ' ');

/** "1.000", "1 000" and "1,5" as plain numbers; null for what is none. */
export function numberOf(text) {
  const [whole, ...decimals] = dense(text).replaceAll("'", '').split(',');
  const grouped = /^-?\d{1,3}(?:\.\d{3})+$/.test(whole);
  const joined = [grouped ? whole.replaceAll('.', '') : whole, ...decimals].join(',');
  if (!PLAIN.test(joined)) return null;
  const number = joined.replace(',', '.');
  return BigInt(number.split('.')[0].replace('-', '')) < LARGEST ? number : null;
}

const decimalsOf = (number) => (number.split('.')[1] ?? '').replace(/0+$/, '').length;
const within = (decimals) => (text) => {
  const number = numberOf(text);
  return number !== null && decimalsOf(number) <= decimals ? number : null;
};

/** "12/05/2027" as an ISO date. */
export function dateOf(text) {
  const [, day, month, year] = BELGIAN_DATE.exec(text) ?? [];
  const iso = day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text;
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(iso)) return null;
  const at = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== iso ? null : iso;
}

/** "14h30" and "14:30:00" as "14:30". */
export function timeOf(text) {
  const [, hour, minute = '0'] = /^(\d{1,2})(?:[:hH.](\d{2})?)?(?::\d{2})?$/
    .exec(text.replaceAll(' ', '')) ?? [];
  if (hour === undefined || hour > 23 || minute > 59) return null;
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
}

/** As numbers of Belgium are stored: "+32470123456". Whether it exists, the server says. */
function phone(text) {
  const digits = text.replace(/\(0\)/g, '').replace(/[^\d+]/g, '').replace(/^00/, '+');
  if (digits.startsWith('+')) return digits;
  return `+32${digits.replace(/^(?:32(?=\d{8,9}$)|0)/, '')}`;
}

function plate(text) {
  const bare = text.replace(new RegExp(`${SPACE}|[.-]`, 'g'), '').toUpperCase();
  const found = PLATES.map((shape) => shape.exec(bare)).find(Boolean);
  return found ? found.slice(1).join('-') : bare;
}

/** By the reading that the server tells (`Control.reading`), else by kind. */
const TEXTS = {
  number: numberOf,
  whole: within(0),
  money: (text) => within(2)(strip(text).replace(MONEY, '')),
  date: dateOf,
  time: timeOf,
  email: dense,
  phone,
  plate,
  iban: (text) => text.replace(/[^0-9A-Za-z]/g, '').toUpperCase(),
  digits: (text) => text.replace(/\D/g, ''),
  enterprise: (text) => text.replace(/\D/g, '').padStart(10, '0'),
};

const isDate = (text) => (text ? dateOf(text) : null);

/** Questions of several inputs: from texts by part to the answer of each part. */
const PARTS = {
  period({ start = '', end = '' }) {
    const days = { start: isDate(start), end: isDate(end) };
    return days.start && days.end ? days : null;
  },
  address({ street = '', number = '', box = '', 'postal-code': code = '', locality = '' }) {
    let [road, house] = [spaced(street), spaced(number)];
    if (!house) [, road, house] = NUMBERED.exec(road) ?? [null, road, ''];
    const [, digits] = /^(?:B-?)?([1-9]\d{3})$/i.exec(spaced(code)) ?? [];
    if (!road || !house || !digits || !spaced(locality)) return null;
    return {
      street: road, number: house, box: spaced(box) || null, 'postal-code': digits, locality: spaced(locality),
    };
  },
};

/** By characters, as the server sorts what was chosen. */
export function byCharacters(one, other) {
  const [a, b] = [[...one], [...other]];
  const at = a.findIndex((char, place) => char !== b[place]);
  if (at < 0) return a.length - b.length;
  return at < b.length ? a[at].codePointAt(0) - b[at].codePointAt(0) : 1;
}

const ticked = (inputs) => inputs.filter((input) => input.checked).map((input) => input.value);

function files(wrapper, inputs) {
  const kept = Number(wrapper.querySelector('[data-kept]')?.dataset.kept ?? 0);
  const input = inputs.find(({ type }) => type === 'file');
  const count = kept + (input && (input.multiple || !kept) ? input.files.length : 0);
  return input?.multiple ? (count && Array(count).fill(true)) || null : count > 0 || null;
}

function signature(wrapper, name, inputs) {
  const held = (end) => inputs.find((input) => input.name === `f.${name}.${end}`);
  const typed = strip(held('typed')?.value ?? '') && held('declare')?.checked;
  return Boolean(held('drawn')?.value || typed) || files(wrapper, inputs);
}

function grid(table) {
  const rows = {};
  for (const { name, value } of table.querySelectorAll('input:checked')) {
    const row = name.slice(name.lastIndexOf('.') + 1);
    if (table.dataset.grid === 'several') (rows[row] ??= []).push(value);
    else rows[row] = value;
  }
  for (const keys of Object.values(rows)) if (Array.isArray(keys)) keys.sort(byCharacters);
  return Object.keys(rows).length ? rows : null;
}

const place = (inputs, name) => {
  const held = (end) => strip(inputs.find((input) => input.name === `f.${name}${end}`)?.value ?? '');
  return Boolean(held('') || (held('.lat') && held('.lon'))) || null;
};

/**
 * The answer in a question's inputs: `{whole, parts}`, null where there is none.
 *
 * @param {Element} wrapper what holds the question
 * @param {string} name its place: `field`, or `block.row.field`
 * @param {Element[]} inputs those whose name begins with `f.` and the place
 * @param {{kind: string, reading?: string}} how what the server tells of it
 */
export function answerOf(wrapper, name, inputs, { kind, reading }) {
  const whole = (value) => ({ whole: value, parts: {} });
  if (Object.hasOwn(PARTS, reading ?? '')) {
    const start = `f.${name}.`;
    const texts = inputs.filter((input) => input.name.startsWith(start))
      .map((input) => [input.name.slice(start.length), strip(input.value)]);
    const parts = PARTS[reading](Object.fromEntries(texts));
    return { whole: parts && true, parts: parts ?? {} };
  }
  if (kind === 'file') {
    const drawn = wrapper.querySelector('[data-signature]');
    return whole(drawn ? signature(wrapper, name, inputs) : files(wrapper, inputs));
  }
  if (kind === 'place') return whole(place(inputs, name));
  if (kind === 'grid') {
    const table = wrapper.querySelector('[data-grid]');
    return whole(table && grid(table));
  }
  const own = inputs.filter((input) => input.name === `f.${name}`);
  if (kind === 'choices') {
    const ranked = inputs.filter((input) => input.localName === 'select');
    const keys = ranked.length ? ranked.map((input) => input.value).filter(Boolean)
      : ticked(own).sort(byCharacters);
    return whole(keys.length ? keys : null);
  }
  const [first] = own;
  if (!first) return whole(null);
  if (kind === 'boolean') {
    const [said] = ticked(own);
    return whole(said ? said === 'yes' : null);
  }
  const text = strip(first.type === 'radio' ? ticked(own)[0] ?? '' : first.value);
  if (!text) return whole(null);
  const read = TEXTS[reading || kind];
  if (read) return whole(read(text) || null);
  return whole(first.localName === 'textarea' || kind !== 'text' ? text : text.split(LINES).join(' '));
}
