import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as options from './options.js';

const form = () => ({
  title: 'T',
  options: [
    { name: 'price', type: 'money', title: 'Prix', default: '12.50' },
    { name: 'zone', type: 'one', title: '', choices: [{ key: 'n', title: 'Nord' }] },
  ],
  pages: [{
    id: 'p', title: 'À ${options.price}', show: { '>': [{ var: 'options.price' }, 3] }, refuse: [],
    fields: [{
      name: 'a', kind: 'text', title: 'A', opaque: '<x>${options.price}</x>',
      properties: { prefill: 'options.price', check: [{ when: { '==': [{ var: ['options.price', 0] }, 1] }, message: 'm ${options.price} ${options.prices}' }] },
    }],
  }],
});

test('types and titles for rules', () => {
  assert.deepEqual(options.optionTypes(form()), { 'options.price': 'number', 'options.zone': 'choice' });
  const labels = options.optionLabels(form());
  assert.equal(labels['options.price'], 'Prix');
  assert.equal(labels['options:zone'], 'zone');
  assert.equal(labels['options.zone=n'], 'Nord');
  assert.deepEqual(options.choicesOfOption(form(), 'options.zone'), [{ key: 'n', title: 'Nord' }]);
  assert.deepEqual(options.choicesOfOption(form(), 'options.none'), []);
  assert.deepEqual(options.optionTypes({ pages: [] }), {});
});

test('added, changed, moved, removed', () => {
  const before = form();
  const { form: more, option } = options.addOption(before, 'Numéro de compte');
  assert.equal(option.name, 'numero_de_compte');
  assert.equal(options.addOption(more, 'Numéro de compte').option.name, 'numero_de_compte_2');
  assert.equal(before.options.length, 2);
  const changed = options.setOption(more, 'price', { type: 'text', help: '', required: true, default: '' });
  assert.deepEqual(changed.options[0], { name: 'price', type: 'text', title: 'Prix', required: true });
  assert.equal(options.setOption(before, 'zone', { type: 'text' }).options[1].choices, undefined);
  assert.deepEqual(options.moveOption(before, 'zone', -1).options.map((one) => one.name), ['zone', 'price']);
  assert.equal(options.moveOption(before, 'zone', 1), before);
  assert.deepEqual(options.removeOption(before, 'zone').options.map((one) => one.name), ['price']);
});

test('another name follows everywhere it is read', () => {
  const made = options.renameOption(form(), 'price', 'fee');
  const page = made.pages[0];
  assert.equal(made.options[0].name, 'fee');
  assert.equal(page.title, 'À ${options.fee}');
  assert.deepEqual(page.show, { '>': [{ var: 'options.fee' }, 3] });
  const { properties, opaque } = page.fields[0];
  assert.equal(properties.prefill, 'options.fee');
  assert.deepEqual(properties.check[0].when, { '==': [{ var: ['options.fee', 0] }, 1] });
  assert.equal(properties.check[0].message, 'm ${options.fee} ${options.prices}');
  assert.equal(opaque, '<x>${options.price}</x>');
  const same = form();
  for (const wrong of ['zone', 'Prix', '1a', '', 'a b', 'price']) {
    assert.equal(options.renameOption(same, 'price', wrong), same);
  }
});

test('uses are counted', () => {
  assert.equal(options.usesOf(form(), 'price'), 6);
  assert.equal(options.usesOf(form(), 'zone'), 0);
});
