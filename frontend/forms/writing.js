/** Computed values in words, as the server writes them. */

const NUMBER = new Intl.NumberFormat('fr-BE', { maximumFractionDigits: 10, useGrouping: 'min2' });
const CENTS = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** A number as people read it: "12 500,5". */
export const written = (number) => NUMBER.format(number);

/** An amount as the server writes it: "1.234,50 €". */
export function amount(number) {
  const [whole, cents] = CENTS.format(number).split('.');
  return `${whole.replaceAll(',', '.')},${cents} €`;
}

/**
 * A computed value in words; a list of words for several choices.
 *
 * @param {*} value JSON, of the field's kind
 * @param {{kind: string, unit?: string, reading?: string, titles?: Object}} how
 */
export function said(value, { kind, unit, reading, titles }) {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) {
    return Object.keys(titles ?? {}).filter((key) => value.includes(key)).map((key) => titles[key]);
  }
  if (reading === 'money') return amount(value);
  if (kind === 'number') return written(value) + (unit ? ` ${unit}` : '');
  if (kind === 'date') return String(value).split('-').reverse().join('/');
  return String(titles?.[String(value)] ?? value);
}

/** Put words in an element, its lines and items as the server draws them. */
export function tell(output, words) {
  const one = Array.isArray(words) ? words.length < 2 && (words[0] ?? '') : words;
  if (typeof one !== 'string') {
    const list = document.createElement('ul');
    for (const word of words) list.append(Object.assign(document.createElement('li'), { textContent: word }));
    output.replaceChildren(list);
  } else if (one.includes('\n')) {
    const lines = one.split('\n');
    output.replaceChildren(...lines.flatMap((line, n) => (n ? [document.createElement('br'), line] : [line])));
  } else if (output.childNodes.length === 1 && output.firstChild.nodeType === 3) {
    output.firstChild.data = one; // as it comes with each key: nothing is taken out or put in
  } else output.textContent = one;
}
