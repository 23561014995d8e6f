/**
 * A form as the studio edits it: pure operations that give a new FORM and share what
 * did not change. FORM, PAGE, FIELD are those of docs/reference/studio-rest.md, and so
 * are places: `/page`, `field`, `block.field`.
 */

import { copiedLinks, isLink } from './links.js';
import { columnsRead, mapRule, reads, renameColumns } from './rules/reading.js';

/* Finding */

export const placeIn = (parent, name) => (parent ? `${parent}.${name}` : name);
export const pagePlace = (id) => `/${id}`;
/** The id of the page that a place is, or ''. */
export const pageOfPlace = (place) => (place.startsWith('/') ? place.slice(1) : '');
/** The place of the block that a field is in, or ''. */
export const blockOf = (place) => place.slice(0, Math.max(place.lastIndexOf('.'), 0));

/** Each field with where it is, blocks before what is inside them. `parent`: a place or ''. */
export function* walk(form) {
  for (const page of form.pages) {
    yield* walkFields(page.fields, page, '', 0);
  }
}

function* walkFields(fields, page, parent, depth) {
  for (const [index, field] of fields.entries()) {
    const place = placeIn(parent, field.name);
    yield { field, place, page, parent, index, depth };
    if (field.fields?.length) yield* walkFields(field.fields, page, place, depth + 1);
  }
}

/** { field, place, page, parent, index, depth } of a place, or null. */
export function find(form, place) {
  for (const found of walk(form)) if (found.place === place) return found;
  return null;
}

export const pageOf = (form, id) => form.pages.find((page) => page.id === id) ?? null;
export const names = (form) => new Set([...walk(form)].map(({ field }) => field.name));

/** The list of fields at { page, parent }. */
const listAt = (form, { page, parent }) => (parent
  ? find(form, parent)?.field.fields : pageOf(form, page)?.fields) ?? null;

/** The names that a field may not have in a block, or on a page: see the form model. */
export function takenAt(form, parent) {
  if (!parent) return names(form);
  return new Set([...topNames(form), ...(find(form, parent)?.field.fields ?? []).map((field) => field.name)]);
}

const topNames = (form) => form.pages.flatMap((page) => page.fields.map((field) => field.name));

/* Names */

/** Letters, digits and _ of a text: what a name may be made of. */
export function slug(text, longest = 40) {
  const plain = text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
    .replace(/œ/g, 'oe').replace(/æ/g, 'ae')
    .replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, longest).replace(/_+$/, '');
  return /^[a-z]/.test(plain) ? plain : plain ? `q_${plain}` : '';
}

/** `base`, or `base_2`, `base_3`… when it is taken. */
export function freshName(taken, base) {
  const root = base || 'question';
  if (!taken.has(root)) return root;
  let number = 2;
  while (taken.has(`${root}_${number}`)) number += 1;
  return `${root}_${number}`;
}

const RESERVED_PAGES = new Set(['again', 'check', 'correct', 'discard', 'file', 'leave', 'submit']);

/** A page's id that no page has. */
export function freshPage(form, base) {
  const taken = new Set([...form.pages.map((page) => page.id), ...RESERVED_PAGES]);
  return freshName(taken, base || 'page');
}

/* Changing one thing */

export const mapFields = (fields, change, parent = '') => {
  let same = true;
  const changed = fields.flatMap((field) => {
    const place = placeIn(parent, field.name);
    const inner = field.fields?.length ? mapFields(field.fields, change, place) : field.fields;
    const kept = inner === field.fields ? field : { ...field, fields: inner };
    const result = change(kept, place);
    if (result !== field) same = false;
    return result === null ? [] : [result];
  });
  return same ? fields : changed;
};

const mapPages = (form, change) => {
  let same = true;
  const pages = form.pages.map((page) => {
    const result = change(page);
    if (result !== page) same = false;
    return result;
  });
  return same ? form : { ...form, pages };
};

export const inPages = (form, change) => mapPages(form, (page) => {
  const fields = mapFields(page.fields, change);
  return fields === page.fields ? page : { ...page, fields };
});

/** Change what a field says: title, description, required. */
export function setField(form, place, patch) {
  return inPages(form, (field, at) => (at === place ? { ...field, ...patch } : field));
}

/** Set one property of a field; null, '' and false take it away. */
export function setProperty(form, place, property, value) {
  return inPages(form, (field, at) => {
    if (at !== place) return field;
    const properties = { ...field.properties };
    if (isNothing(value)) delete properties[property];
    else properties[property] = value;
    return { ...field, properties };
  });
}

const isNothing = (value) => value === null || value === undefined || value === '' || value === false
  || (Array.isArray(value) && value.length === 0);

export function setPage(form, id, patch) {
  return mapPages(form, (page) => (page.id === id ? { ...page, ...patch } : page));
}

