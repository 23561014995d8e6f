/**
 * Save what is typed, a moment after the last key: a small post, one at a time. It
 * stops when another window saved the same page; without network it tries again.
 */

const QUIET = 1500;
const LONGEST = 10_000;
const RETRY = [5000, 10_000, 20_000, 40_000, 60_000];

export class Autosave {
  constructor(form) {
    this.form = form;
    this.visible = document.querySelector('[data-saved]');
    this.spoken = document.querySelector('[data-said]');
    this.failures = 0;
    this.sending = null;
    this.stopped = false;
    this.aborter = new AbortController();
  }

  start() {
    const { signal } = this.aborter;
    const typed = (event) => {
      if (event.target.type !== 'file') this.later(QUIET);
    };
    this.form.addEventListener('input', typed, { signal });
    this.form.addEventListener('change', typed, { signal });
    window.addEventListener('online', () => this.failures && this.save(), { signal });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden' && this.since) this.save();
    }, { signal });
  }

  /** Save in a while; typing on puts it off, for some seconds only. */
  later(wait) {
    if (this.stopped) return;
    this.since ??= Date.now();
    const left = Math.max(0, LONGEST - (Date.now() - this.since));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), this.failures ? wait : Math.min(wait, left));
  }

  /** No more saves from this page; resolves when the one under way has ended. */
  async stop() {
    this.end();
    await this.sending;
  }

  end() {
    this.stopped = true;
    this.since = null;
    clearTimeout(this.timer);
    this.aborter.abort();
  }

  save() {
    clearTimeout(this.timer);
    if (this.stopped) return this.sending;
    if (this.sending) {
      this.later(QUIET);
      return this.sending;
    }
    this.since = null;
    this.sending = this.post().finally(() => { this.sending = null; });
    return this.sending;
  }

  async post() {
    const typed = [...new FormData(this.form)].filter(([, value]) => typeof value === 'string');
    let response;
    let said = {};
    try {
      response = await fetch(this.form.action, {
        method: 'POST',
        body: new URLSearchParams(typed),
        headers: { 'X-Guichet-Autosave': '1' },
        credentials: 'same-origin',
        redirect: 'error',
        keepalive: true,
      });
      if (response.status >= 500) throw new Error('server');
      const isJson = response.headers.get('Content-Type')?.includes('json');
      if (isJson && response.status !== 204) said = await response.json();
      else if (response.status !== 204) said = { error: this.visible?.dataset.lost };
    } catch {
      this.failed();
      return;
    }
    if (response.status === 204) return;
    if (!response.ok || said.error) {
      this.end();
      this.tell(said.error ?? this.visible?.dataset.lost, true);
      return;
    }
    this.done(said);
  }

  done({ saved, version, url }) {
    const again = this.failures > 0 || !this.told;
    this.failures = 0;
    this.told = true;
    this.hidden('version', version);
    if (url && url !== this.form.action) {
      this.form.action = url;
      window.history.replaceState({ form: true }, '', url);
      this.form.dispatchEvent(new CustomEvent('g-moved'));
    }
    this.tell(saved, again);
  }

  failed() {
    this.failures += 1;
    if (this.failures === 1) this.tell(this.visible?.dataset.unsaved, true);
    this.since ??= Date.now();
    this.later(RETRY[Math.min(this.failures, RETRY.length) - 1]);
  }

  hidden(name, value) {
    let input = this.form.querySelector(`input[type=hidden][name="${name}"]`);
    if (!input) {
      input = document.createElement('input');
      Object.assign(input, { type: 'hidden', name });
      this.form.append(input);
    }
    input.value = value;
  }

  /** Shown each time; spoken the first time, and when something went wrong or well again. */
  tell(text, aloud) {
    if (this.visible) this.visible.textContent = text ?? '';
    if (aloud && this.spoken) this.spoken.textContent = text ?? '';
  }
}
