import assert from 'node:assert/strict';
import { test } from 'node:test';
import { position, proposal, reason, same, told, within, written } from './pure.js';

test('a position is read, or is none', () => {
  assert.deepEqual(position('50.41,4.44'), [50.41, 4.44]);
  assert.deepEqual(position('-0.5,0'), [-0.5, 0]);
  for (const text of ['', ',', '50.4,', '50.4', '91,4', '50,181', 'a,b', '1,2,3', null]) {
    assert.equal(position(text), null, String(text));
  }
  assert.equal(written(4.4), '4.400000');
});

test('within the bounds, their line included', () => {
  const bounds = [[50.35, 4.32], [50.5, 4.55]];
  assert.ok(within(bounds, [50.4, 4.4]) && within(bounds, [50.35, 4.55]));
  assert.ok(!within(bounds, [50.6, 4.4]) && !within(bounds, [50.4, 4.6]));
  assert.ok(within(null, [0, 0]));
});

test('an address that was typed is never replaced', () => {
  assert.equal(proposal('', null, 'Rue A 1'), 'fill');
  assert.equal(proposal('  ', null, 'Rue A 1'), 'fill');
  assert.equal(proposal('Rue A 1', 'Rue A 1', 'Rue B 2'), 'fill', 'our own proposal');
  assert.equal(proposal('Devant le parc', null, 'Rue A 1'), 'propose');
  assert.equal(proposal('rue de l’ete, 1', null, 'Rue de l\'Été 1'), 'keep');
  assert.equal(proposal('Devant le parc', null, undefined), 'keep');
  assert.ok(!same('Rue A 1', 'Rue A 11'));
});

test('texts', () => {
  assert.equal(told('Près de : ${address}', { address: '$& <b>' }), 'Près de : $& <b>');
  assert.equal(told('${other}'), '${other}');
  assert.deepEqual([1, 2, 3].map(reason), ['denied', 'failed', 'failed']);
});
