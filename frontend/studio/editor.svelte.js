/**
 * The state of the studio: the form with its history, what is selected, and how it is
 * saved. Components read it; only its methods change it.
 */

import { ApiError } from './api.js';
import * as history from './history.js';
import { plural, t } from './i18n.js';
import { labelsOf, makeKinds } from './kinds.js';
import * as model from './model.js';
import { readCondition, readValue } from './rules/sentence.js';
import { sayCondition, sayValue } from './rules/words.js';
import { safe } from './safe.js';

const SAVE_AFTER = 1000;
const CHECK_AFTER = 700;
const RETRY_AFTER = 5000;
const CLIPBOARD = 'guichet-studio-clipboard';

export class Editor {
  history = $state.raw(null);
  pageId = $state('');
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
  /** Counts up when somebody asks to move the focus to what is selected. */
  focusRequest = $state(0);
  kinds = $state.raw(makeKinds([], { everything: [], question: [], computed: [] }));
  canPaste = $state(false);

  constructor(api, data) {
    this.api = api;
    this.data = data;
    this.version = '';
    this.savedForm = null;
    /** Names that follow their question's title until it is settled. */
    this.fresh = new Set();
    this.draftKey = `guichet-studio:${data.url}`;
    this.canPaste = Boolean(store.get(CLIPBOARD));
  }

  get form() { return this.history?.form ?? { title: '', pages: [] }; }
  get page() { return model.pageOf(this.form, this.pageId) ?? this.form.pages[0] ?? null; }
  get dirty() { return this.history !== null && this.form !== this.savedForm; }
  get canUndo() { return Boolean(this.history?.past.length); }
  get canRedo() { return Boolean(this.history?.future.length); }

