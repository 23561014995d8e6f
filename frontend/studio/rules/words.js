/**
 * A rule in words, as the builder shows it while it is made. The server says it again
 * when it checks the form; the words are the same language's. Pure: `t` gives a text
 * of the studio, `labels` titles by `name` and `name=key`.
 */

/** In quotes that stay with it at the end of a line. */
const quoted = (text) => `«\u00a0${text}\u00a0»`;

export function sayCondition(condition, labels, t, outer = true) {
  if (condition.is === 'always') return t(condition.value ? 'rule_always' : 'rule_never');
  if (condition.is === 'unknown') return t('rule_unknown');
  if (condition.is === 'test') return sayTest(condition, labels, t);
  const parts = condition.items.map((item) => sayCondition(item, labels, t, false));
  if (!parts.length) return t('rule_nothing');
  if (condition.mode === 'none') return `${t('rule_say_none')} ${parts.join(` ${t('rule_or')} `)}`;
  const said = parts.join(` ${t(condition.mode === 'all' ? 'rule_and' : 'rule_or')} `);
  return outer || parts.length === 1 ? said : `(${said})`;
}

function sayTest({ op, left, right }, labels, t) {
  const subject = sayValue(left, labels, t);
  const type = right.some((value) => ['date', 'today'].includes(value.is)
    || (value.is === 'call' && value.op.startsWith('add_'))) ? 'date'
    : `${left.name}=${right[0]?.value}` in labels ? 'choice' : '';
  const words = t(operatorWords(op, type));
  const values = right.map((value) => sayValue(value, labels, t, left.is === 'answer' ? left.name : ''));
  if (op === 'between' || op === 'inside') return `${subject} ${words} ${values.join(` ${t('rule_and')} `)}`;
  const unit = { within: 'days', beyond: 'days', within_working: 'working_days', beyond_working: 'working_days',
    younger: 'years', older: 'years' }[op];
  return [subject, words, ...values, ...(unit ? [t(`rule_unit_${unit}`)] : [])].join(' ');
}

const NAMES = { '==': 'eq', '!=': 'ne', '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' };

/** The id of an operator's words for a type. */
export function operatorWords(op, type) {
  const name = NAMES[op] ?? op;
  if (op in NAMES && (type === 'date' || type === 'time')) return `rule_${name}_date`;
  if ((op === '==' || op === '!=') && type !== 'number' && type !== '') return `rule_${name}_choice`;
  return `rule_${name}`;
}

const CALL_NAMES = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide' };
/** The id of a calculation's name. */
export const callWords = (op) => `calc_${CALL_NAMES[op] ?? op}`;

export function sayValue(value, labels, t, field = '') {
  if (value.is === 'answer') return value.name ? quoted(labels[value.name] ?? value.name) : '…';
  if (value.is === 'today') return t('rule_today');
  if (value.is === 'date') return value.text ? value.text.split('-').reverse().join('/') : '…';
  if (value.is === 'time') return value.text || '…';
  if (value.is === 'list') {
    const items = value.items.map((item) => sayValue(item, labels, t, field));
    return items.length ? items.join(', ') : '…';
  }
  if (value.is === 'constant') {
    if (value.value === null || value.value === '') return '…';
    if (typeof value.value === 'boolean') return t(value.value ? 'yes' : 'no');
    if (typeof value.value === 'number') return String(value.value).replace('.', ',');
    return quoted(labels[`${field}=${value.value}`] ?? value.value);
  }
  if (value.is === 'condition') return sayCondition(value.condition, labels, t);
  if (value.is === 'if') {
    const cases = value.cases.map((one) => t('rule_if_then', {
      when: sayCondition(one.when, labels, t), then: sayValue(one.then, labels, t) }));
    if (value.otherwise) cases.push(t('rule_otherwise', { value: sayValue(value.otherwise, labels, t) }));
    return cases.join(' ; ');
  }
  if (value.is === 'call') return sayCall(value, labels, t);
  return t('rule_unknown');
}

function sayCall({ op, args }, labels, t) {
  const said = args.map((value) => {
    const words = sayValue(value, labels, t);
    return value.is === 'call' && value.op in CALL_NAMES ? `(${words})` : words;
  });
  const sign = { '+': ' + ', '-': ' − ', '*': ' × ', '/': ' ÷ ' }[op];
  if (sign) return said.length > 1 ? said.join(sign) : `− ${said[0]}`;
  if (op === 'date' || op === 'time') return said[0];
  if (op === 'sum' && args.length === 2) {
    return t('calc_sum_column', { column: quoted(labels[args[1].value] ?? args[1].value ?? '…'), list: said[0] });
  }
  return `${t(callWords(op)).toLowerCase()} (${said.join(', ')})`;
}
