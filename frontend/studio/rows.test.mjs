import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arranged } from './rows.js';

test('rows are added, copied, moved and removed', () => {
  const one = { 'f.stands.rows': 'r1', 'f.stands.r1.length': '3' };
  assert.deepEqual(arranged(one, 'rows.add:stands')['f.stands.rows'], ['r1', 'p2']);
  assert.deepEqual(arranged({}, 'rows.add:stands')['f.stands.rows'], ['p1']);
  const two = arranged(one, 'rows.copy:stands:r1');
  assert.deepEqual(two['f.stands.rows'], ['r1', 'p2']);
  assert.equal(two['f.stands.p2.length'], '3');
  assert.deepEqual(arranged(two, 'rows.up:stands:p2')['f.stands.rows'], ['p2', 'r1']);
  assert.deepEqual(arranged(two, 'rows.up:stands:r1')['f.stands.rows'], ['r1', 'p2']);
  assert.deepEqual(arranged(two, 'rows.down:stands:r1')['f.stands.rows'], ['p2', 'r1']);
  assert.deepEqual(arranged(two, 'rows.remove:stands:r1')['f.stands.rows'], ['p2']);
  assert.equal(arranged(one, 'next'), null);
  assert.deepEqual(one, { 'f.stands.rows': 'r1', 'f.stands.r1.length': '3' }, 'nothing is changed in place');
});