/* Adding, removing, moving */

/** A new field of a kind. */
export function newField(form, kind, title = '') {
  const name = freshName(names(form), slug(title) || slug(kind.title) || 'question');
  return {
    name,
    kind: kind.id,
    title,
    description: '',
    required: kind.id === 'consent',
    properties: { ...(kind.defaults ?? {}) },
    ...(kind.nests ? { fields: [] } : {}),
  };
}

/** Put fields at { page, parent: place or '', index }. */
export function insert(form, fields, at) {
  const put = (list) => [...list.slice(0, at.index), ...fields, ...list.slice(at.index)];
  if (at.parent) {
    return inPages(form, (field, place) => (place === at.parent
      ? { ...field, fields: put(field.fields ?? []) } : field));
  }
  return mapPages(form, (page) => (page.id === at.page ? { ...page, fields: put(page.fields) } : page));
}

export function remove(form, wanted) {
  const gone = new Set(wanted);
  return inPages(form, (field, place) => (gone.has(place) ? null : field));
}

/** The outermost fields among some places, in the form's order, with where they are. */
export function outermost(form, wanted) {
  const chosen = new Set(wanted);
  const inside = new Set();
  const found = [];
  for (const one of walk(form)) {
    if (one.parent && (inside.has(one.parent) || chosen.has(one.parent))) inside.add(one.place);
    else if (chosen.has(one.place)) found.push(one);
  }
  return found;
}

/** Whether fields may go there: no block in a block, nothing in itself. */
export const fits = (fields, parent) => !parent || !fields.some((field) => field.fields);

/**
 * Move fields to a place; `index` counts in the list as it is before. Gives the form and
 * their places there. One whose name is taken there gets another.
 */
export function relocate(form, wanted, at) {
  const moving = outermost(form, wanted);
  const list = listAt(form, at);
  if (!moving.length || !list || !fits(moving.map(({ field }) => field), at.parent)) return { form, places: wanted };
  const gone = new Set(moving.map(({ place }) => place));
  const before = list.slice(0, at.index).filter((field) => !gone.has(placeIn(at.parent, field.name)));
  const bare = remove(form, gone);
  const taken = takenAt(bare, at.parent);
  const fields = moving.map(({ field }) => {
    const name = freshName(taken, field.name);
    taken.add(name);
    return name === field.name ? field : { ...field, name };
  });
  return {
    form: insert(bare, fields, { ...at, index: before.length }),
    places: fields.map((field) => placeIn(at.parent, field.name)),
  };
}

export const move = (form, wanted, at) => relocate(form, wanted, at).form;

/**
 * Where fields go one place up (-1) or down (+1): over the border of pages, and out of a
 * block at its end. Null when there is nowhere.
 */
export function beside(form, wanted, step) {
  const moving = outermost(form, wanted);
  if (!moving.length) return null;
  const edge = moving[step < 0 ? 0 : moving.length - 1];
  const at = { page: edge.page.id, parent: edge.parent };
  const next = edge.index + step;
  if (next >= 0 && next < listAt(form, at).length) return { ...at, index: step < 0 ? next : next + 1 };
  if (edge.parent) {
    const block = find(form, edge.parent);
    return { page: block.page.id, parent: block.parent, index: step < 0 ? block.index : block.index + 1 };
  }
  const other = form.pages[form.pages.indexOf(edge.page) + step];
  return other ? { page: other.id, parent: '', index: step < 0 ? other.fields.length : 0 } : null;
}

export function shift(form, wanted, step) {
  const at = beside(form, wanted, step);
  return at ? move(form, wanted, at) : form;
}

/* Rules: what reads what */

const isRefusals = (value) => Array.isArray(value) && value.some((item) => item && typeof item === 'object' && 'when' in item);
const isRule = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const isChoices = (value) => Array.isArray(value) && value.some((item) => item && typeof item === 'object' && 'key' in item);

/**
 * Each rule of a form: { place, page, property, rule }. A property that names another
 * field reads it as a rule does; the rules of choices have the property `choices`.
 */
export function* rules(form, fieldProperties = new Set()) {
  for (const page of form.pages) {
    const at = { place: pagePlace(page.id), page: page.id };
    if (page.show) yield { ...at, property: 'show', rule: page.show };
    for (const one of page.refuse ?? []) yield { ...at, property: 'refuse', rule: one.when };
  }
  for (const { field, place, page } of walk(form)) {
    const at = { place, page: page.id };
    for (const [property, value] of Object.entries(field.properties ?? {})) {
      if (isRefusals(value)) {
        for (const one of value) yield { ...at, property, rule: one.when };
      } else if (isChoices(value)) {
        for (const one of value) if (isRule(one.show)) yield { ...at, property: 'choices', rule: one.show };
      } else if (isRule(value)) yield { ...at, property, rule: value };
      else if (fieldProperties.has(property) && value) yield { ...at, property, rule: { var: value } };
    }
  }
}

