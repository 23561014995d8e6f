/** Operations on a form, and undo. */

import assert from 'node:assert/strict';
import test from 'node:test';

import * as history from './history.js';
import * as model from './model.js';

const field = (name, more = {}) => ({
  name, kind: 'text', title: name, description: '', required: false, properties: {}, ...more });
const page = (id, ...fields) => ({
  id, title: id, description: '', help: '', show: null, refuse: [], fields, properties: {} });
const form = (...pages) => ({ title: 'F', pages });
const shape = (made) => made.pages.map((one) => one.fields.map((inner) => inner.name).join(' ')).join(' | ');

const SAMPLE = form(
  page('one', field('a'), field('b'), field('c')),
  page('two', field('d', { properties: { show: { '>': [{ var: 'a' }, 3] } } }),
    field('block', { fields: [field('x'), field('y')] })),
);

test('add, remove', () => {
  const made = model.newField(SAMPLE, { id: 'date', title: 'Date', defaults: {} });
  assert.equal(made.name, 'date');
  const grown = model.insert(SAMPLE, [made], { page: 'one', parent: '', index: 1 });
  assert.equal(shape(grown), 'a date b c | d block');
  assert.equal(grown.pages[1], SAMPLE.pages[1], 'what did not change is shared');
  assert.equal(shape(model.remove(grown, ['date', 'd'])), 'a b c | block');
});

test('move within a page, to another, into a block', () => {
  assert.equal(shape(model.move(SAMPLE, ['a'], { page: 'one', parent: '', index: 2 })), 'b a c | d block');
  assert.equal(shape(model.move(SAMPLE, ['c', 'a'], { page: 'two', parent: '', index: 0 })), 'b | a c d block');
  const inside = model.move(SAMPLE, ['b'], { page: 'two', parent: 'block', index: 1 });
  assert.deepEqual(model.find(inside, 'block').field.fields.map((one) => one.name), ['x', 'b', 'y']);
  assert.equal(model.move(SAMPLE, ['block'], { page: 'two', parent: 'block', index: 0 }), SAMPLE);
  assert.equal(model.move(SAMPLE, ['a'], { page: 'nowhere', parent: '', index: 0 }), SAMPLE);
});

test('shift with the keyboard, over pages', () => {
  assert.equal(shape(model.shift(SAMPLE, ['b'], -1)), 'b a c | d block');
  assert.equal(shape(model.shift(SAMPLE, ['b'], 1)), 'a c b | d block');
  assert.equal(shape(model.shift(SAMPLE, ['c'], 1)), 'a b | c d block');
  assert.equal(shape(model.shift(SAMPLE, ['d'], -1)), 'a b c d | block');
  assert.equal(model.shift(SAMPLE, ['a'], -1), SAMPLE);
  assert.equal(shape(model.shift(SAMPLE, ['a', 'b'], 1)), 'c a b | d block');
});

test('rename follows in rules', () => {
  const made = model.rename(SAMPLE, 'a', 'people');
  assert.deepEqual(model.find(made, 'd').field.properties.show, { '>': [{ var: 'people' }, 3] });
  assert.equal(model.rename(SAMPLE, 'a', 'b'), SAMPLE, 'taken');
  assert.equal(model.rename(SAMPLE, 'a', '1 x'), SAMPLE, 'no name');
});

test('copies have free names and their own rules', () => {
  const given = [field('a'), field('e', { properties: { show: { filled: [{ var: 'a' }] } } })];
  const [first, second] = model.copies(SAMPLE, given);
  assert.deepEqual([first.name, second.name], ['a_2', 'e']);
  assert.deepEqual(second.properties.show, { filled: [{ var: 'a_2' }] });
});

test('clipboard', () => {
  assert.deepEqual(model.fromClip(model.toClip([field('a')])), [field('a')]);
  for (const bad of ['', 'null', '{}', '[1]', '{"imio.guichet.form-fields":1,"fields":[{"name":"a b"}]}',
    '{"imio.guichet.form-fields":1,"fields":[null]}', '{"imio.guichet.form-fields":1,"fields":[]}']) {
    assert.equal(model.fromClip(bad), null, bad);
  }
});

test('who depends on an answer', () => {
  assert.deepEqual(model.dependents(SAMPLE, 'a').map((one) => [one.place, one.property]), [['d', 'show']]);
});

