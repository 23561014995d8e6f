/** Which fields' rules read which answers: after one key, only those are evaluated again. */

/** The names that rules read; of "period.start", the field is "period". */
export function readsOf(rules, found = new Set()) {
  if (rules === null || typeof rules !== 'object') return found;
  for (const [key, given] of Object.entries(rules)) {
    const name = key === 'var' ? [given].flat()[0] : null;
    if (typeof name === 'string') found.add(name).add(name.split('.')[0]);
    readsOf(given, found);
  }
  return found;
}

/** name -> what its presence and its answer read, and what its being required reads. */
export function linksOf(fields) {
  const links = { answer: new Map(), require: new Map() };
  for (const [name, { require, fields: inner, titles, prices, ...rules }] of Object.entries(fields)) {
    const reads = readsOf(rules);
    if (rules.depends) reads.add(rules.depends);
    links.answer.set(name, reads);
    links.require.set(name, readsOf({ require }));
  }
  return links;
}

export function touches(reads, moved) {
  for (const name of reads ?? []) if (moved.has(name)) return true;
  return false;
}

/** Evaluate `seeds` and what reads what moves, in order; `evaluate(name)` tells if it did. */
export function spread(order, reads, seeds, evaluate, moved = new Set()) {
  for (const name of order) {
    if ((seeds.has(name) || touches(reads.get(name), moved)) && evaluate(name)) moved.add(name);
  }
  return moved;
}
