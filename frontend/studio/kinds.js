/** What the server says of the kinds of fields, made easy to ask. Pure. */

export function makeKinds(kinds, common) {
  const byId = new Map(kinds.map((kind) => [kind.id, kind]));
  const groups = [];
  for (const kind of kinds) {
    let group = groups.find((one) => one.id === kind.group);
    if (!group) groups.push(group = { id: kind.group, title: kind.group_title, kinds: [] });
    group.kinds.push(kind);
  }

  const of = (field) => byId.get(field.kind) ?? null;

  /** The properties of a field, those of its kind first; each once. */
  function properties(field) {
    const kind = of(field);
    if (!kind) return [];
    const all = [
      ...common.everything.filter(({ section }) => section === 'rules'),
      ...kind.properties,
      ...(kind.asked ? common.question : []),
      ...(kind.asked ? common.computed : []),
      ...common.everything,
    ];
    const seen = new Set();
    return all.filter(({ name }) => !seen.has(name) && seen.add(name));
  }

  /** The properties worth showing now: some only mean something beside another, or outside a block. */
  function shown(field, inside = false) {
    const given = field.properties ?? {};
    return properties(field).filter(({ name }) => {
      if (given[name]) return true;
      if (inside && common.alone?.includes(name)) return false;
      if (name === 'visible') return !of(field).asked || Boolean(given.compute);
      if (name === 'prefill-name') return ['dossier', 'query'].includes(given.prefill);
      if (name === 'locked') return Boolean(given.prefill);
      return true;
    });
  }

  /** Names of properties that hold the name of another field. */
  const fieldProperties = new Set([...kinds.flatMap((kind) => kind.properties), ...common.question, ...common.everything]
    .filter((property) => property.editor === 'field').map((property) => property.name));

  const choicesOf = (field) => {
    const property = of(field)?.properties.find((one) => one.editor === 'choices');
    const value = property ? field.properties?.[property.name] : null;
    return Array.isArray(value) ? value : [];
  };

  return {
    groups,
    byId,
    of,
    properties,
    shown,
    fieldProperties,
    choicesOf,
    title: (field) => of(field)?.title ?? '',
    icon: (field) => of(field)?.icon ?? 'question-square',
    /** Type of the answer for rules: boolean, number, text, choice, choices, date, time, list, something; '' for none. */
    type: (field) => {
      const kind = of(field);
      if (!kind) return 'something';
      if (!kind.answer) return kind.asked ? 'something' : '';
      const answer = kind.answer;
      if (answer === 'text' && choicesOf(field).length) return 'choice';
      if (answer === 'file' || answer === 'place') return 'something';
      if (answer === 'rows') return 'list';
      return answer;
    },
    /** What rules may read of an answer besides the whole: [{ key, title, type }]. */
    parts: (field) => (of(field)?.parts ?? []).map(([key, title, type]) => ({ key, title, type })),
    isAsked: (field) => of(field)?.asked ?? true,
  };
}

/** The fields that rules in a block read by name, its own after the form's; '' for rules outside. */
const readIn = (walked, block) => [...walked.filter(({ parent }) => !parent),
  ...(block ? walked.filter(({ parent }) => parent === block) : walked.filter(({ parent }) => parent))];

/** Titles for sentences: by `name`, `name.part` and `name=key`. Outside of blocks, columns have theirs where the form has none. */
export function labelsOf(walked, kinds, block = '') {
  const labels = {};
  for (const { field, parent } of readIn(walked, block)) {
    if (parent && !block && field.name in labels) continue;
    labels[field.name] = field.title || field.name;
    for (const { key, title } of kinds.parts(field)) labels[`${field.name}.${key}`] = `${labels[field.name]} (${title})`;
    for (const choice of kinds.choicesOf(field)) labels[`${field.name}=${choice.key}`] = choice.title;
  }
  return labels;
}

/** Types of answers by the name under which rules in a block read them. */
export const typesOf = (walked, kinds, block = '') => Object.fromEntries(
  readIn(walked, block).filter(({ parent }) => !parent || block).flatMap(({ field }) => [
    [field.name, kinds.type(field)],
    ...kinds.parts(field).map(({ key, type }) => [`${field.name}.${key}`, type]),
  ]));
