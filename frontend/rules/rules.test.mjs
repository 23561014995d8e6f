/** Run with: node --test frontend/rules/ */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { gzipSync } from 'node:zlib';

import { evaluate, test as holds } from './rules.js';

const here = (path) => readFileSync(new URL(path, import.meta.url));
const { today, vectors } = JSON.parse(here('../../tests/unit/rules/vectors.json'));

test('vectors', () => {
  for (const vector of vectors.filter((item) => 'rule' in item)) {
    const options = { today: vector.today ?? today, types: vector.types, prices: vector.prices };
    const told = JSON.stringify(vector);
    assert.deepEqual(evaluate(vector.rule, vector.answers ?? {}, options), vector.result, told);
    assert.equal(holds(vector.rule, vector.answers ?? {}, options), vector.result === true, told);
  }
});

test('small', () => {
  assert.ok(gzipSync(here('./rules.js'), { level: 9 }).length < 6500);
});

test('never throws', () => {
  let deep = true;
  for (let n = 0; n < 5000; n += 1) deep = { '!': [deep] };
  const bad = [deep, {}, { nope: [1] }, { constructor: [1] }, { '==': [] }, { in: [] },
    { round: [1, 'x'] }, { var: [] }, undefined, NaN, Symbol('x'), () => 1, { and: null },
    { add_days: [{ today: [] }] }, { sum: [] }, { lower: [] }, { age: [] }];
  for (const rule of bad) {
    assert.doesNotThrow(() => evaluate(rule, {}, { today }), String(rule));
    assert.doesNotThrow(() => evaluate(rule, null), String(rule));
  }
});

test('numbers as people type them', () => {
  const read = (n) => evaluate({ var: 'n' }, { n }, { today, types: { n: 'number' } });
  assert.equal(read('1 250,50'), 1250.5);
  assert.equal(read('1\u202f000'), 1000);
  assert.equal(read('-3'), -3);
  for (const text of ['abc', '1.000,5', '1e5', '--1', '.', '1.', 'Infinity', '0x10']) {
    assert.equal(read(text), null, text);
  }
});

test('today is the local day by default', () => {
  const now = new Date();
  assert.equal(evaluate({ year: [{ today: [] }] }, {}), now.getFullYear());
  assert.equal(evaluate({ today: [] }, {}, { today: '2026-11-23T10:00:00' }), '2026-11-23');
});
