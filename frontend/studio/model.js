/**
 * A form as the studio edits it: pure operations that give a new FORM and share what
 * did not change. FORM, PAGE, FIELD are those of docs/concepts/form-studio.md.
 */

export const RULE_PROPERTIES = ['show', 'require', 'compute'];

/* Finding */

/** Each field with where it is, blocks before what is inside them. */
export function* walk(form) {
  for (const page of form.pages) {
    yield* walkFields(page.fields, page, null, 0);
  }
}

function* walkFields(fields, page, parent, depth) {
  for (const [index, field] of fields.entries()) {
    yield { field, page, parent, index, depth };
    if (field.fields?.length) yield* walkFields(field.fields, page, field, depth + 1);
  }
}

/** { field, page, parent, index, depth } of a name, or null. */
export function find(form, name) {
  for (const found of walk(form)) if (found.field.name === name) return found;
  return null;
}

export const pageOf = (form, id) => form.pages.find((page) => page.id === id) ?? null;
export const names = (form) => new Set([...walk(form)].map(({ field }) => field.name));

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

const RESERVED_PAGES = new Set(['check', 'discard', 'file', 'leave', 'submit']);

/** A page's id that no page has. */
export function freshPage(form, base) {
  const taken = new Set([...form.pages.map((page) => page.id), ...RESERVED_PAGES]);
  return freshName(taken, base || 'page');
}

/* Changing one thing */

