/**
 * The state of the studio: the form with its history, what is selected, and how it is
 * saved. Components read it; only its methods change it.
 */

import { ApiError } from './api.js';
import * as history from './history.js';
import { plural, t } from './i18n.js';
import { labelsOf, makeKinds, typesOf } from './kinds.js';
import * as links from './links.js';
import * as model from './model.js';
import { TESTS } from './rules/operators.js';
import { readCondition, readValue } from './rules/sentence.js';
import { sayCondition, sayValue } from './rules/words.js';
import { optionLabels, optionTypes, PLACE } from './options.js';
import { safe } from './safe.js';

const SAVE_AFTER = 1000;
const CHECK_AFTER = 700;
const RETRY_AFTER = 5000;
const CLIPBOARD = 'guichet-studio-clipboard';

export class Editor {
  history = $state.raw(null);
  pageId = $state('');
  /** Places of the fields that are chosen. */
  selection = $state.raw([]);
  anchor = '';
  problems = $state.raw([]);
  said = $state.raw({});
  publication = $state.raw(null);
  languages = $state.raw([]);
  user = $state.raw({});
  /** loading | failed | saved | waiting | saving | offline | refused | conflict */
  status = $state('loading');
  message = $state('');
  savedAt = $state('');
  conflict = $state.raw(null);
  /** Text for screen readers, said when it changes. */
  announcement = $state('');
  library = $state.raw([]);
  /** The place to focus, '' for the page's title, when the count goes up. */
  focusPlace = '';
  /** Values of the form's options for this procedure: { values, version, author, when }. */
  optionValues = $state.raw({ values: {}, version: 0 });
  /** Types that an option may have: [{ id, title }]. */
  optionTypes = $state.raw([]);
  /** The option that somebody asked to see. */
  optionWanted = $state('');
  focusRequest = $state(0);
  /** Counts up when the title of what was just made is to be typed. */
  titleRequest = $state(0);
  kinds = $state.raw(makeKinds([], { everything: [], question: [], computed: [] }));
  canPaste = $state(false);

  constructor(api, data) {
    this.api = api;
    this.data = data;
    this.version = '';
    this.savedForm = null;
    /** Places of fields whose names follow their question's title until it is settled. */
    this.fresh = new Set();
    this.identities = new Map();
    this.renames = 0;
    this.draftKey = `guichet-studio:${data.url}`;
    this.canPaste = Boolean(store.get(CLIPBOARD));
  }

  get form() { return this.history?.form ?? { title: '', pages: [] }; }
  get page() { return model.pageOf(this.form, this.pageId) ?? this.form.pages[0] ?? null; }
  get dirty() { return this.history !== null && this.form !== this.savedForm; }
  get canUndo() { return Boolean(this.history?.past.length); }
  get canRedo() { return Boolean(this.history?.future.length); }

  walked = $derived.by(() => [...model.walk(this.form)]);
  byPlace = $derived.by(() => new Map(this.walked.map((found) => [found.place, found])));
  selected = $derived.by(() => this.selection.map((place) => this.byPlace.get(place)?.field).filter(Boolean));
  /** Titles, and types of answers, as rules at the form's own level read them, and those in each block. */
  labelsByBlock = $derived.by(() => perBlock(this.walked, (block) => ({ ...optionLabels(this.form), ...labelsOf(this.walked, this.kinds, block) })));
  typesByBlock = $derived.by(() => perBlock(this.walked, (block) => ({ ...optionTypes(this.form), ...typesOf(this.walked, this.kinds, block) })));
  /** The copies of the library's blocks, and those whose block is another by now. */
  copies = $derived.by(() => links.linksOf(this.form));
  blocksById = $derived.by(() => new Map(this.library.map((block) => [block.id, block])));
  outdated = $derived.by(() => this.copies.filter(({ block, version }) => (
    this.blocksById.has(block) && this.blocksById.get(block).version !== version)));
  problemsByPlace = $derived.by(() => {
    const found = new Map();
    for (const problem of this.problems) {
      const place = problem.place;
      found.set(place, [...(found.get(place) ?? []), problem]);
    }
    return found;
  });