/** Who reads the answer to the field at a place: [{ place, page, property, rule }]. */
export function dependents(form, wanted, fieldProperties = new Set()) {
  const places = new Set([...walk(form)].map(({ place }) => place));
  const readAt = (name, place) => {
    const own = placeIn(blockOf(place), name.split('.')[0]);
    return places.has(own) ? own : name.split('.')[0];
  };
  return [...rules(form, fieldProperties)].filter(({ rule, place }) => columnsRead(rule).has(wanted)
    || [...reads(rule)].some((name) => readAt(name, place) === wanted));
}

const mapRefusals = (list, change, rename) => list.map((one) => ({
  ...one,
  when: change(one.when),
  ...(one.fields ? { fields: one.fields.map(rename) } : {}),
}));

/** A field whose rules are changed by `change`, names of other fields by `rename`. */
export function changeRules(field, change, rename, fieldProperties) {
  const properties = Object.fromEntries(Object.entries(field.properties ?? {}).map(([key, value]) => {
    if (isRefusals(value)) return [key, mapRefusals(value, change, rename)];
    if (isChoices(value)) {
      return [key, value.map((one) => (isRule(one.show) ? { ...one, show: change(one.show) } : one))];
    }
    if (isRule(value)) return [key, change(value)];
    if (fieldProperties.has(key) && typeof value === 'string') return [key, rename(value)];
    return [key, value];
  }));
  return { ...field, properties };
}

/** A name changed, and those of its parts: `period`, `period.start`. */
export const renamer = (map) => (one) => {
  const [head, ...parts] = one.split('.');
  return map.has(head) ? [map.get(head), ...parts].join('.') : one;
};

/** Give the field at a place another name, in all rules too. */
export function rename(form, place, wanted, fieldProperties = new Set()) {
  const found = find(form, place);
  if (!found || found.field.name === wanted || !/^[A-Za-z_]\w*$/.test(wanted)) return form;
  if (takenAt(form, found.parent).has(wanted)) return form;
  const name = renamer(new Map([[found.field.name, wanted]]));
  const column = (rule) => renameColumns(rule, found.parent, name);
  const row = (rule) => mapRule(column(rule), name);
  const everywhere = found.parent ? column : row;
  const same = (one) => one;
  const pages = form.pages.map((page) => ({
    ...page,
    show: page.show ? everywhere(page.show) : page.show,
    refuse: mapRefusals(page.refuse ?? [], everywhere, found.parent ? same : name),
    fields: mapFields(page.fields, (field, at) => {
      const named = at === place ? { ...field, name: wanted } : field;
      const here = !found.parent || blockOf(at) === found.parent;
      return changeRules(named, here ? row : everywhere, here ? name : same, fieldProperties);
    }),
  }));
  return { ...form, pages };
}

/** Give a page another id. */
export function renamePage(form, id, wanted) {
  if (!pageOf(form, id) || freshPage(form, wanted) !== wanted) return form;
  return setPage(form, id, { id: wanted });
}

/* Copying */

/**
 * Copies of fields with names that are free in the form, or in the block at `parent`;
 * their own rules follow. Inside a block names stay: two blocks may hold the same.
 */
export function copies(form, fields, fieldProperties = new Set(), parent = '') {
  const taken = takenAt(form, parent);
  const given = new Map();
  for (const { name } of fields) {
    const fresh = freshName(taken, name);
    taken.add(fresh);
    given.set(name, fresh);
  }
  const outside = renamer(given);
  const made = fields.map((field) => {
    const own = new Map();
    const inner = new Set([...topNames(form), ...given.values()]);
    for (const { name } of field.fields ?? []) {
      const fresh = freshName(inner, name);
      inner.add(fresh);
      own.set(name, fresh);
    }
    const inside = (name) => (own.has(name.split('.')[0]) ? renamer(own)(name) : outside(name));
    const named = (one, name, change) => changeRules({ ...one, name }, (rule) => mapRule(rule, change), change, fieldProperties);
    const copy = named(field, given.get(field.name), outside);
    if (field.fields) copy.fields = field.fields.map((one) => named(one, own.get(one.name), inside));
    return copy;
  });
  return copiedLinks(form, made);
}

const CLIP = 'imio.guichet.form-fields';
export const toClip = (fields) => JSON.stringify({ [CLIP]: 1, fields }, null, 1);