test('pages', () => {
  const { form: grown, page: added } = model.addPage(SAMPLE, 'Le lieu', 'one');
  assert.deepEqual(grown.pages.map((one) => one.id), ['one', 'le_lieu', 'two']);
  assert.equal(added.title, 'Le lieu');
  assert.deepEqual(model.movePage(grown, 'two', 0).pages.map((one) => one.id), ['two', 'one', 'le_lieu']);
  const { form: twice } = model.duplicatePage(SAMPLE, 'two', 'Copie');
  assert.equal(shape(twice), 'a b c | d block | d_2 block_2');
  assert.equal(model.find(twice, 'block_2').field.fields[0].name, 'x', 'answers in a block keep their names');
  const refused = model.setPage(SAMPLE, 'two', { refuse: [{ when: { filled: [{ var: 'd' }] }, message: '', fields: ['d'] }] });
  const own = model.duplicatePage(refused, 'two', 'Copie').page.refuse;
  assert.deepEqual(own, [{ when: { filled: [{ var: 'd_2' }] }, message: '', fields: ['d_2'] }], 'its own answers');
  assert.equal(model.addPage(SAMPLE, 'Check').page.id, 'check_2', 'addresses of the form');
});

test('names', () => {
  assert.equal(model.slug('Combien de personnes attendez-vous ?'), 'combien_de_personnes_attendez_vous');
  assert.equal(model.slug('3e étage'), 'q_3e_etage');
  assert.equal(model.slug('???'), '');
});

test('search by label, name and kind, without accents', () => {
  const found = model.search(form(page('p', field('x', { title: 'Numéro de téléphone' }))), 'telephone', () => 'Texte');
  assert.deepEqual(found.map((one) => one.place), ['x']);
  assert.deepEqual(model.search(SAMPLE, '  '), []);
});

test('fixes', () => {
  assert.equal(shape(model.apply(SAMPLE, { op: 'remove', place: 'a' })), 'b c | d block');
  assert.equal(model.apply(SAMPLE, { op: 'set', place: 'a', property: 'title', value: 'T' }).pages[0].fields[0].title, 'T');
  const bare = model.apply(SAMPLE, { op: 'set', place: 'd', property: 'show', value: null });
  assert.deepEqual(model.find(bare, 'd').field.properties, {});
});

test('choices from a spreadsheet', () => {
  assert.deepEqual(model.choicesFromText('Concert\nFête\n\nFête'), [
    { key: 'concert', title: 'Concert' }, { key: 'fete', title: 'Fête' }, { key: 'fete_2', title: 'Fête' }]);
  assert.deepEqual(model.choicesFromText('c\tConcert\nf;Fête'), [{ key: 'c', title: 'Concert' }, { key: 'f', title: 'Fête' }]);
});

const INSIDE = form(page('p', field('lieu'), field('period'),
  field('acts', { fields: [field('title'), field('end', { properties: { show: { filled: [{ var: 'title' }] } } }), field('fee')] }),
  field('cars', { fields: [field('title'), field('plate', { properties: { show: { filled: [{ var: 'title' }] } } })] }),
  field('total', { properties: { compute: { '+': [{ sum: [{ var: 'acts' }, 'fee'] }, { sum: [{ var: 'cars' }, 'fee'] }] } } }),
  field('late', { properties: { show: { '>': [{ var: 'period.end' }, { today: [] }] }, depends: 'lieu',
    values: [{ key: 'x', title: 'X', show: { filled: [{ var: 'lieu' }] } }] } })));
const of = (made, place) => model.find(made, place)?.field;

test('questions of one name in two blocks are two', () => {
  const made = model.setField(INSIDE, 'cars.title', { title: 'Véhicule' });
  assert.equal(of(made, 'acts.title').title, 'title');
  assert.equal(of(made, 'cars.title').title, 'Véhicule');
  assert.deepEqual(model.names(model.remove(INSIDE, ['acts.title'])), model.names(INSIDE), 'the other stays');
  assert.deepEqual(model.dependents(INSIDE, 'acts.title').map((one) => one.place), ['acts.end']);
  assert.deepEqual(model.dependents(INSIDE, 'cars.title').map((one) => one.place), ['cars.plate']);
  assert.deepEqual(model.search(INSIDE, 'plate').map((one) => [one.place, one.parent]), [['cars.plate', 'cars']]);
});