  /* Loading and saving */

  async load() {
    this.status = 'loading';
    try {
      this.take(await this.api.load());
    } catch (error) {
      this.status = 'failed';
      this.message = this.explain(error);
    }
  }

  take(loaded) {
    this.kinds = makeKinds(loaded.kinds, loaded.common);
    this.languages = loaded.languages ?? [];
    this.user = loaded.user ?? {};
    this.publication = loaded.state;
    this.optionTypes = loaded.option_types ?? [];
    this.optionValues = loaded.options ?? this.optionValues;
    this.problems = loaded.problems ?? [];
    this.version = loaded.version;
    this.history = history.begin(loaded.form);
    this.savedForm = loaded.form;
    this.pageId = loaded.form.pages[0]?.id ?? '';
    this.status = 'saved';
    this.restoreDraft();
    this.checkSoon();
    this.loadLibrary();
  }

  labels(place = '') { return this.labelsByBlock.get(model.blockOf(place)) ?? this.labelsByBlock.get(''); }
  types(place = '') { return this.typesByBlock.get(model.blockOf(place)) ?? this.typesByBlock.get(''); }
  /**
   * The fields whose answers a rule at a place may read: those of its row, and the form's
   * up to its page; without that page's when `own` is false. `itself`: the place's own answer too.
   */
  readable(place, own = true, itself = false) {
    const block = model.blockOf(place);
    const page = model.pageOf(this.form, model.pageOfPlace(place)) ?? this.byPlace.get(place)?.page;
    const last = page ? this.form.pages.indexOf(page) - (own ? 0 : 1) : Infinity;
    return this.walked.filter((one) => (itself || one.place !== place) && (one.parent === '' || one.parent === block)
      && this.form.pages.indexOf(one.page) <= last);
  }
  /** The answer that a new line of a rule begins with: the last one before the place of the rule; '' for none. */
  firstRead(place, page = '', own = true, itself = false) {
    const types = this.types(place);
    const all = this.walked.map((found) => found.place);
    const found = this.readable(place, own, itself).filter(({ field }) => TESTS[types[field.name]]);
    if (itself && found.some((one) => one.place === place)) return this.byPlace.get(place).field.name;
    const at = page ? this.walked.findIndex((one) => one.page.id === page) : all.indexOf(place);
    const before = at < 0 ? found : found.filter((one) => all.indexOf(one.place) < at);
    return (before.at(-1) ?? found[0])?.field.name ?? '';
  }
  fieldReadAt(name, place) {
    return this.byPlace.get(model.placeIn(model.blockOf(place), name)) ?? this.byPlace.get(name) ?? null;
  }

  /** What people call a place: the title of a page, or of a question, with its block's. */
  titleOf(place) {
    if (place.startsWith(PLACE)) return this.labels()[place] ?? t('options');
    const id = model.pageOfPlace(place);
    if (id) return model.pageOf(this.form, id)?.title || id;
    const found = this.byPlace.get(place);
    if (!found) return place;
    const title = found.field.title || found.field.name;
    return found.parent ? `${this.titleOf(found.parent)} › ${title}` : title;
  }

  /* The library: copies of questions built once */

  async loadLibrary() {
    try { this.library = (await this.api.blocks()).items; } catch (error) { if (!(error instanceof ApiError)) throw error; }
  }

  /** Keep the chosen questions under a name; they are a copy of the new block. */
  async keepInLibrary(title) {
    const found = model.outermost(this.form, this.selection);
    const fields = links.forLibrary(found.map(({ field }) => field).map(({ library: _library, ...field }) => field), this.kinds.fieldProperties);
    const answer = await this.api.addBlock(title, fields);
    this.library = answer.items;
    this.change(links.link(this.form, found.map(({ place }) => place), this.blocksById.get(answer.id)), { label: t('step_library') });
    this.announce(t('library_added'));
  }