/** The fields in a text that `toClip` wrote, or null. Its shape is checked: anybody writes a clipboard. */
export function fromClip(text) {
  try {
    const data = JSON.parse(text);
    if (!data || data[CLIP] !== 1 || !Array.isArray(data.fields)) return null;
    const fields = data.fields.map(cleanField);
    return fields.every(Boolean) && fields.length ? fields : null;
  } catch {
    return null;
  }
}

function cleanField(given) {
  if (!given || typeof given !== 'object' || typeof given.name !== 'string') return null;
  if (!/^[A-Za-z_]\w*$/.test(given.name)) return null;
  const text = (value) => (typeof value === 'string' ? value : '');
  const field = {
    name: given.name,
    kind: typeof given.kind === 'string' ? given.kind : null,
    title: text(given.title),
    description: text(given.description),
    required: given.required === true,
    properties: given.properties && typeof given.properties === 'object' && !Array.isArray(given.properties)
      ? given.properties : {},
  };
  if (typeof given.opaque === 'string') field.opaque = given.opaque;
  if (isLink(given.library)) field.library = given.library;
  if (Array.isArray(given.fields)) {
    field.fields = given.fields.map(cleanField);
    if (!field.fields.every(Boolean)) return null;
  }
  return field;
}

/* Pages */

export function addPage(form, title, after = null) {
  const page = {
    id: freshPage(form, slug(title)), title, description: '', help: '', show: null, refuse: [],
    fields: [], properties: {},
  };
  const index = after === null ? form.pages.length : form.pages.findIndex((one) => one.id === after) + 1;
  return { form: { ...form, pages: form.pages.toSpliced(index, 0, page) }, page };
}

export const removePage = (form, id) => ({ ...form, pages: form.pages.filter((page) => page.id !== id) });

export function movePage(form, id, index) {
  const from = form.pages.findIndex((page) => page.id === id);
  if (from < 0 || index < 0 || index >= form.pages.length || from === index) return form;
  const pages = form.pages.toSpliced(from, 1);
  return { ...form, pages: pages.toSpliced(index, 0, form.pages[from]) };
}

export function duplicatePage(form, id, title, fieldProperties = new Set()) {
  const index = form.pages.findIndex((page) => page.id === id);
  const page = form.pages[index];
  const fields = copies(form, page.fields, fieldProperties);
  const change = renamer(new Map(page.fields.map((field, at) => [field.name, fields[at].name])));
  const rule = (one) => mapRule(one, change);
  const copy = {
    ...page,
    id: freshPage(form, page.id),
    title,
    show: page.show ? rule(page.show) : page.show,
    refuse: mapRefusals(page.refuse ?? [], rule, change),
    fields,
  };
  return { form: { ...form, pages: form.pages.toSpliced(index + 1, 0, copy) }, page: copy };
}

/* Searching */

const plain = (text) => String(text ?? '').normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();

/** Fields and pages that a text is found in: [{ place, page, title, texts, field?, parent? }]. */
export function search(form, text, about = () => '') {
  const wanted = plain(text).trim().split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  const all = [
    ...form.pages.map((page) => ({ place: pagePlace(page.id), page: page.id, title: page.title, texts: [page.title, page.id, page.description, page.help] })),
    ...[...walk(form)].map(({ field, place, page, parent }) => ({
      place, page: page.id, title: field.title || field.name, field, parent,
      texts: [field.title, field.name, field.description, about(field, place),
        ...Object.values(field.properties ?? {}).filter((value) => typeof value === 'string'),
        ...(Array.isArray(field.properties?.values) ? field.properties.values.map((one) => one.title) : [])],
    })),
  ];
  return all.filter(({ texts }) => {
    const inside = plain(texts.join(' '));
    return wanted.every((word) => inside.includes(word));
  });
}

/** Apply a problem's fix (OPERATION of the contract). */
export function apply(form, { op, place, property, value }, fieldProperties = new Set()) {
  const page = pageOfPlace(place);
  if (op === 'remove') return page ? removePage(form, page) : remove(form, [place]);
  if (op === 'rename') return page ? renamePage(form, page, value) : rename(form, place, value, fieldProperties);
  if (op !== 'set') return form;
  if (page) return setPage(form, page, { [property]: value });
  if (['title', 'description', 'required', 'kind'].includes(property)) return setField(form, place, { [property]: value });
  return setProperty(form, place, property, value);
}

/** Choices pasted from a spreadsheet: lines of « title » or « key, tab, title ». */
export function choicesFromText(text, present = []) {
  const taken = new Set(present.map((one) => one.key));
  return text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean).map((line) => {
    const cells = line.split('\t').map((cell) => cell.trim()).filter(Boolean);
    const [first, second] = cells.length > 1 ? cells : line.split(';').map((cell) => cell.trim());
    const title = second || first;
    const key = freshName(taken, second ? slug(first) || slug(title) : slug(title) || 'choix');
    taken.add(key);
    return { key, title };
  });
}
