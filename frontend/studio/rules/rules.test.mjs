/** The builder of rules: nothing is lost between JsonLogic and sentences. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import { evaluate, test as holds } from '../../rules/rules.js';
import { newCall, newTest, retarget, rightOf, TESTS, withOperator } from './operators.js';
import { answer, check, constant, group, isComplete, readCondition, readValue, writeCondition,
  writeValue } from './sentence.js';
import * as words from './words.js';

const plain = (text) => text.replaceAll('\u00a0', ' ');
const sayCondition = (...given) => plain(words.sayCondition(...given));
const sayValue = (...given) => plain(words.sayValue(...given));

const vectorsFile = new URL('../../../tests/unit/rules/vectors.json', import.meta.url);
const { today, vectors } = JSON.parse(readFileSync(vectorsFile));

test('every vector means the same after a round trip as a value', () => {
  for (const vector of vectors.filter((item) => 'rule' in item)) {
    const options = { today: vector.today ?? today, types: vector.types, prices: vector.prices };
    const again = writeValue(readValue(vector.rule));
    const told = JSON.stringify([vector.rule, again]);
    assert.deepEqual(evaluate(again, vector.answers ?? {}, options), vector.result, told);
  }
});

test('every vector holds, or not, after a round trip as a condition', () => {
  for (const vector of vectors.filter((item) => 'rule' in item)) {
    const options = { today: vector.today ?? today, types: vector.types, prices: vector.prices };
    const again = writeCondition(readCondition(vector.rule));
    const told = JSON.stringify([vector.rule, again]);
    assert.equal(holds(again, vector.answers ?? {}, options), vector.result === true, told);
  }
});

test('what is written again is written the same', () => {
  for (const vector of vectors.filter((item) => 'rule' in item)) {
    const once = writeCondition(readCondition(vector.rule));
    assert.deepEqual(writeCondition(readCondition(once)), once);
  }
});

test('shapes that the builder has words for', () => {
  const shape = (rule) => readCondition(rule);
  assert.equal(shape({ '<': [{ working_days_between: [{ today: [] }, { var: 'd' }] }, 20] }).op, 'within_working');
  assert.equal(shape({ '>=': [{ age: { var: 'born' } }, 18] }).op, 'older');
  assert.equal(shape({ '!': [{ in: [{ var: 'a' }, ['x']] }] }).op, 'not_in');
  assert.equal(shape({ in: ['x', { var: 'many' }] }).op, 'has');
  assert.equal(shape({ '!': [{ or: [{ filled: { var: 'a' } }, { filled: { var: 'b' } }] }] }).mode, 'none');
  assert.equal(shape({ '<=': [1, { var: 'n' }, 5] }).op, 'between');
  assert.equal(shape({ '<': [5, { var: 'n' }] }).op, '>');
  assert.equal(shape({ nope: [1] }).is, 'unknown');
  assert.deepEqual(writeCondition(shape({ nope: [1] })), { nope: [1] });
});

test('a test is complete when its values are', () => {
  const types = { n: 'number', c: 'choice' };
  const made = newTest('n', types);
  assert.deepEqual([made.op, isComplete(made)], ['>', false]);
  assert.ok(isComplete({ ...made, right: [constant(3)] }));
  assert.ok(!isComplete(group('all', [made])));
  assert.ok(!isComplete(withOperator(newTest('c', types), 'in', types)));
});

test('another operator or answer keeps what still fits', () => {
  const types = { n: 'number', m: 'number', c: 'choice' };
  const made = check('>', answer('n'), constant(3));
  assert.deepEqual(withOperator(made, '<=', types).right, [constant(3)]);
  assert.equal(withOperator(made, 'between', types).right.length, 2);
  assert.deepEqual(withOperator(made, 'filled', types).right, []);
  assert.equal(retarget(made, answer('m'), types).op, '>');
  assert.equal(retarget(made, answer('c'), types).op, '==');
  const one = check('==', answer('c'), constant('x'));
  assert.deepEqual(withOperator(one, 'in', types).right, [{ is: 'list', items: [constant('x')] }]);
});

test('each offered test can be written and read again', () => {
  for (const [type, offered] of Object.entries(TESTS)) {
    for (const op of offered) {
      const values = { number: constant(3), text: constant('x'), choice: constant('x'), choices: { is: 'list', items: [constant('x')] },
        date: { is: 'date', text: '2026-12-31' }, time: { is: 'time', text: '10:00' }, boolean: constant(true), something: constant('x'), list: constant('x') };
      const { type: wanted, count } = rightOf(op, type);
      const made = check(op, answer('a'), ...Array.from({ length: count }, () => values[wanted]));
      assert.deepEqual(readCondition(writeCondition(made)), made, `${type} ${op}`);
    }
  }
});

test('a calculation starts with what stood there', () => {
  assert.deepEqual(newCall('+', answer('n')).args[0], answer('n'));
  assert.equal(newCall('sum').args.length, 1);
});

test('rules in words', () => {
  const words = { rule_gt: 'est supérieur à', rule_and: 'et', rule_or: 'ou', rule_filled: 'est rempli', rule_say_none: 'aucun de' };
  const t = (id) => words[id] ?? id;
  const rule = { and: [{ '>': [{ var: 'n' }, 1000] }, { or: [{ filled: [{ var: 'a' }] }, { filled: [{ var: 'b' }] }] }] };
  assert.equal(sayCondition(readCondition(rule), { n: 'Participants' }, t),
    '« Participants » est supérieur à 1000 et (« a » est rempli ou « b » est rempli)');
});

test('a column and a choice in words', () => {
  const t = (id, values = {}) => [id, ...Object.values(values)].join(' ');
  const labels = { stands: 'Stands', metres: 'Longueur', what: 'Quoi ?', 'what=market': 'Un marché' };
  assert.equal(sayValue(readValue({ sum: [{ var: 'stands' }, 'metres'] }), labels, t), 'calc_sum_column « Longueur » « Stands »');
  assert.equal(sayCondition(readCondition({ '==': [{ var: 'what' }, 'market'] }), labels, t), '« Quoi ? » rule_eq_choice « Un marché »');
});
