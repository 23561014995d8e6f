/** Rows of a block while a form is played: what its buttons do to the answers. Pure. */

const ACT = /^rows\.(add|copy|remove|up|down):(\w+)(?::(\w+))?$/;
const listOf = (given) => (given === undefined ? [] : [].concat(given));

/** The answers { input: text or texts } after a row's button; null for another button. */
export function arranged(answers, act) {
  const [, verb, block, row] = ACT.exec(act) ?? [];
  if (!verb) return null;
  const name = `f.${block}.rows`;
  const ids = listOf(answers[name]);
  const made = { ...answers };
  const at = ids.indexOf(row);
  if (verb === 'add' || verb === 'copy') {
    let number = ids.length + 1;
    while (ids.includes(`p${number}`)) number += 1;
    const fresh = `p${number}`;
    ids.splice(verb === 'copy' ? at + 1 : ids.length, 0, fresh);
    const old = `f.${block}.${row}.`;
    if (verb === 'copy') {
      for (const [input, text] of Object.entries(answers)) {
        if (input.startsWith(old)) made[`f.${block}.${fresh}.${input.slice(old.length)}`] = text;
      }
    }
  } else if (at >= 0) {
    ids.splice(at, 1);
    if (verb !== 'remove') ids.splice(Math.max(0, at + (verb === 'up' ? -1 : 1)), 0, row);
  }
  made[name] = ids;
  return made;
}
