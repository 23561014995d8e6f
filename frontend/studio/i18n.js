/** Texts of the studio, in the visitor's language: `t` with an id and values. */

let messages = {};

export function setMessages(given) { messages = given; }

/** The text of an id; `${name}` is replaced by values. */
export function t(id, values = {}) {
  const text = messages[id] ?? id;
  return text.replace(/\$\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** One of two texts, by a number: ids `x_one` and `x_many`. */
export const plural = (id, count, values = {}) => t(`${id}_${count > 1 ? 'many' : 'one'}`, { count, ...values });
