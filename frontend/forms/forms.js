/**
 * A form's page: rules live while people type, the next page without a whole one,
 * sent once. Without this file all works as well: the server decides in any case.
 */

import { Autosave } from './autosave.js';
import { choices, dress } from './choices.js';
import { Files } from './files.js';
import { Live } from './live.js';
import { proof } from './proof.js';
import { Rows } from './rows.js';

const root = document.getElementById('g-form');
const FRAGMENT = 'X-Guichet-Fragment';

/** The page's address without what follows "#". */
const address = () => window.location.pathname + window.location.search;
let shown = address();
let saver = null;
let worker = null;
let files = null;
let live = null;
let rows = null;

/** Load what few pages need, from beside this file, and start it in the form. */
async function load(name, inside) {
  const url = new URL(name + new URL(import.meta.url).search, import.meta.url);
  const part = await import(url);
  part.default(inside);
}

/** Signatures and maps are drawn by files of their own. */
function parts(inside) {
  if (inside.querySelector('[data-place], [data-map]')) load('map.js', inside);
  if (inside.querySelector('[data-signature]')) load('signature.js', inside);
}

/** Make a row that has just come work. */
function came(row) {
  dress(row);
  parts(row);
  files.hide(row);
}

/** Make a page that has just arrived work. */
function start() {
  parts(root);
  const form = root.querySelector('form[data-form]');
  if (!form) return;
  choices(form);
  const rules = form.querySelector('script[data-rules]');
  live = rules && new Live(form, JSON.parse(rules.textContent));
  live?.start();
  rows = new Rows(form, came);
  rows.start();
  files = new Files(form, () => saver?.stop(), arrived);
  files.start();
  for (const link of form.querySelectorAll('[data-errors] a')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      document.getElementById(link.hash.slice(1))?.focus();
    });
  }
  form.addEventListener('submit', (event) => send(event, form));
  watch(form);
  worker = proof(form);
  form.addEventListener('g-moved', () => { shown = address(); });
}

/** Save what is typed from now on. */
function watch(form) {
  saver = form.hasAttribute('data-autosave') ? new Autosave(form) : null;
  saver?.start();
}

/** The page was saved, and is not shown again: only its address and hour changed. */
function arrived(page) {
  const form = root.querySelector('form[data-form]');
  const [fresh, saved] = [page.querySelector('form[data-form]'), root.querySelector('[data-saved]')];
  form.action = fresh.action;
  for (const input of fresh.querySelectorAll(':scope > input[type=hidden]')) {
    const present = [...form.querySelectorAll('input[type=hidden]')]
      .find(({ name }) => name === input.name);
    if (present) present.value = input.value;
    else form.append(input);
  }
  const said = page.querySelector('[data-saved]');
  if (saved && said) saved.textContent = said.textContent;
  else if (said) form.after(said.parentElement);
  window.history.replaceState({ form: true }, '', page.dataset.url);
  shown = address();
  rows.forget();
  parts(form);
  watch(form);
}

function busy(form, on) {
  form.toggleAttribute('data-sending', on);
  form.setAttribute('aria-busy', String(on));
}

/** Post a page once; show the answer here. A failure falls back on a plain post. */
async function send(event, form) {
  if (form.hasAttribute('data-sending')) {
    event.preventDefault();
    return;
  }
  busy(form, true);
  const { submitter } = event;
  if (worker && !worker.isDone) {
    event.preventDefault();
    await worker.wait();
    plain(form, submitter);
    return;
  }
  if (!form.querySelector('[data-field]') || !window.fetch) return; // a whole page comes
  event.preventDefault();
  await files.busy;
  await saver?.stop(); // it may still be making the draft
  const data = new FormData(form, submitter);
  const multipart = form.enctype === 'multipart/form-data';
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      body: multipart ? data : new URLSearchParams(data),
      headers: { [FRAGMENT]: '1' },
      credentials: 'same-origin',
    });
    const text = await response.text();
    const page = new DOMParser().parseFromString(text, 'text/html')
      .querySelector('[data-url]');
    if (!page) throw new Error('not a fragment');
    show(page);
  } catch {
    plain(form, submitter);
  }
}

/** Post as without this script: the browser tells itself when the network is down. */
function plain(form, submitter) {
  if (submitter?.name) {
    const chosen = document.createElement('input');
    Object.assign(chosen, { type: 'hidden', name: submitter.name, value: submitter.value });
    form.append(chosen);
  }
  form.submit();
}

function show(page) {
  const { url, title, back } = page.dataset;
  if (!page.firstElementChild) {
    window.location.assign(url);
    return;
  }
  root.replaceChildren(...page.childNodes);
  const [, ...rest] = document.title.split(' – ').slice(-2);
  document.title = [title, ...rest].join(' – ');
  if (back) window.history.replaceState({ form: true }, '', back);
  if (url && url !== window.location.href) window.history.pushState({ form: true }, '', url);
  shown = address();
  start();
  const first = ['[data-errors]', '.g-note[tabindex]', '[data-heading]']
    .map((selector) => root.querySelector(selector)).find(Boolean);
  first?.focus({ preventScroll: true });
  root.scrollIntoView({ block: 'start' });
}

if (root) {
  start();
  root.querySelector('[data-errors]')?.focus();
  // Earlier pages come from the server, with what was saved in them.
  window.addEventListener('popstate', () => {
    if (address() !== shown) window.location.reload();
  });
  // A page shown again from the browser's memory may be sent again.
  window.addEventListener('pageshow', (event) => {
    const form = root.querySelector('form[data-sending]');
    if (event.persisted && form) busy(form, false);
    live?.update(); // what was typed before may be back
  });
}