test('who depends: parts, columns, choices, names in properties', () => {
  assert.deepEqual(model.dependents(INSIDE, 'period').map((one) => one.place), ['late']);
  assert.deepEqual(model.dependents(INSIDE, 'acts.fee').map((one) => one.place), ['total']);
  assert.deepEqual(model.dependents(INSIDE, 'lieu', new Set(['depends'])).map((one) => one.property), ['depends', 'choices']);
});

test('a name inside a block changes in its block, and where it is a column', () => {
  const made = model.rename(INSIDE, 'acts.title', 'what');
  assert.deepEqual(of(made, 'acts.end').properties.show, { filled: [{ var: 'what' }] });
  assert.deepEqual(of(made, 'cars.plate').properties.show, { filled: [{ var: 'title' }] });
  const fee = model.rename(INSIDE, 'acts.fee', 'price');
  assert.deepEqual(of(fee, 'total').properties.compute, { '+': [{ sum: [{ var: 'acts' }, 'price'] }, { sum: [{ var: 'cars' }, 'fee'] }] });
  const some = model.rename(model.setProperty(INSIDE, 'lieu', 'show', { some: [{ var: 'acts' }, { '==': [{ var: 'title' }, 'x'] }] }), 'acts.title', 'what');
  assert.deepEqual(of(some, 'lieu').properties.show, { some: [{ var: 'acts' }, { '==': [{ var: 'what' }, 'x'] }] });
  const late = of(model.rename(model.rename(INSIDE, 'period', 'when'), 'lieu', 'where', new Set(['depends'])), 'late').properties;
  assert.deepEqual(late.show['>'][0], { var: 'when.end' });
  assert.equal(late.depends, 'where');
  assert.deepEqual(late.values[0].show, { filled: [{ var: 'where' }] });
  assert.equal(model.rename(INSIDE, 'acts.title', 'end'), INSIDE, 'taken in the block');
  assert.equal(model.rename(INSIDE, 'acts.title', 'lieu'), INSIDE, 'taken by the form');
  assert.equal(of(model.rename(INSIDE, 'acts.end', 'plate'), 'acts.plate').name, 'plate', 'another block may have it');
});

test('into a block and out of it', () => {
  const out = model.relocate(INSIDE, ['acts.title'], { page: 'p', parent: '', index: 0 });
  assert.deepEqual(out.places, ['title_2'], 'cars has a title: not both');
  const into = model.relocate(INSIDE, ['cars.title', 'lieu'], { page: 'p', parent: 'acts', index: 1 });
  assert.deepEqual(into.places, ['acts.lieu', 'acts.title_2']);
  assert.equal(shape(model.move(INSIDE, ['cars'], { page: 'p', parent: 'acts', index: 0 })), shape(INSIDE), 'no block in a block');
  const shifted = model.shift(INSIDE, ['acts.title'], -1);
  assert.equal(shifted.pages[0].fields[2].name, 'title_2', 'out at its end');
  assert.deepEqual(model.shift(INSIDE, ['acts.title'], 1).pages[0].fields[2].fields.map((one) => one.name), ['end', 'title', 'fee']);
});

test('a page may be called as a question is', () => {
  const both = form(page('lieu', field('lieu')), page('two', field('x')));
  assert.equal(model.apply(both, { op: 'remove', place: '/lieu' }).pages.length, 1);
  assert.equal(model.apply(both, { op: 'remove', place: 'lieu' }).pages[0].fields.length, 0);
  assert.equal(model.apply(both, { op: 'rename', place: '/lieu', value: 'ou' }).pages[0].id, 'ou');
  assert.deepEqual(model.search(both, 'lieu').map((one) => one.place), ['/lieu', 'lieu']);
});

test('undo, redo', () => {
  let state = history.begin(SAMPLE);
  const once = model.setField(SAMPLE, 'a', { title: 'A' });
  const twice = model.setField(once, 'a', { title: 'AB' });
  state = history.push(state, once, { key: 'a.title', now: 1000 });
  state = history.push(state, twice, { key: 'a.title', now: 1200 });
  assert.equal(state.past.length, 1, 'typed at once, undone at once');
  state = history.undo(state);
  assert.equal(state.form, SAMPLE);
  assert.equal(history.undo(state), state);
  state = history.redo(state);
  assert.equal(state.form, twice);
  state = history.push(history.undo(state), model.remove(SAMPLE, ['b']), { now: 9000 });
  assert.equal(state.future.length, 0);
  assert.equal(history.push(state, state.form), state);
});