const mapFields = (fields, change) => {
  let same = true;
  const changed = fields.flatMap((field) => {
    const inner = field.fields?.length ? mapFields(field.fields, change) : field.fields;
    const kept = inner === field.fields ? field : { ...field, fields: inner };
    const result = change(kept);
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

const inPages = (form, change) => mapPages(form, (page) => {
  const fields = mapFields(page.fields, change);
  return fields === page.fields ? page : { ...page, fields };
});

/** Change what a field says: title, description, required. */
export function setField(form, name, patch) {
  return inPages(form, (field) => (field.name === name ? { ...field, ...patch } : field));
}

/** Set one property of a field; null, '' and false take it away. */
export function setProperty(form, name, property, value) {
  return inPages(form, (field) => {
    if (field.name !== name) return field;
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
    required: false,
    properties: { ...(kind.defaults ?? {}) },
    ...(kind.nests ? { fields: [] } : {}),
  };
}

/** Put fields at { page, parent: name | null, index }. */
export function insert(form, fields, at) {
  const put = (list) => [...list.slice(0, at.index), ...fields, ...list.slice(at.index)];
  if (at.parent) {
    return inPages(form, (field) => (field.name === at.parent
      ? { ...field, fields: put(field.fields ?? []) } : field));
  }
  return mapPages(form, (page) => (page.id === at.page ? { ...page, fields: put(page.fields) } : page));
}

export function remove(form, wanted) {
  const gone = new Set(wanted);
  return inPages(form, (field) => (gone.has(field.name) ? null : field));
}

/** The outermost fields among some, in the form's order. */
export function outermost(form, wanted) {
  const chosen = new Set(wanted);
  const inside = new Set();
  const found = [];
  for (const { field, parent } of walk(form)) {
    if (parent && (inside.has(parent.name) || chosen.has(parent.name))) inside.add(field.name);
    else if (chosen.has(field.name)) found.push(field);
  }
  return found;
}

/** Move fields to a place; `index` counts in the list as it is before. */
export function move(form, wanted, at) {
  const moving = outermost(form, wanted);
  if (!moving.length) return form;
  const gone = new Set(moving.map((field) => field.name));
  for (const field of moving) {
    if (at.parent && (field.name === at.parent || contains(field, at.parent))) return form;
  }
  const list = at.parent ? find(form, at.parent)?.field.fields ?? [] : pageOf(form, at.page)?.fields;
  if (!list) return form;
  const index = list.slice(0, at.index).filter((field) => !gone.has(field.name)).length;
  return insert(remove(form, gone), moving, { ...at, index });
}

const contains = (field, name) => (field.fields ?? [])
  .some((inner) => inner.name === name || contains(inner, name));

/** Move fields one place up (-1) or down (+1), over the border of pages. */
export function shift(form, wanted, step) {
  const moving = outermost(form, wanted);
  if (!moving.length) return form;
  const edge = find(form, moving[step < 0 ? 0 : moving.length - 1].name);
  const list = edge.parent ? edge.parent.fields : edge.page.fields;
  const at = { page: edge.page.id, parent: edge.parent?.name ?? null };
  const next = edge.index + step;
  if (next >= 0 && next < list.length) {
    return move(form, wanted, { ...at, index: step < 0 ? next : next + 1 });
  }
  if (edge.parent) return form;
  const other = form.pages[form.pages.indexOf(edge.page) + step];
  if (!other) return form;
  return move(form, wanted, { page: other.id, parent: null, index: step < 0 ? other.fields.length : 0 });
}

/* Rules: what reads what */

/** A rule with each answer's name changed by `rename(name)`. */
export function mapRule(rule, rename) {
  if (Array.isArray(rule)) return rule.map((item) => mapRule(item, rename));
  if (rule === null || typeof rule !== 'object') return rule;
  return Object.fromEntries(Object.entries(rule).map(([op, given]) => {
    if (op !== 'var') return [op, mapRule(given, rename)];
    if (typeof given === 'string') return [op, rename(given)];
    if (!Array.isArray(given)) return [op, given];
    const [name, ...others] = given;
    return [op, [typeof name === 'string' ? rename(name) : name, ...others.map((one) => mapRule(one, rename))]];
  }));
}

/** The names that a rule reads. */
export function reads(rule) {
  const found = new Set();
  mapRule(rule, (name) => { found.add(name); return name; });
  return found;
}

const isRefusals = (value) => Array.isArray(value) && value.some((item) => item && typeof item === 'object' && 'when' in item);
const isRule = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/** Each rule of a form: { place, page, property, rule }. */
export function* rules(form) {
  for (const page of form.pages) {
    if (page.show) yield { place: page.id, page: page.id, property: 'show', rule: page.show };
    for (const one of page.refuse ?? []) {
      yield { place: page.id, page: page.id, property: 'refuse', rule: one.when };
    }
  }
  for (const { field, page } of walk(form)) {
    for (const [property, value] of Object.entries(field.properties ?? {})) {
      if (isRefusals(value)) {
        for (const one of value) yield { place: field.name, page: page.id, property, rule: one.when };
      } else if (isRule(value)) yield { place: field.name, page: page.id, property, rule: value };
    }
  }
}

/** Who reads an answer: [{ place, page, property, rule }]. */
export const dependents = (form, name) => [...rules(form)].filter(({ rule }) => reads(rule).has(name));

const mapRefusals = (list, rename) => list.map((one) => ({
  ...one,
  when: mapRule(one.when, rename),
  ...(one.fields ? { fields: one.fields.map(rename) } : {}),
}));

/** The names in the rules of one field changed. `fieldProperties`: names of other fields. */
function renameIn(field, rename, fieldProperties) {
  const properties = Object.fromEntries(Object.entries(field.properties ?? {}).map(([key, value]) => {
    if (isRefusals(value)) return [key, mapRefusals(value, rename)];
    if (isRule(value)) return [key, mapRule(value, rename)];
    if (fieldProperties.has(key) && typeof value === 'string') return [key, rename(value)];
    return [key, value];
  }));
  return { ...field, properties };
}

/** Give a field another name, in all rules too. */
export function rename(form, name, wanted, fieldProperties = new Set()) {
  if (name === wanted || !/^[A-Za-z_]\w*$/.test(wanted) || names(form).has(wanted)) return form;
  const change = (one) => (one === name ? wanted : one);
  const pages = form.pages.map((page) => ({
    ...page,
    show: page.show ? mapRule(page.show, change) : page.show,
    refuse: mapRefusals(page.refuse ?? [], change),
    fields: mapFields(page.fields, (field) => {
      const named = field.name === name ? { ...field, name: wanted } : field;
      return renameIn(named, change, fieldProperties);
    }),
  }));
  return { ...form, pages };
}

/* Copying */

/** Copies of fields with names that are free in the form; their own rules follow. */
export function copies(form, fields, fieldProperties = new Set()) {
  const taken = names(form);
  const given = new Map();
  const name = (list) => list.forEach((field) => {
    const fresh = freshName(taken, field.name);
    taken.add(fresh);
    given.set(field.name, fresh);
    if (field.fields) name(field.fields);
  });
  name(fields);
  const change = (one) => given.get(one) ?? one;
  const copy = (field) => {
    const made = renameIn({ ...field, name: given.get(field.name) }, change, fieldProperties);
    if (field.fields) made.fields = field.fields.map(copy);
    return made;
  };
  return fields.map(copy);
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

export function duplicatePage(form, id, title) {
  const index = form.pages.findIndex((page) => page.id === id);
  const page = form.pages[index];
  const copy = { ...page, id: freshPage(form, page.id), title, fields: copies(form, page.fields) };
  return { form: { ...form, pages: form.pages.toSpliced(index + 1, 0, copy) }, page: copy };
}

/* Searching */

const plain = (text) => String(text ?? '').normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();

/** Fields and pages that a text is found in: [{ place, page, title, found, field? }]. */
export function search(form, text, about = () => '') {
  const wanted = plain(text).trim().split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  const all = [
    ...form.pages.map((page) => ({ place: page.id, page: page.id, title: page.title, texts: [page.title, page.id, page.description] })),
    ...[...walk(form)].map(({ field, page }) => ({
      place: field.name, page: page.id, title: field.title || field.name, field,
      texts: [field.title, field.name, field.description, about(field),
        ...(Array.isArray(field.properties?.values) ? field.properties.values.map((one) => one.title) : [])],
    })),
  ];
  return all.filter(({ texts }) => {
    const inside = plain(texts.join(' '));
    return wanted.every((word) => inside.includes(word));
  });
}

/** Apply a problem's fix (OPERATION of the contract). */
export function apply(form, operation) {
  if (operation.op === 'remove') {
    return pageOf(form, operation.place) ? removePage(form, operation.place) : remove(form, [operation.place]);
  }
  if (operation.op === 'rename') return rename(form, operation.place, operation.value);
  if (operation.op !== 'set') return form;
  const { place, property, value } = operation;
  if (pageOf(form, place)) return setPage(form, place, { [property]: value });
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
