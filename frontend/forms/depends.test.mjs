/** Run with: node --test frontend/forms/ */

import assert from 'node:assert/strict';
import test from 'node:test';

import { linksOf, readsOf, spread, touches } from './depends.js';

const fields = {
  a: {},
  b: { show: { '==': [{ var: 'a' }, 'x'] } },
  c: { compute: { '+': [{ var: ['b', 0] }, { price: [{ var: 'd' }] }] } },
  d: { depends: 'a', choices: { k: { show: { filled: { var: 'p.start' } } } } },
  e: { require: { filled: { var: 'c' } } },
};

test('what rules read', () => {
  assert.deepEqual([...readsOf({ '<': [{ var: 'p.start' }, { today: [] }] })], ['p.start', 'p']);
  const { answer, require } = linksOf(fields);
  assert.deepEqual([...answer.get('c')], ['b', 'd']);
  assert.deepEqual([...answer.get('d')], ['p.start', 'p', 'a']);
  assert.deepEqual([...answer.get('e')], []);
  assert.ok(touches(require.get('e'), new Set(['c'])));
});

test('only what follows is evaluated, and only while it moves', () => {
  const { answer } = linksOf(fields);
  const run = (changed, still = []) => {
    const seen = [];
    spread(['a', 'p', 'b', 'd', 'c', 'e'], answer, new Set([changed]), (name) => {
      seen.push(name);
      return !still.includes(name);
    });
    return seen.join('');
  };
  assert.equal(run('a'), 'abdc');
  assert.equal(run('a', ['a']), 'a');
  assert.equal(run('a', ['b', 'd']), 'abd');
  assert.equal(run('p'), 'pdc');
  assert.equal(run('e'), 'e');
});
