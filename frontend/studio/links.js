/**
 * Copies of the library's blocks: what remembers where a question came from. Pure.
 *
 * FIELD.library is { block, version, name, copy }: the block's id, the version that was
 * taken, the question's name in it, and the number of this copy in the form.
 */

import * as model from './model.js';
import { mapRule } from './rules/reading.js';

export const isLink = (value) => value !== null && typeof value === 'object'
  && typeof value.block === 'string' && typeof value.version === 'string'
  && typeof value.name === 'string' && Number.isInteger(value.copy) && value.copy > 0;

const keyOf = ({ block, copy }) => `${block}#${copy}`;

/** The copies in a form: [{ key, block, copy, version, parent, fields: [{ field, place, page, … }] }]. */
export function linksOf(form) {
  const found = new Map();
  for (const one of model.walk(form)) {
    const link = one.field.library;
    if (!link) continue;
    const key = keyOf(link);
    if (!found.has(key)) found.set(key, { key, block: link.block, copy: link.copy, version: link.version, parent: one.parent, fields: [] });
    found.get(key).fields.push(one);
  }
  return [...found.values()];
}

const unlinked = ({ library: _library, ...field }) => (field.fields
  ? { ...field, fields: field.fields.map(unlinked) } : field);

/** The questions of a block of the library, as one takes them. */
export const taken = (block) => block.fields.map((field) => ({
  ...field, library: { block: block.id, version: block.version, name: field.name, copy: 1 } }));

/** Copied questions are another copy of their block. */
export function copiedLinks(form, fields) {
  const most = new Map();
  for (const { block, copy } of linksOf(form)) most.set(block, Math.max(copy, most.get(block) ?? 0));
  const given = new Map();
  const renumber = (field) => {
    const made = field.fields ? { ...field, fields: field.fields.map(renumber) } : field;
    if (!field.library) return made;
    const key = keyOf(field.library);
    if (!given.has(key)) {
      const copy = (most.get(field.library.block) ?? 0) + 1;
      most.set(field.library.block, copy);
      given.set(key, copy);
    }
    return { ...made, library: { ...field.library, copy: given.get(key) } };
  };
  return fields.map(renumber);
}

const change = (form, copy, act) => model.inPages(form, (field) => (
  field.library && keyOf(field.library) === copy.key ? act(field) : field));

/** The copy stays as it is, and knows the version of now. */
export const keep = (form, copy, version) => change(form, copy, (field) => ({ ...field, library: { ...field.library, version } }));

/** The copy forgets the library. */
export const detach = (form, copy) => change(form, copy, ({ library: _library, ...field }) => field);

/** Questions of a form as a block of the library holds them: with their names there. */
export function forLibrary(fields, fieldProperties = new Set()) {
  const names = new Map(fields.map((field) => [field.name, field.library?.name ?? field.name]));
  const rename = model.renamer(names);
  const change = (field) => ({
    ...model.changeRules(unlinked(field), (rule) => mapRule(rule, rename), rename, fieldProperties),
    ...(field.fields ? { fields: field.fields.map(change) } : {}),
  });
  return fields.map((field) => ({ ...change(field), name: names.get(field.name) }));
}

/** Questions of a form that were put in the library are a copy of it from now on. */
export function link(form, places, block, copy = null) {
  const wanted = new Set(places);
  const number = copy ?? Math.max(0, ...linksOf(form).filter((one) => one.block === block.id).map((one) => one.copy)) + 1;
  return model.inPages(form, (field, place) => (wanted.has(place) ? {
    ...field, library: { block: block.id, version: block.version, name: field.library?.block === block.id ? field.library.name : field.name, copy: number },
  } : field));
}

/* Taking a change */

const same = (one, other) => JSON.stringify(sorted(one) ?? null) === JSON.stringify(sorted(other) ?? null);
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

/**
 * The form with a copy brought to the block as it is now. What the form changed stays
 * where the library did not change it; names of answers stay. `base` are the block's
 * fields in the version of the copy, null when the library does not know it any more:
 * then the library's say counts everywhere.
 */
