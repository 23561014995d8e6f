/** Copies of the library: what they remember, and a change that is taken. */

import assert from 'node:assert/strict';
import test from 'node:test';

import * as links from './links.js';
import * as model from './model.js';

const field = (name, more = {}) => ({
  name, kind: 'text', title: name, description: '', required: false, properties: {}, ...more });
const form = (...fields) => ({ title: 'F', pages: [{ id: 'p', title: 'p', description: '', help: '', show: null, refuse: [], fields, properties: {} }] });
const of = (made, place) => model.find(made, place)?.field;
const names = (made) => made.pages[0].fields.map((one) => one.name).join(' ');
const put = (made, block) => model.insert(made, model.copies(made, links.taken(block)), { page: 'p', parent: '', index: made.pages[0].fields.length });

const OLD = { id: 'adresse', title: 'Adresse', version: 'v1', fields: [
  field('street', { title: 'Rue' }),
  field('box', { title: 'Boîte', properties: { show: { filled: [{ var: 'street' }] } } }),
] };
const NEW = { ...OLD, version: 'v2', fields: [
  field('street', { title: 'Rue ou place', required: true }),
  field('town', { title: 'Localité', properties: { show: { filled: [{ var: 'street' }] } } }),
  field('box', { title: 'Boîte', properties: { show: { filled: [{ var: 'street' }] } } }),
] };

test('a copy remembers its block, its version, its names', () => {
  const twice = put(put(form(field('street')), OLD), OLD);
  assert.equal(names(twice), 'street street_2 box street_3 box_2');
  assert.deepEqual(links.linksOf(twice).map((one) => [one.block, one.copy, one.version, one.fields.map(({ place }) => place)]),
    [['adresse', 1, 'v1', ['street_2', 'box']], ['adresse', 2, 'v1', ['street_3', 'box_2']]]);
  assert.deepEqual(of(twice, 'box_2').library, { block: 'adresse', version: 'v1', name: 'box', copy: 2 });
  assert.deepEqual(model.fromClip(model.toClip([of(twice, 'box')]))[0].library, of(twice, 'box').library);
  assert.equal(model.fromClip(model.toClip([field('a', { library: { block: 3 } })]))[0].library, undefined);
});

test('a change is taken: names stay, what the form changed stays', () => {
  let made = put(form(field('street'), field('kind')), OLD);
  made = model.setField(made, 'box', { title: 'Boîte (si besoin)' });
  made = model.setProperty(made, 'street_2', 'show', { filled: [{ var: 'kind' }] });
  made = model.insert(made, [field('end', { properties: { show: { filled: [{ var: 'street_2' }] } } })], { page: 'p', parent: '', index: 4 });
  const [copy] = links.linksOf(made);
  const taken = links.update(made, copy, NEW, OLD.fields);
  assert.equal(names(taken), 'street kind street_2 town box end');
  assert.equal(of(taken, 'street_2').title, 'Rue ou place');
  assert.equal(of(taken, 'street_2').required, true);
  assert.deepEqual(of(taken, 'street_2').properties.show, { filled: [{ var: 'kind' }] });
  assert.equal(of(taken, 'box').title, 'Boîte (si besoin)');
  assert.deepEqual(of(taken, 'town').properties.show, { filled: [{ var: 'street_2' }] }, 'rules read the answers of this copy');
  assert.deepEqual(of(taken, 'town').library, { block: 'adresse', version: 'v2', name: 'town', copy: 1 });
  assert.deepEqual(links.linksOf(taken).map((one) => one.version), ['v2']);
  assert.deepEqual(of(taken, 'end'), of(made, 'end'), 'nothing else changes');
});

test('what the library took away goes; what the form took away stays away', () => {
  const made = model.remove(put(form(), OLD), ['box']);
  assert.equal(names(links.update(made, links.linksOf(made)[0], NEW, OLD.fields)), 'street town');
  const less = { ...OLD, version: 'v3', fields: [OLD.fields[1]] };
  const whole = put(form(), OLD);
  assert.equal(names(links.update(whole, links.linksOf(whole)[0], less, OLD.fields)), 'box');
});

test('without the version that was taken, the library says all', () => {
  let made = model.setField(put(form(), OLD), 'street', { title: 'La rue' });
  made = links.update(made, links.linksOf(made)[0], NEW);
  assert.equal(of(made, 'street').title, 'Rue ou place');
});

test('inside a block, and of a block', () => {
  const inside = form(field('acts', { kind: 'block', fields: [field('street')] }));
  const made = model.insert(inside, model.copies(inside, links.taken(OLD), new Set(), 'acts'), { page: 'p', parent: 'acts', index: 1 });
  const [copy] = links.linksOf(made);
  assert.deepEqual(copy.fields.map(({ place }) => place), ['acts.street_2', 'acts.box']);
  const taken = links.update(made, copy, NEW, OLD.fields);
  assert.deepEqual(of(taken, 'acts').fields.map((one) => one.name), ['street', 'street_2', 'town', 'box']);
  const kids = { id: 'kids', title: 'Kids', version: 'v1', fields: [field('kids', { kind: 'block', fields: [field('name'), field('age')] })] };
  const more = { ...kids, version: 'v2', fields: [field('kids', { kind: 'block', fields: [field('name', { title: 'Prénom' }), field('born'), field('age')] })] };
  let whole = put(form(), kids);
  whole = model.insert(whole, [field('ours')], { page: 'p', parent: 'kids', index: 2 });
  const again = links.update(whole, links.linksOf(whole)[0], more, kids.fields);
  assert.deepEqual(of(again, 'kids').fields.map((one) => one.title), ['Prénom', 'born', 'age', 'ours']);
});

test('kept, detached, put in the library again', () => {
  let made = put(form(field('street')), OLD);
  const [copy] = links.linksOf(made);
  assert.deepEqual(links.linksOf(links.keep(made, copy, 'v2')).map((one) => one.version), ['v2']);
  assert.deepEqual(links.linksOf(links.detach(made, copy)), []);
  const back = links.forLibrary(copy.fields.map((one) => one.field));
  assert.deepEqual(back, OLD.fields, 'with their names there');
  made = links.link(form(field('a'), field('b')), ['b'], { id: 'x', version: 'v9' });
  assert.deepEqual(of(made, 'b').library, { block: 'x', version: 'v9', name: 'b', copy: 1 });
  assert.equal(of(made, 'a').library, undefined);
});
