/** Which answers a rule reads, and a rule with other names. Pure. */

/** Operators whose second argument is a column of the rows of the first. */
const COLUMN = new Set(['sum', 'lowest', 'highest']);
/** Operators whose second argument is a condition on each row of the first. */
const ROWS = new Set(['some', 'all', 'none', 'filter']);

const isObject = (data) => data !== null && typeof data === 'object' && !Array.isArray(data);
const nameOf = (given) => (Array.isArray(given) ? given[0] : given);

/** A rule with each answer's name changed by `rename(name)`. */
export function mapRule(rule, rename) {
  if (Array.isArray(rule)) return rule.map((item) => mapRule(item, rename));
  if (!isObject(rule)) return rule;
  return Object.fromEntries(Object.entries(rule).map(([op, given]) => {
    if (op !== 'var') return [op, mapRule(given, rename)];
    if (typeof given === 'string') return [op, rename(given)];
    if (!Array.isArray(given)) return [op, given];
    const [name, ...others] = given;
    return [op, [typeof name === 'string' ? rename(name) : name, ...others.map((one) => mapRule(one, rename))]];
  }));
}

/** The names that a rule reads. */
export function reads(rule) {
  const found = new Set();
  mapRule(rule, (name) => { found.add(name); return name; });
  return found;
}

/** The block whose rows some rows are, filtered or not; '' for none. */
function blockOf(rows) {
  if (!isObject(rows)) return '';
  if ('var' in rows) return String(nameOf(rows.var));
  return Array.isArray(rows.filter) ? blockOf(rows.filter[0]) : '';
}

/** A rule with the names of the columns of one block changed by `rename(name)`. */
export function renameColumns(rule, block, rename) {
  if (Array.isArray(rule)) return rule.map((item) => renameColumns(item, block, rename));
  if (!isObject(rule)) return rule;
  return Object.fromEntries(Object.entries(rule).map(([op, given]) => {
    if (!Array.isArray(given) || given.length !== 2 || blockOf(given[0]) !== block) {
      return [op, renameColumns(given, block, rename)];
    }
    const rows = renameColumns(given[0], block, rename);
    if (COLUMN.has(op) && typeof given[1] === 'string') return [op, [rows, rename(given[1])]];
    if (ROWS.has(op)) return [op, [rows, mapRule(given[1], rename)]];
    return [op, [rows, renameColumns(given[1], block, rename)]];
  }));
}

/** The columns that a rule reads: `block.column`; in a condition on rows, any name it reads. */
export function columnsRead(rule, found = new Set()) {
  if (Array.isArray(rule)) rule.forEach((item) => columnsRead(item, found));
  if (!isObject(rule)) return found;
  for (const [op, given] of Object.entries(rule)) {
    const block = Array.isArray(given) ? blockOf(given[0]) : '';
    if (block && COLUMN.has(op) && typeof given[1] === 'string') found.add(`${block}.${given[1].split('.')[0]}`);
    if (block && ROWS.has(op)) for (const name of reads(given[1])) found.add(`${block}.${name.split('.')[0]}`);
    columnsRead(given, found);
  }
  return found;
}