export function update(form, copy, block, base = null, fieldProperties = new Set()) {
  const names = new Map(copy.fields.map(({ field }) => [field.library.name, field.name]));
  const gone = new Set((base ?? []).map((field) => field.name).filter((name) => !names.has(name)));
  const free = model.takenAt(form, copy.parent);
  for (const { name } of block.fields) {
    if (names.has(name) || gone.has(name)) continue;
    const fresh = model.freshName(free, name);
    free.add(fresh);
    names.set(name, fresh);
  }
  const rename = model.renamer(names);
  const ours = (field) => ({
    ...model.changeRules(unlinked(field), (rule) => mapRule(rule, rename), rename, fieldProperties),
    name: names.get(field.name) ?? field.name,
    ...(field.fields ? { fields: field.fields.map((inner) => model.changeRules(inner, (rule) => mapRule(rule, rename), rename, fieldProperties)) } : {}),
  });
  const before = new Map((base ?? []).map((field) => [field.name, ours(field)]));
  const now = block.fields.filter((field) => !gone.has(field.name));
  const there = new Map(copy.fields.map((one) => [one.field.library.name, one]));
  let made = model.inPages(form, (field, place) => {
    const at = copy.fields.find((one) => one.place === place);
    if (!at) return field;
    const theirs = now.find((one) => one.name === field.library.name);
    if (!theirs) return null;
    return { ...mergeField(field, ours(theirs), before.get(theirs.name) ?? null), library: { ...field.library, version: block.version } };
  });
  let previous = null;
  for (const theirs of now) {
    const name = names.get(theirs.name);
    const place = model.placeIn(copy.parent, name);
    if (!there.has(theirs.name)) {
      const after = previous ? model.find(made, previous) : null;
      const first = copy.fields.map((one) => model.find(made, one.place)).find(Boolean);
      const next = after ?? first ?? copy.fields[0];
      const at = { page: next.page.id, parent: copy.parent, index: next.index + (after ? 1 : 0) };
      const field = { ...ours(theirs), library: { block: block.id, version: block.version, name: theirs.name, copy: copy.copy } };
      made = model.insert(made, [field], at);
    }
    previous = place;
  }
  return made;
}

/** Of what two sides say of a field: theirs where they changed it, ours elsewhere. */
function mergeField(field, theirs, base) {
  const changed = (one, other) => base === null || !same(one, other);
  const made = { ...field };
  for (const key of ['kind', 'title', 'description', 'required', 'opaque']) {
    if (changed(theirs[key], base?.[key]) && theirs[key] !== undefined) made[key] = theirs[key];
  }
  made.properties = { ...field.properties };
  for (const key of new Set([...Object.keys(theirs.properties ?? {}), ...Object.keys(base?.properties ?? {})])) {
    if (!changed(theirs.properties?.[key], base?.properties?.[key])) continue;
    if (theirs.properties?.[key] === undefined) delete made.properties[key];
    else made.properties[key] = theirs.properties[key];
  }
  if (theirs.fields) made.fields = mergeList(field.fields ?? [], theirs.fields, base?.fields ?? null);
  return made;
}

function mergeList(ours, theirs, base) {
  const known = new Map((base ?? []).map((field) => [field.name, field]));
  const offered = new Set(theirs.map((field) => field.name));
  const made = ours.filter((field) => offered.has(field.name) || !known.has(field.name))
    .map((field) => (offered.has(field.name)
      ? mergeField(field, theirs.find((one) => one.name === field.name), known.get(field.name) ?? null) : field));
  theirs.forEach((field, index) => {
    if (made.some((one) => one.name === field.name) || known.has(field.name)) return;
    const previous = index ? made.findIndex((one) => one.name === theirs[index - 1].name) : -1;
    made.splice(index && previous < 0 ? made.length : previous + 1, 0, field);
  });
  return made;
}