  /** Make the library's block what the form's copy is, with other chosen questions. */
  async changeInLibrary(copy) {
    const block = this.blocksById.get(copy.block);
    const places = new Set([...copy.fields.map(({ place }) => place), ...(this.selection.length > 1 ? this.selection : [])]);
    const found = model.outermost(this.form, places);
    const fields = links.forLibrary(found.map(({ field }) => field), this.kinds.fieldProperties);
    this.library = (await this.api.changeBlock(block.id, block.title, fields, block.version)).items;
    this.change(links.link(this.form, found.map(({ place }) => place), this.blocksById.get(block.id), copy.copy), { label: t('step_library') });
    this.announce(t('library_changed', { title: block.title }));
  }

  async renameInLibrary(block, title) {
    this.library = (await this.api.changeBlock(block.id, title, block.fields, block.version)).items;
    this.announce(t('library_renamed', { title }));
  }

  async removeFromLibrary({ id, title }) {
    this.library = (await this.api.removeBlock(id)).items;
    this.announce(t('library_taken_away', { title }));
  }

  takeBlock(block) { this.addFields(links.taken(block)); }

  keepCopy(copy) {
    this.change(links.keep(this.form, copy, this.blocksById.get(copy.block).version), { label: t('step_library') });
    this.announce(t('copy_kept'));
  }

  detachCopy(copy) {
    this.change(links.detach(this.form, copy), { label: t('step_library') });
    this.announce(t('copy_detached'));
  }

  /** The form as it would be with the library's block of now; `known`: the service's answer. */
  withChange(copy, known) {
    return links.update(this.form, copy, known, known.before[copy.version] ?? null, this.kinds.fieldProperties);
  }

  takeChange(copy, known) {
    this.change(this.withChange(copy, known), { label: t('step_library') });
    this.announce(t('copy_changed', { title: known.title }));
  }

  /** Put values of options in force; those of others are taken up when they came first. */
  async setOptionValues(values) {
    try {
      const { problems, ...found } = await this.api.setOptions(values, this.optionValues.version);
      this.optionValues = found;
      this.problems = problems ?? this.problems;
    } catch (error) {
      if (error instanceof ApiError && error.status === 409 && error.data.values) {
        const { values: stored, version, author, when } = error.data;
        this.optionValues = { values: stored, version, author, when };
      }
      throw error;
    }
  }

  /** What this browser kept when it could not reach the server. */
  restoreDraft() {
    const draft = store.getJson(this.draftKey);
    if (!draft?.form?.pages) return;
    if (draft.version === this.version) {
      this.change(draft.form, { label: t('step_restored') });
      this.announce(t('restored_draft'));
    } else {
      this.conflict = { form: this.form, version: this.version, author: '', when: '', mine: draft.form };
      this.status = 'conflict';
    }
  }

  /** The server's form changed by our own act (a revision restored): one step to undo. */
  replace(loaded, label) {
    this.version = loaded.version;
    this.publication = loaded.state;
    this.problems = loaded.problems ?? [];
    this.history = history.push(this.history, loaded.form, { label });
    this.savedForm = loaded.form;
    this.afterChange();
  }

  change(form, { label = '', key = '' } = {}) {
    const next = history.push(this.history, form, { label, key });
    if (next === this.history) return false;
    this.history = next;
    this.afterChange();
    return true;
  }

  afterChange() {
    if (!model.pageOf(this.form, this.pageId)) this.pageId = this.form.pages[0]?.id ?? '';
    const present = this.byPlace;
    const kept = this.selection.filter((place) => present.has(place));
    if (kept.length !== this.selection.length) this.selection = kept;
    if (this.status !== 'conflict') {
      this.status = 'waiting';
      clearTimeout(this.saveTimer);
      this.saveTimer = setTimeout(() => this.save(), SAVE_AFTER);
    }
    this.checkSoon();
  }

  async save() {
    clearTimeout(this.saveTimer);
    if (this.saving) { this.again = true; return this.saving; }
    if (!this.dirty || this.status === 'conflict') {
      if (this.status === 'waiting') this.status = 'saved';
      return undefined;
    }
    this.saving = this.saveNow();
    await this.saving;
    this.saving = null;
    if (this.again || (this.dirty && this.status === 'saved')) {
      this.again = false;
      return this.save();
    }
    return undefined;
  }

