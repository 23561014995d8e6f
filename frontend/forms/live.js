/**
 * The rules of one page, live: what is shown, what is required, what is computed, in the
 * rows of blocks too. The server gives `{today, types, answers, prices, order, fields}`:
 * see forms/live.py. What it makes of the same answers, this shows.
 */

import { evaluateAs, test } from '../rules/rules.js';
import { offer, pricesOf, settled } from './choices.js';
import { linksOf, spread, touches } from './depends.js';
import { answerOf, byCharacters } from './reading.js';
import { said, tell } from './writing.js';

const NONE = new Set();

/** Milliseconds that rows may take at once after a key. */
const SLICE = 6;

function same(one, other) {
  if (one === other) return true;
  if (one === null || other === null || typeof one !== 'object') return false;
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Show or hide a question; what is hidden is not posted. */
function reveal(question, visible) {
  if (question.visible === visible) return;
  const { wrapper } = question;
  question.visible = visible;
  if (wrapper.hidden === !visible) return;
  wrapper.hidden = !visible;
  if (wrapper.querySelector(':scope > [data-rows]')) {
    wrapper.disabled = !visible; // a fieldset: its rows go with it
    return;
  }
  for (const input of wrapper.querySelectorAll('input, select, textarea, button')) {
    input.disabled = !visible || input.hasAttribute('data-full');
  }
}

function require(question, required) {
  const { wrapper } = question;
  if (question.required === required) return;
  question.required = required;
  const optional = wrapper.querySelector('[data-optional]');
  if (optional) optional.hidden = required;
  const first = wrapper.querySelector('[name^="f."]');
  if (first && wrapper.localName !== 'fieldset') first.ariaRequired = required ? 'true' : null;
}

/** What the server tells of some fields, made ready once: the page's, or a block's. */
class Plan {
  constructor({ order, fields }, types, block = '') {
    const start = block && `${block}.`;
    this.order = order;
    this.fields = fields;
    this.links = linksOf(fields);
    this.types = Object.create(types);
    this.how = new Map(order.map((name) => {
      const { reading, unit, titles } = fields[name] ?? {};
      const parts = Object.keys(types).filter((one) => one.startsWith(`${start}${name}.`))
        .map((one) => one.slice(start.length));
      for (const one of block ? [name, ...parts] : []) this.types[one] = types[start + one];
      return [name, { kind: types[start + name], reading, unit, titles, parts }];
    }));
    this.outside = new Set(order.flatMap((name) => (
      [...this.links.answer.get(name) ?? []].filter((one) => !this.how.has(one)))));
    this.required = order.filter((name) => fields[name]?.require !== undefined);
  }
}

/** Questions whose rules read one another: those of the page, or of one row. */
class Group {
  constructor(plan, { start, answers, prices, options }, find) {
    this.plan = plan;
    this.start = start;
    this.answers = answers;
    this.prices = prices;
    this.options = { ...options, types: plan.types, prices };
    this.find = find;
    this.questions = new Map();
  }

  /** Where a question is, and its inputs: looked for once. */
  question(name) {
    let found = this.questions.get(name);
    if (!found) {
      const wrapper = this.find(this.start + name);
      const output = wrapper?.querySelector('output');
      const { yes, no } = output?.dataset ?? {};
      const how = this.plan.how.get(name);
      found = { wrapper, output, how: yes ? { ...how, titles: { true: yes, false: no } } : how };
      found.known = this.given && (!wrapper || wrapper.hasAttribute('data-locked'));
      this.questions.set(name, found);
    }
    if (found.wrapper && !found.inputs) {
      found.inputs = [...found.wrapper.querySelectorAll(`[name^="f.${this.start}${name}"]`)];
    }
    return found;
  }

  /** Evaluate the rules of one field. True when its answer, or its prices, moved. */
  evaluate(name) {
    const { answers, prices } = this;
    const { parts } = this.plan.how.get(name);
    const before = [answers[name] ?? null, prices[name], ...parts.map((one) => answers[one])];
    answers[name] = null;
    for (const one of parts) answers[one] = null;
    this.answer(name, this.question(name));
    return !same(answers[name] ?? null, before[0]) || !same(prices[name], before[1])
      || parts.some((one, at) => answers[one] !== before[at + 2]);
  }

  answer(name, question) {
    const { answers, prices, options, plan } = this;
    const { wrapper, known, how } = question;
    const rules = plan.fields[name] ?? {};
    const choosing = rules.depends !== undefined;
    let visible = rules.show === undefined || test(rules.show, answers, options);
    let whole = known ? this.given.answers[name] ?? null : null;
    if (visible && choosing && known) {
      whole = settled(whole, rules, answers, options);
      visible = whole !== undefined;
    } else if (visible && choosing && wrapper) {
      reveal(question, true);
      visible = offer(wrapper, rules, answers, options);
    }
    if (wrapper && (choosing || rules.show !== undefined)) reveal(question, visible);
    prices[name] = rules.prices ?? this.given?.prices?.[name];
    if (!visible) return;
    if (rules.compute !== undefined) {
      answers[name] = this.computed(rules.compute, how);
      this.tell(question, answers[name]);
    } else if (known) {
      answers[name] = whole;
      for (const one of how.parts) answers[one] = this.given.answers[one] ?? null;
    } else if (wrapper && how.kind) {
      const found = answerOf(wrapper, this.start + name, question.inputs, how);
      answers[name] = found.whole;
      for (const one of how.parts) answers[one] = found.parts[one.slice(name.length + 1)] ?? null;
      prices[name] = pricesOf(question.inputs, prices[name]);
    }
  }

  tell(question, value) {
    if (!question.output || same(question.told, value)) return;
    question.told = value;
    tell(question.output, said(value, question.how));
  }

  /** A computed value as the server holds it: of the field's kind, or none. */
  computed(rule, { kind, reading, titles }) {
    const rounded = reading === 'money' ? { round: [{ round: [rule, 4] }, 2] } : rule;
    const value = evaluateAs(kind, rounded, this.answers, this.options);
    if (value === null || value === '') return null;
    if (reading === 'whole' && !Number.isInteger(value)) return null;
    if (reading === 'consent') return value || null;
    if (kind === 'choice' && titles) return Object.hasOwn(titles, value) ? value : null;
    if (kind !== 'choices') return value;
    const known = [...new Set(value)].filter((key) => !titles || Object.hasOwn(titles, key));
    return known.length ? known.sort(byCharacters) : null;
  }

  requires(wanted) {
    const { required, links, fields } = this.plan;
    for (const name of required) {
      const question = this.question(name);
      if (!question.wrapper || !wanted(links.require.get(name))) continue;
      require(question, test(fields[name].require, this.answers, this.options));
    }
  }
}

/** The rows of a block, each a group of its own. */
class Block {
  constructor(live, name, rules) {
    this.live = live;
    this.name = name;
    this.plan = new Plan(rules, live.rules.types, name);
    this.known = new WeakMap();
    this.rows = [];
  }

  /** Take in rows that came, went or moved. */
  sync(wrapper) {
    this.stale = false;
    const box = wrapper.querySelector(':scope > [data-rows]');
    this.rows = [...box?.children ?? []].filter((one) => one.matches('[data-row]'))
      .map((element) => {
        if (!this.known.has(element)) this.known.set(element, this.made(element));
        return this.known.get(element);
      });
  }

  made(element) {
    const { live, name, plan } = this;
    const row = new Group(plan, {
      start: `${name}.${element.dataset.row}.`,
      answers: Object.create(live.page.answers),
      prices: Object.create(live.page.prices),
      options: live.options,
    }, (place) => element.querySelector(`[data-field="${place}"]`));
    return Object.assign(row, {
      id: element.dataset.row, moved: NONE, pending: NONE, fresh: true,
    });
  }

  settled() {
    for (const row of this.rows) row.moved = NONE;
  }

  /**
   * Evaluate what a change asks for, row by row. `all`: each rule of each row, at once;
   * else rows for which there is no time now wait for `Live.goOn`.
   */
  evaluate({ all, row: changed, name, time = SLICE }, moved) {
    const { order, links, outside } = this.plan;
    const touched = all || touches(outside, moved)
      ? order.filter((one) => all || touches(links.answer.get(one), moved)) : [];
    const end = performance.now() + time;
    this.waiting = false;
    for (const row of this.rows) {
      const now = all || row.fresh || row.id === changed;
      const seeds = new Set([...row.fresh ? order : touched, ...row.pending]);
      if (row.id === changed) seeds.add(name);
      if (seeds.size && !now && performance.now() > end) {
        row.pending = seeds;
        this.waiting = true;
      } else if (seeds.size) this.run(row, seeds);
    }
  }

  run(row, seeds) {
    const { order, links } = this.plan;
    row.pending = NONE;
    row.wants ||= row.fresh;
    row.moved = spread(order, links.answer, seeds, (one) => row.evaluate(one));
    if (row.moved.size || row.fresh) row.value = this.valueOf(row);
    row.fresh = false;
  }

  /** A row as rules of the page read it: never changed, made again. */
  valueOf(row) {
    const value = { id: row.id };
    for (const name of this.plan.order) {
      for (const one of [name, ...this.plan.how.get(name).parts]) {
        const answer = Object.hasOwn(row.answers, one) ? row.answers[one] : null;
        if (answer !== null && answer !== undefined) value[one] = answer;
      }
    }
    return value;
  }

  requires(moved, all) {
    for (const row of this.plan.required.length ? this.rows : []) {
      row.wants ||= row.pending.size > 0;
      if (row.pending.size) continue;
      row.requires((reads) => all || row.wants || touches(reads, row.moved) || touches(reads, moved));
      row.wants = false;
    }
  }
}

export class Live {
  constructor(form, rules) {
    this.form = form;
    this.rules = rules;
    this.options = { today: rules.today, memo: new WeakMap() };
    this.page = new Group(new Plan(rules, rules.types), {
      start: '',
      answers: Object.assign(Object.create(null), rules.answers),
      prices: Object.assign(Object.create(null), rules.prices),
      options: this.options,
    }, (place) => this.form.querySelector(`[data-field="${place}"]`));
    this.page.given = { answers: rules.answers, prices: rules.prices };
    this.blocks = new Map();
    for (const name of rules.order) {
      const inner = rules.fields[name];
      if (inner?.fields) this.blocks.set(name, new Block(this, name, inner));
    }
  }

  start() {
    this.watcher = new MutationObserver((records) => this.drawn(records));
    this.watcher.observe(this.form, { childList: true, subtree: true });
    for (const name of ['input', 'change']) {
      this.form.addEventListener(name, ({ target }) => this.typed(target));
    }
    // What is posted is what shows once each rule was evaluated.
    this.form.addEventListener('submit', () => this.timer && this.update(), { capture: true });
    this.update();
  }

  /** The page changed: look again for inputs, rows or questions where it did. */
  drawn(records) {
    for (const { target, addedNodes, removedNodes } of records) {
      const nodes = [...addedNodes, ...removedNodes].filter((node) => (
        node.matches?.('[name], [data-field]') || node.querySelector?.('[name], [data-field]')));
      const place = nodes.length && target.closest?.('[data-field]')?.dataset.field;
      const block = place && this.blocks.get(place);
      if (!nodes.length) continue;
      if (block && target.matches('[data-rows]')) block.stale = true;
      else if (!place || nodes.some((node) => node.matches('[data-field]'))) this.fresh = true;
      else this.forget(place);
    }
  }

  forget(place) {
    const [name, id, inner] = place.split('.');
    const group = inner ? this.blocks.get(name)?.rows.find((row) => row.id === id) : this.page;
    const question = group?.questions.get(inner ?? name);
    if (question) Object.assign(question, { inputs: null, visible: undefined });
  }

  /** One key: evaluate the field, and what reads it if its answer changed. */
  typed(target) {
    this.drawn(this.watcher.takeRecords());
    const place = target.closest?.('[data-field]')?.dataset.field;
    const [name, row, inner] = place?.split('.') ?? [];
    if (this.fresh || !this.page.plan.how.has(name)) this.update();
    else this.evaluate(new Set([name]), { row, name: inner });
  }

  /** Evaluate all rules, each after those it reads; a hidden answer is null. */
  update() {
    this.drawn(this.watcher.takeRecords());
    if (this.fresh !== false) {
      this.page.questions.clear();
      for (const block of this.blocks.values()) {
        block.known = new WeakMap();
        block.stale = true;
      }
    }
    this.fresh = false;
    this.evaluate(new Set(this.rules.order), { all: true });
  }

  /** Go on with the rows that wait, a slice at a time. */
  goOn() {
    clearTimeout(this.timer);
    this.timer = null;
    const late = [...this.blocks].filter(([, block]) => block.waiting).map(([name]) => name);
    if (late.length) this.evaluate(new Set(late), { time: 3 * SLICE });
  }

  evaluate(seeds, change) {
    const { order, links } = this.page.plan;
    const reads = this.reads ??= new Map(order.map((name) => [name, new Set([
      ...links.answer.get(name) ?? [], ...this.blocks.get(name)?.plan.outside ?? []])]));
    const moved = new Set();
    for (const block of this.blocks.values()) block.settled();
    spread(order, reads, seeds, (name) => {
      const block = this.blocks.get(name);
      if (!block) return this.page.evaluate(name);
      return this.rowsOf(block, seeds.has(name) ? change : {}, moved);
    }, moved);
    const all = change.all ?? false;
    this.page.requires((found) => all || touches(found, moved));
    for (const block of this.blocks.values()) block.requires(moved, all);
  }

  /** Evaluate a block. True when an answer in it moved, or its rows did. */
  rowsOf(block, change, moved) {
    const { answers, options } = this.page;
    const { show } = this.rules.fields[block.name];
    const question = this.page.question(block.name);
    const { wrapper } = question;
    const before = answers[block.name] ?? null;
    answers[block.name] = null;
    const visible = show === undefined || test(show, answers, options);
    if (wrapper && show !== undefined) reveal(question, visible);
    let rows = null;
    if (wrapper && visible) {
      if (block.stale !== false) block.sync(wrapper);
      block.evaluate(block.shown ? change : { all: true }, moved);
      rows = block.rows.length ? block.rows.map((row) => row.value) : null;
    }
    block.shown = visible;
    if (visible && block.waiting) {
      this.timer ??= setTimeout(() => this.goOn());
      rows = before; // the page reads its rows when each is done
    }
    answers[block.name] = rows;
    return rows?.length !== before?.length || (rows ?? []).some((row, at) => row !== before[at]);
  }
}
