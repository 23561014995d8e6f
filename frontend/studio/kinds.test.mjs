import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelsOf, makeKinds } from './kinds.js';

const property = (name, section = 'answer') => ({ name, title: name, editor: 'text', section });
const common = {
  everything: [property('show', 'rules'), property('width', 'more')],
  question: [property('prefill'), property('prefill-name'), property('locked')],
  computed: [property('compute', 'rules'), property('visible', 'rules')],
  alone: ['prefill', 'locked'],
};
const text = { id: 'text', group: 'text', asked: true, answer: 'text', properties: [property('unit')] };
const sum = { id: 'computed-number', group: 'computed', asked: false, answer: 'number', properties: common.computed };
const period = { id: 'period', group: 'date', asked: true, answer: 'place', properties: [], parts: [['start', 'Premier jour', 'date']] };
const kinds = makeKinds([text, sum, period], common);
const names = (list) => list.map((one) => one.name);

test('settings that mean nothing yet are not shown', () => {
  const shown = (properties, inside = false) => names(kinds.shown({ kind: 'text', properties }, inside));
  assert.deepEqual(shown({}), ['show', 'unit', 'prefill', 'compute', 'width']);
  assert.deepEqual(shown({ prefill: 'query' }), ['show', 'unit', 'prefill', 'prefill-name', 'locked', 'compute', 'width']);
  assert.ok(shown({ compute: { '+': [1, 2] } }).includes('visible'));
  assert.deepEqual(shown({}, true), ['show', 'unit', 'compute', 'width'], 'in a block');
  assert.ok(shown({ prefill: 'today' }, true).includes('prefill'), 'what is set is always shown');
});

test('a computed value has its own settings once', () => {
  assert.deepEqual(names(kinds.properties({ kind: 'computed-number' })), ['show', 'compute', 'visible', 'width']);
});

test('parts have titles', () => {
  const field = { name: 'days', kind: 'period', title: 'Quand ?', properties: {} };
  assert.deepEqual(kinds.parts(field), [{ key: 'start', title: 'Premier jour', type: 'date' }]);
  assert.equal(labelsOf([{ field }], kinds)['days.start'], 'Quand ? (Premier jour)');
});