  async saveNow() {
    const form = this.form;
    this.status = 'saving';
    try {
      const answer = await this.api.save(form, this.version);
      this.version = answer.version;
      this.savedForm = form;
      this.savedAt = answer.saved ?? new Date().toISOString();
      if (answer.problems) this.problems = answer.problems;
      if (answer.state) this.publication = answer.state;
      else if (this.publication) this.publication = { ...this.publication, changed: true };
      this.message = '';
      this.status = 'saved';
      store.remove(this.draftKey);
    } catch (error) {
      store.setJson(this.draftKey, { form, version: this.version, when: new Date().toISOString() });
      this.failed(error);
    }
  }

  failed(error) {
    if (error instanceof ApiError && error.status === 409 && error.data.form) {
      this.conflict = { ...error.data, mine: this.form };
      this.status = 'conflict';
    } else if (error instanceof ApiError && error.status >= 400 && error.status < 500) {
      this.status = 'refused';
      this.message = this.explain(error);
    } else {
      this.status = 'offline';
      this.saveTimer = setTimeout(() => this.save(), RETRY_AFTER);
    }
  }

  /** Why a call failed, in words. */
  explain(error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 0) return t('error_offline');
    if (error.status === 401 || error.status === 403) return error.message || t('error_session');
    return error.message || t('error_server', { status: error.status });
  }

  takeTheirs() {
    const { form, version } = this.conflict;
    this.version = version;
    this.conflict = null;
    this.status = 'saved';
    store.remove(this.draftKey);
    this.history = history.push(this.history, form, { label: t('step_theirs') });
    this.savedForm = form;
    this.afterChange();
  }

  keepMine() {
    const { version, mine } = this.conflict;
    this.version = version;
    this.conflict = null;
    this.status = 'waiting';
    if (mine !== this.form) this.change(mine, { label: t('step_restored') });
    this.savedForm = null;
    return this.save();
  }

  checkSoon() {
    clearTimeout(this.checkTimer);
    this.checkTimer = setTimeout(() => this.check(), CHECK_AFTER);
  }

  async check() {
    const form = this.form;
    try {
      const answer = await this.api.check(form);
      if (form !== this.form) return;
      this.problems = answer.problems ?? [];
      this.said = answer.said ?? {};
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }

  undo() { this.travel(history.undo(this.history), 'undone'); }
  redo() { this.travel(history.redo(this.history), 'redone'); }

  travel(next, said) {
    if (next === this.history) { this.announce(t(`nothing_${said}`)); return; }
    const label = said === 'undone' ? next.future[0]?.label : next.past.at(-1)?.label;
    this.history = next;
    this.afterChange();
    this.announce(t(said, { label: label ?? '' }));
  }

  announce(text) {
    this.announcement = '';
    queueMicrotask(() => { this.announcement = text; });
  }

  /** The rule of a place in words. */
  say(rule, place = '') {
    if (rule === null || rule === undefined) return '';
    const labels = this.labels(place);
    const value = readValue(rule);
    return value.is === 'condition' || value.is === 'unknown' || typeof rule === 'boolean'
      ? sayCondition(readCondition(rule), labels, t) : sayValue(value, labels, t);
  }

  /** What the builder holds, in words. */
  sayDraft(draft, computes, place = '') {
    return computes ? sayValue(draft, this.labels(place), t) : sayCondition(draft, this.labels(place), t);
  }

  /** A manager's HTML, harmless for the studio's own page. */
  safe(html) { return safe(html ?? ''); }

  /* Selection */

  openPage(id) {
    this.pageId = id;
    this.selection = [];
    this.focusPlace = '';
  }

  select(place, { add = false, range = false, focus = false } = {}) {
    const found = this.byPlace.get(place);
    if (!found) return;
    if (found.page.id !== this.pageId) this.pageId = found.page.id;
    if (range && this.anchor) {
      const order = this.walked.filter(({ page }) => page.id === this.pageId).map((one) => one.place);
      const [from, to] = [order.indexOf(this.anchor), order.indexOf(place)].sort((a, b) => a - b);
      const range = from < 0 ? [] : order.slice(from, to + 1).filter((one) => one !== place);
      this.selection = [...range, place]; // the last one has the focus
    } else if (add) {
      this.selection = this.selection.includes(place)
        ? this.selection.filter((one) => one !== place) : [...this.selection, place];
      this.anchor = place;
    } else {
      this.selection = [place];
      this.anchor = place;
    }
    if (focus) { this.focusPlace = place; this.focusRequest += 1; }
    if (add || range) this.announce(plural('selected', this.selection.length));
  }

  /** Show a page or a field wherever it is, and put the focus there. */
  jump(place) {
    if (place.startsWith(PLACE)) { this.optionWanted = place.slice(PLACE.length) || ' '; return; }
    const id = model.pageOfPlace(place);
    if (this.byPlace.has(place)) this.select(place, { focus: true });
    else if (model.pageOf(this.form, id)) { this.openPage(id); this.focusRequest += 1; }
  }

  /* Fields */

  /** Where something new lands: in an empty block, after the selection, or at the end of the page. */
  landing(nests = false) {
    const last = this.byPlace.get(this.selection.at(-1));
    if (last && last.page.id === this.page?.id) {
      const empty = this.kinds.of(last.field)?.nests && !last.field.fields?.length;
      if (this.selection.length === 1 && empty && !nests) {
        return { page: last.page.id, parent: last.place, index: 0 };
      }
      const block = last.parent && nests ? this.byPlace.get(last.parent) : last;
      return { page: last.page.id, parent: block.parent, index: block.index + 1 };
    }
    return { page: this.page?.id ?? '', parent: '', index: this.page?.fields.length ?? 0 };
  }

  add(kind, at = null) {
    let form = this.form;
    if (!form.pages.length) {
      const made = model.addPage(form, t('first_page'));
      form = made.form;
      this.pageId = made.page.id;
    }
    const field = model.newField(form, kind);
    let to = at ?? (this.form.pages.length ? this.landing(kind.nests) : { page: this.pageId, parent: '', index: 0 });
    if (kind.nests && to.parent) {
      const block = model.find(form, to.parent);
      to = { page: to.page, parent: block.parent, index: block.index + 1 };
    }
    const place = model.placeIn(to.parent, field.name);
    this.fresh.add(place);
    this.change(model.insert(form, [field], to), { label: t('step_add', { title: kind.title }) });
    this.select(place);
    this.titleRequest += 1;
    this.announce(t('added', { title: kind.title }));
  }

  addFields(fields, at = null) {
    if (at?.parent && !model.fits(fields, at.parent)) {
      const block = this.byPlace.get(at.parent);
      at = { page: at.page, parent: block.parent, index: block.index + 1 };
    }
    let form = this.form;
    if (!form.pages.length) {
      const made = model.addPage(form, t('first_page'));
      form = made.form;
      this.pageId = made.page.id;
    }
    const nests = fields.some((field) => field.fields);
    const place = at ?? (this.form.pages.length ? this.landing(nests) : { page: this.pageId, parent: '', index: 0 });
    const made = model.copies(form, fields, this.kinds.fieldProperties, place.parent);
    this.change(model.insert(form, made, place), { label: plural('step_paste', made.length) });
    this.selection = made.map((field) => model.placeIn(place.parent, field.name));
    this.anchor = this.selection[0];
    this.focusSelection();
    this.announce(plural('pasted', made.length));
  }

  setTitle(place, title) {
    this.change(model.setField(this.form, place, { title }), { label: t('step_title'), key: `${place}.title` });
  }

  /** After a title was typed: a new question's name follows it. */
  settleName(place) {
    if (!this.fresh.has(place)) return;
    const found = this.byPlace.get(place);
    const wanted = model.slug(found?.field.title ?? '');
    if (!wanted) return;
    const taken = model.names(this.form);
    taken.delete(found.field.name);
    this.fresh.delete(place);
    this.rename(place, model.freshName(taken, wanted));
  }

  /** What stays the same of a question or page when it is renamed: its pane stays, and the focus in it. */
  identity(place) {
    if (!this.identities.has(place)) this.identities.set(place, this.identities.size + this.renames);
    return this.identities.get(place);
  }

  renamed(place, now) {
    this.identities.set(now, this.identity(place));
    this.identities.delete(place);
    this.renames += 1;
  }

  rename(place, wanted) {
    const form = model.rename(this.form, place, wanted, this.kinds.fieldProperties);
    if (form === this.form) return false;
    const now = model.placeIn(model.blockOf(place), wanted);
    const moved = (one) => (one === place ? now : one.startsWith(`${place}.`) ? now + one.slice(place.length) : one);
    this.renamed(place, now);
    const selection = this.selection.map(moved);
    this.fresh = new Set([...this.fresh].map(moved));
    this.history = history.push(this.history, form, { label: t('step_name') });
    this.selection = selection;
    this.anchor = moved(this.anchor);
    this.afterChange();
    return true;
  }

  setField(place, patch, key = '') {
    this.change(model.setField(this.form, place, patch), { label: t('step_change'), key: key && `${place}.${key}` });
  }

  setProperty(place, property, value) {
    const typed = typeof value === 'string' || Array.isArray(value);
    this.change(model.setProperty(this.form, place, property.name, value), {
      label: t('step_property', { title: property.title }), key: typed ? `${place}.${property.name}` : '' });
  }

  setOfMany(change) {
    let form = this.form;
    for (const place of this.selection) form = change(form, place);
    this.change(form, { label: t('step_change') });
  }

  /** Put the focus on the last of what is chosen. */
  focusSelection() {
    this.focusPlace = this.selection.at(-1) ?? '';
    this.focusRequest += 1;
  }

  remove() {
    const wanted = model.outermost(this.form, this.selection).map(({ place }) => place);
    if (!wanted.length) return;
    const { parent, page } = this.byPlace.get(wanted.at(-1));
    const list = this.walked.filter((one) => one.page === page && one.parent === parent);
    const last = list.findIndex(({ place }) => place === wanted.at(-1));
    const next = list.slice(last + 1).concat(list.slice(0, Math.max(last, 0)).reverse())
      .find(({ place }) => !wanted.includes(place))?.place ?? parent;
    this.change(model.remove(this.form, wanted), { label: plural('step_remove', wanted.length) });
    this.selection = next ? [next] : [];
    this.focusSelection();
    this.announce(plural('removed', wanted.length));
  }

  duplicate() {
    const found = model.outermost(this.form, this.selection);
    if (!found.length) return;
    const last = found.at(-1);
    this.addFields(found.map(({ field }) => field), { page: last.page.id, parent: last.parent, index: last.index + 1 });
  }

  shift(step) {
    if (!this.selection.length) return;
    const at = model.beside(this.form, this.selection, step);
    if (at) this.move(this.selection, at, { focus: true });
    else this.announce(t(step < 0 ? 'is_first' : 'is_last'));
  }

  /** Into the block that stands before, or after. */
  shiftIn() {
    const found = model.outermost(this.form, this.selection);
    if (!found.length || found[0].parent) return;
    const { fields } = found[0].page;
    const block = [fields[found[0].index - 1], fields[found.at(-1).index + 1]].find((one) => one && this.kinds.of(one)?.nests);
    if (!block) { this.announce(t('no_block')); return; }
    const index = fields.indexOf(block) < found[0].index ? block.fields?.length ?? 0 : 0;
    this.move(this.selection, { page: found[0].page.id, parent: block.name, index }, { focus: true });
  }

  /** Out of the block, after it. */
  shiftOut() {
    const block = this.byPlace.get(model.outermost(this.form, this.selection)[0]?.parent);
    if (block) this.move(this.selection, { page: block.page.id, parent: block.parent, index: block.index + 1 }, { focus: true });
  }

  move(wanted, at, { focus = false } = {}) {
    const made = model.relocate(this.form, wanted, at);
    if (!this.change(made.form, { label: t('step_move') })) return;
    this.selection = made.places;
    this.anchor = made.places[0];
    const found = this.byPlace.get(made.places[0]);
    if (!found) return;
    if (focus) { this.pageId = found.page.id; this.focusSelection(); }
    const where = found.parent ? this.titleOf(found.parent) : found.page.title || t('untitled');
    this.announce(t(found.parent ? 'moved_in' : 'moved_to', { place: found.index + 1, page: where }));
  }

  moveToPage(id) {
    const page = model.pageOf(this.form, id);
    if (page) this.move(this.selection, { page: id, parent: '', index: page.fields.length }, { focus: true });
  }

  moveToBlock(place) {
    const block = this.byPlace.get(place);
    if (block) this.move(this.selection, { page: block.page.id, parent: place, index: block.field.fields?.length ?? 0 }, { focus: true });
  }

  async copy() {
    const fields = model.outermost(this.form, this.selection).map(({ field }) => field);
    if (!fields.length) return;
    const text = model.toClip(fields);
    store.set(CLIPBOARD, text);
    this.canPaste = true;
    await navigator.clipboard?.writeText(text).catch(() => {});
    this.announce(plural('copied', fields.length));
  }

  async cut() {
    await this.copy();
    this.remove();
  }

  /** Paste fields; `text` is what the clipboard held, when the browser gave it. */
  paste(text = '') {
    const fields = model.fromClip(text) ?? model.fromClip(store.get(CLIPBOARD) ?? '');
    if (!fields) { this.announce(t('nothing_to_paste')); return; }
    this.addFields(fields);
  }

  fix(problem) {
    this.change(model.apply(this.form, problem.fix.operation, this.kinds.fieldProperties), { label: problem.fix.title });
    this.announce(t('fixed', { title: problem.fix.title }));
  }

  /* Pages */

  addPage(title = '') {
    const after = this.page?.id ?? null;
    const made = model.addPage(this.form, title || t('new_page', { number: this.form.pages.length + 1 }), after);
    this.change(made.form, { label: t('step_page_add') });
    this.fresh.add(made.page.id);
    this.openPage(made.page.id);
    this.titleRequest += 1;
  }

  /** After a title was typed: a new page's id follows it. */
  settlePage(id) {
    if (!this.fresh.has(id)) return;
    const others = { ...this.form, pages: this.form.pages.filter((page) => page.id !== id) };
    const wanted = model.slug(model.pageOf(this.form, id)?.title ?? '');
    if (!wanted || wanted === id) return;
    const now = model.freshPage(others, wanted);
    const form = model.renamePage(this.form, id, now);
    if (form === this.form) return;
    this.fresh.delete(id);
    this.renamed(`/${id}`, `/${now}`);
    const open = this.pageId === id;
    this.history = history.push(this.history, form, { label: t('step_page') });
    if (open) this.pageId = now;
    this.afterChange();
  }

  setPage(id, patch, key = '') {
    this.change(model.setPage(this.form, id, patch), { label: t('step_page'), key: key && `${id}.${key}` });
  }

  removePage(id) {
    const index = this.form.pages.findIndex((page) => page.id === id);
    this.change(model.removePage(this.form, id), { label: t('step_page_remove') });
    this.openPage((this.form.pages[index] ?? this.form.pages[index - 1])?.id ?? '');
    this.focusRequest += 1;
    this.announce(t('page_removed'));
  }

  movePage(id, index) {
    if (this.change(model.movePage(this.form, id, index), { label: t('step_page_move') })) {
      this.announce(t('page_moved', { number: index + 1 }));
    }
  }

  duplicatePage(id) {
    const page = model.pageOf(this.form, id);
    const made = model.duplicatePage(this.form, id, t('copy_of', { title: page.title }), this.kinds.fieldProperties);
    this.change(made.form, { label: t('step_page_add') });
    this.openPage(made.page.id);
  }
}

/** What `make(block)` gives for the form's own level and for each block. */
function perBlock(walked, make) {
  return new Map(['', ...walked.filter(({ field }) => field.fields).map(({ place }) => place)].map((block) => [block, make(block)]));
}

/** The browser's own storage; it may be full or forbidden. */
const store = {
  get(key) { try { return localStorage.getItem(key); } catch { return null; } },
  set(key, text) { try { localStorage.setItem(key, text); } catch { /* full */ } },
  remove(key) { try { localStorage.removeItem(key); } catch { /* forbidden */ } },
  getJson(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  setJson(key, data) { this.set(key, JSON.stringify(data)); },
};
