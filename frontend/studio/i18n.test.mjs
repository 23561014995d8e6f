/** Each text that the studio asks for by name exists, and none is kept for nothing. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';

import { CALLS, TESTS } from './rules/operators.js';
import { callWords, operatorWords } from './rules/words.js';

const here = new URL('./', import.meta.url);
const browser = new URL('../../src/imio/guichet/forms/browser/', here);
const known = new Set(['studio_messages.py', 'studio_rules_messages.py', 'studio_options_messages.py'].flatMap((file) => (
  [...readFileSync(new URL(file, browser), 'utf8').matchAll(/"studio_ui_(\w+)"/g)].map((found) => found[1]))));
const sources = readdirSync(here, { recursive: true })
  .filter((name) => /\.(js|svelte)$/.test(name)).map((name) => readFileSync(new URL(name, here), 'utf8')).join('\n');

test('each text that is named exists', () => {
  for (const [, id] of sources.matchAll(/\bt\('(\w+)'/g)) assert.ok(known.has(id), id);
  for (const [, id] of sources.matchAll(/\bplural\('(\w+)'/g)) {
    assert.ok(known.has(`${id}_one`) && known.has(`${id}_many`), id);
  }
  for (const [type, ops] of Object.entries(TESTS)) {
    for (const op of ops) assert.ok(known.has(operatorWords(op, type)), `${op} of ${type}`);
  }
  for (const op of Object.keys(CALLS)) assert.ok(known.has(callWords(op)), op);
});

test('no text is kept for nothing', () => {
  const made = [...sources.matchAll(/`(\w+_)\$\{/g)].map((found) => found[1]);
  for (const id of known) {
    const plain = id.replace(/_(one|many)$/, '');
    const used = sources.includes(`'${id}'`) || sources.includes(`'${plain}'`)
      || made.some((start) => id.startsWith(start)) || id.startsWith('calc_') || id.startsWith('rule_');
    assert.ok(used, id);
  }
});
