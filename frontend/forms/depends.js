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
  for (const [name, { require, ...rules }] of Object.entries(fields)) {
    const reads = readsOf(rules);
    if (rules.depends) reads.add(rules.depends);
    links.answer.set(name, reads);
    links.require.set(name, readsOf({ require }));
  }
  return links;
}

export const touches = (reads, moved) => [...reads ?? []].some((name) => moved.has(name));

/** Evaluate `changed` and what reads it, in order; `evaluate(name)` tells if it moved. */
export function spread(order, reads, changed, evaluate) {
  const moved = new Set();
  for (const name of order) {
    if ((name === changed || touches(reads.get(name), moved)) && evaluate(name)) moved.add(name);
  }
  return moved;
}
