/** Run with: node --test frontend/forms/ */

import assert from 'node:assert/strict';
import test from 'node:test';

import { linksOf, readsOf, spread, touches } from './depends.js';
import { answerOf, dateOf, numberOf, timeOf } from './reading.js';
import { amount, said, written } from './writing.js';

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

test('what is typed is read as the server does', () => {
  for (const [text, number] of [['1.000', '1000'], ['1 250,50', '1250.50'], ['-3', '-3'],
    ["1'000", '1000'], ['1.000,5', '1000.5'], ['1,5,2', null], ['x', null], ['', null],
    ['99999999999', '99999999999'], ['100000000000', null], ['1.', null]]) {
    assert.equal(numberOf(text), number, text);
  }
  assert.deepEqual(['1/2/2027', '2027-02-31', '0999-01-01', '31.12.2026'].map(dateOf),
    ['2027-02-01', null, null, '2026-12-31']);
  assert.deepEqual(['14h30', '9', '24:00', '7:05:00', 'x'].map(timeOf), ['14:30', '09:00', null, '07:05', null]);
  const typed = (value, reading, kind = 'text') => answerOf(null, 'a', [{ name: 'f.a', value }], { kind, reading }).whole;
  assert.equal(typed('0470 12 34 56', 'phone'), '+32470123456');
  assert.equal(typed('+32 (0)71/86.06.11', 'phone'), '+3271860611');
  assert.equal(typed('be68-5390 0754 7034', 'iban'), 'BE68539007547034');
  assert.equal(typed('BE 403.170.701', 'enterprise'), '0403170701');
  assert.equal(typed('1abc234', 'plate'), '1-ABC-234');
  assert.equal(typed('€ 1.234,50', 'money', 'number'), '1234.50');
  assert.equal(typed('0,255', 'money', 'number'), null);
  assert.equal(typed('1,5', 'whole', 'number'), null);
  assert.equal(typed(' \u00a0 ', ''), null);
});

test('computed values in words', () => {
  assert.equal(written(12500.5), '12\u202f500,5');
  assert.equal(amount(1234.5), '1.234,50 €');
  assert.equal(said(12, { kind: 'number', unit: 'km' }), '12 km');
  assert.equal(said('2027-05-12', { kind: 'date' }), '12/05/2027');
  assert.equal(said('a', { kind: 'choice', titles: { a: 'A (3,00 €)' } }), 'A (3,00 €)');
  assert.deepEqual(said(['b', 'a'], { kind: 'choices', titles: { a: 'A', b: 'B' } }), ['A', 'B']);
});