  walked = $derived.by(() => [...model.walk(this.form)]);
  byName = $derived.by(() => new Map(this.walked.map((found) => [found.field.name, found])));
  labels = $derived.by(() => labelsOf(this.walked, this.kinds));
  types = $derived.by(() => Object.fromEntries(this.walked.map(({ field }) => [field.name, this.kinds.type(field)])));
  selected = $derived.by(() => this.selection.map((name) => this.byName.get(name)?.field).filter(Boolean));
  problemsByPlace = $derived.by(() => {
    const found = new Map();
    for (const problem of this.problems) {
      const place = problem.place || problem.page;
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
    this.problems = loaded.problems ?? [];
    this.version = loaded.version;
    this.history = history.begin(loaded.form);
    this.savedForm = loaded.form;
    this.pageId = loaded.form.pages[0]?.id ?? '';
    this.status = 'saved';
    this.restoreDraft();
    this.checkSoon();
  }

  /* The library: copies of questions built once */

  async loadLibrary() {
    try { this.library = (await this.api.blocks()).items; } catch { /* the palette goes without */ }
  }

  async keepInLibrary() {
    const fields = model.outermost(this.form, this.selection);
    const title = prompt(t('library_name'), fields[0].title);
    if (title !== null) await this.changeLibrary(() => this.api.addBlock(title, fields), t('library_added'));
  }

  async removeFromLibrary({ id, title }) {
    if (!confirm(`${t('library_remove', { title })} ?`)) return;
    await this.changeLibrary(() => this.api.removeBlock(id), t('library_removed'));
  }

  async changeLibrary(act, said) {
    try {
      this.library = (await act()).items;
      this.announce(said);
    } catch (error) {
      this.announce(this.explain(error));
      alert(this.explain(error));
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
    const present = this.byName;
    const kept = this.selection.filter((name) => present.has(name));
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

  /** A rule in words. */
  say(rule) {
    if (rule === null || rule === undefined) return '';
    const value = readValue(rule);
    return value.is === 'condition' || value.is === 'unknown' || typeof rule === 'boolean'
      ? sayCondition(readCondition(rule), this.labels, t) : sayValue(value, this.labels, t);
  }

  /** What the builder holds, in words. */
  sayDraft(draft, computes) {
    return computes ? sayValue(draft, this.labels, t) : sayCondition(draft, this.labels, t);
  }

  /** A manager's HTML, harmless for the studio's own page. */
  safe(html) { return safe(html ?? ''); }

  /* Selection */

  openPage(id) {
    this.pageId = id;
    this.selection = [];
  }

  select(name, { add = false, range = false, focus = false } = {}) {
    const found = this.byName.get(name);
    if (!found) return;
    if (found.page.id !== this.pageId) this.pageId = found.page.id;
    if (range && this.anchor) {
      const order = this.walked.filter(({ page }) => page.id === this.pageId).map(({ field }) => field.name);
      const [from, to] = [order.indexOf(this.anchor), order.indexOf(name)].sort((a, b) => a - b);
      this.selection = from < 0 ? [name] : order.slice(from, to + 1);
    } else if (add) {
      this.selection = this.selection.includes(name)
        ? this.selection.filter((one) => one !== name) : [...this.selection, name];
      this.anchor = name;
    } else {
      this.selection = [name];
      this.anchor = name;
    }
    if (focus) this.focusRequest += 1;
  }

  /** Show a page or a field wherever it is, and put the focus there. */
  jump(place) {
    if (this.byName.has(place)) this.select(place, { focus: true });
    else if (model.pageOf(this.form, place)) this.openPage(place);
  }

  /* Fields */

  /** Where something new lands: after the selection, or at the end of the page. */
  landing() {
    const last = this.byName.get(this.selection.at(-1));
    if (last && last.page.id === this.page?.id) {
      if (this.selection.length === 1 && this.kinds.of(last.field)?.nests && !last.field.fields?.length) {
        return { page: last.page.id, parent: last.field.name, index: 0 };
      }
      return { page: last.page.id, parent: last.parent?.name ?? null, index: last.index + 1 };
    }
    return { page: this.page?.id ?? '', parent: null, index: this.page?.fields.length ?? 0 };
  }

  add(kind, at = null) {
    let form = this.form;
    if (!form.pages.length) {
      const made = model.addPage(form, t('first_page'));
      form = made.form;
      this.pageId = made.page.id;
    }
    const field = model.newField(form, kind);
    const place = at ?? (this.form.pages.length ? this.landing() : { page: this.pageId, parent: null, index: 0 });
    if (kind.nests && place.parent) place.parent = null;
    this.fresh.add(field.name);
    this.change(model.insert(form, [field], place), { label: t('step_add', { title: kind.title }) });
    this.select(field.name, { focus: at === null });
    this.announce(t('added', { title: kind.title }));
  }

  addFields(fields, at = null) {
    let form = this.form;
    if (!form.pages.length) {
      const made = model.addPage(form, t('first_page'));
      form = made.form;
      this.pageId = made.page.id;
    }
    const place = at ?? (this.form.pages.length ? this.landing() : { page: this.pageId, parent: null, index: 0 });
    const made = model.copies(form, fields, this.kinds.fieldProperties);
    this.change(model.insert(form, made, place), { label: plural('step_paste', made.length) });
    this.selection = made.map((field) => field.name);
    this.anchor = this.selection[0];
    this.focusRequest += 1;
    this.announce(plural('pasted', made.length));
  }

  setTitle(name, title) {
    this.change(model.setField(this.form, name, { title }), { label: t('step_title'), key: `${name}.title` });
  }

  /** After a title was typed: a new question's name follows it. */
  settleName(name) {
    if (!this.fresh.has(name)) return;
    const wanted = model.slug(this.byName.get(name)?.field.title ?? '');
    if (!wanted) return;
    const taken = model.names(this.form);
    taken.delete(name);
    this.fresh.delete(name);
    this.rename(name, model.freshName(taken, wanted));
  }

  rename(name, wanted) {
    const form = model.rename(this.form, name, wanted, this.kinds.fieldProperties);
    if (form === this.form) return false;
    const selection = this.selection.map((one) => (one === name ? wanted : one));
    this.history = history.push(this.history, form, { label: t('step_name') });
    this.selection = selection;
    if (this.anchor === name) this.anchor = wanted;
    this.afterChange();
    return true;
  }

  setField(name, patch, key = '') {
    this.change(model.setField(this.form, name, patch), { label: t('step_change'), key: key && `${name}.${key}` });
  }

  setProperty(name, property, value) {
    const typed = typeof value === 'string' || Array.isArray(value);
    this.change(model.setProperty(this.form, name, property.name, value), {
      label: t('step_property', { title: property.title }), key: typed ? `${name}.${property.name}` : '' });
  }

  setOfMany(change) {
    let form = this.form;
    for (const name of this.selection) form = change(form, name);
    this.change(form, { label: t('step_change') });
  }

  remove() {
    const wanted = this.selection;
    if (!wanted.length) return;
    const list = this.walked.filter(({ page, depth }) => page.id === this.pageId && depth === 0);
    const last = list.findIndex(({ field }) => field.name === wanted.at(-1));
    const next = list.slice(last + 1).concat(list.slice(0, Math.max(last, 0)).reverse())
      .find(({ field }) => !wanted.includes(field.name));
    this.change(model.remove(this.form, wanted), { label: plural('step_remove', wanted.length) });
    this.selection = next ? [next.field.name] : [];
    this.focusRequest += 1;
    this.announce(plural('removed', wanted.length));
  }

  duplicate() {
    const fields = model.outermost(this.form, this.selection);
    if (!fields.length) return;
    const last = this.byName.get(fields.at(-1).name);
    this.addFields(fields, { page: last.page.id, parent: last.parent?.name ?? null, index: last.index + 1 });
  }

  shift(step) {
    if (!this.selection.length) return;
    const changed = this.change(model.shift(this.form, this.selection, step), { label: t('step_move') });
    const found = this.byName.get(this.selection[0]);
    if (found && found.page.id !== this.pageId) this.pageId = found.page.id;
    this.focusRequest += 1;
    if (changed) this.announce(t('moved_to', { place: found.index + 1, page: found.page.title }));
  }

  move(wanted, at) {
    if (!this.change(model.move(this.form, wanted, at), { label: t('step_move') })) return;
    this.selection = wanted;
    const found = this.byName.get(wanted[0]);
    if (found) this.announce(t('moved_to', { place: found.index + 1, page: found.page.title }));
  }

  moveToPage(id) {
    const page = model.pageOf(this.form, id);
    if (!page || !this.selection.length) return;
    this.move(this.selection, { page: id, parent: null, index: page.fields.length });
    this.pageId = id;
    this.focusRequest += 1;
  }

  async copy() {
    const fields = model.outermost(this.form, this.selection);
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
    this.change(model.apply(this.form, problem.fix.operation), { label: problem.fix.title });
    this.announce(t('fixed', { title: problem.fix.title }));
    this.jump(problem.place || problem.page);
  }

  /* Pages */

  addPage(title = '') {
    const after = this.page?.id ?? null;
    const made = model.addPage(this.form, title || t('new_page', { number: this.form.pages.length + 1 }), after);
    this.change(made.form, { label: t('step_page_add') });
    this.openPage(made.page.id);
    return made.page.id;
  }

  setPage(id, patch, key = '') {
    this.change(model.setPage(this.form, id, patch), { label: t('step_page'), key: key && `${id}.${key}` });
  }

  removePage(id) {
    const index = this.form.pages.findIndex((page) => page.id === id);
    this.change(model.removePage(this.form, id), { label: t('step_page_remove') });
    this.openPage((this.form.pages[index] ?? this.form.pages[index - 1])?.id ?? '');
  }

  movePage(id, index) {
    this.change(model.movePage(this.form, id, index), { label: t('step_page_move') });
  }

  duplicatePage(id) {
    const page = model.pageOf(this.form, id);
    const made = model.duplicatePage(this.form, id, t('copy_of', { title: page.title }));
    this.change(made.form, { label: t('step_page_add') });
    this.openPage(made.page.id);
  }
}

/** The browser's own storage; it may be full or forbidden. */
const store = {
  get(key) { try { return localStorage.getItem(key); } catch { return null; } },
  set(key, text) { try { localStorage.setItem(key, text); } catch { /* full */ } },
  remove(key) { try { localStorage.removeItem(key); } catch { /* forbidden */ } },
  getJson(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  setJson(key, data) { this.set(key, JSON.stringify(data)); },
};
