/**
 * The question "where?": an address in words, which is enough; around it a search, the
 * device's position, and a map on which a point is placed.
 */

import { button, draw, element, icon, marker as markerAt } from './drawn.js';
import { position, proposal, reason, told, within, written } from './pure.js';
import { geocode } from './site.js';

const CLOSE = 17;
const SHORTEST = 3;
const DEVICE = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 };

export class Field {
  constructor(place, town) {
    this.place = place;
    this.town = town;
    this.texts = town.texts;
    this.address = place.querySelector('input[type=text]');
    this.parts = ['lat', 'lon'].map((name) => place.querySelector(`[data-place-part=${name}]`));
    this.said = place.querySelector('[role=status]');
    this.box = place.querySelector('[data-place-box]');
    this.acts = place.querySelector('.g-place__acts');
    this.found = element('div', { class: 'g-place__found' });
    this.said.after(this.found);
    this.proposed = null;
  }

  start() {
    const search = this.place.querySelector('[data-place-search]');
    const device = this.place.querySelector('[data-place-here]');
    if (this.town.geocode) {
      search.hidden = false;
      search.addEventListener('click', () => this.search());
    }
    if ('geolocation' in navigator && window.isSecureContext) {
      device.hidden = false;
      device.addEventListener('click', () => this.locate(device));
    }
    if (this.town.tiles) this.draw();
    // The point stays removable without a map.
    else this.tools(this.box);
  }

  get isAsked() {
    return !this.address.disabled;
  }

  get position() {
    return position(this.parts.map((part) => part.value).join(','));
  }

  /** Only the bounds asked for by the manager refuse a point; the server has the say. */
  refuses(where) {
    return this.place.hasAttribute('data-inside') && !within(this.town.bounds, where);
  }

  tell(text) {
    this.said.textContent = text;
  }

  // The map

  draw() {
    const area = element('div');
    this.box.hidden = false;
    this.box.replaceChildren(area);
    this.tools(this.box);
    const zoom = Number(this.place.dataset.zoom) || undefined;
    const again = (map) => {
      this.use(map);
      this.center.hidden = this.help.hidden = !map;
    };
    again(draw(area, this.town, {
      position: this.position ?? undefined,
      zoom: this.position ? Math.max(zoom ?? 0, CLOSE) : zoom,
      label: this.texts.map,
      away: this.texts.unreachable,
    }, again));
  }

  tools(box) {
    box.hidden = false;
    this.help = element('p', { class: 'g-small g-muted g-place__help' }, this.texts.help);
    this.center = button(this.texts.center, () => {
      const { lat, lng } = this.map.getCenter();
      this.choose([lat, lng]);
    });
    this.center.setAttribute('data-center', '');
    this.remove = button(this.texts.remove, () => this.clear());
    this.center.hidden = this.help.hidden = true;
    this.remove.hidden = !this.position;
    box.prepend(this.help);
    box.append(element('div', { class: 'g-cluster g-place__acts' }, this.center, this.remove));
  }

  use(map) {
    this.map = map;
    this.marker = null;
    if (!map) return;
    map.on('click', ({ latlng }) => this.choose([latlng.lat, latlng.lng]));
    this.pin();
  }

  /** Show the point where it is. */
  pin() {
    const where = this.position;
    this.remove.hidden = !where;
    if (!this.map) return;
    if (!where) {
      this.marker?.remove();
      this.marker = null;
    } else if (this.marker) {
      this.marker.setLatLng(where);
    } else {
      this.marker = markerAt(where, { icon: icon(), draggable: true, keyboard: false, autoPan: true })
        .addTo(this.map);
      this.marker.on('dragend', () => {
        const { lat, lng } = this.marker.getLatLng();
        this.choose([lat, lng]);
      });
    }
  }

  show(where) {
    this.map?.setView(where, Math.max(this.map.getZoom(), CLOSE));
  }

  // The point

  /** Keep a position; false when it is refused. */
  keep(where) {
    if (!this.isAsked) return false;
    if (where && this.refuses(where)) {
      this.pin();
      this.found.replaceChildren();
      this.tell(this.texts.outside);
      return false;
    }
    this.parts.forEach((part, n) => { part.value = where ? written(where[n]) : ''; });
    this.pin();
    this.changed();
    return true;
  }

  changed() {
    this.parts[0].dispatchEvent(new Event('change', { bubbles: true }));
  }

  clear() {
    this.aborter?.abort();
    this.found.replaceChildren();
    this.keep(null);
    this.tell(this.texts.removed);
    this.address.focus();
  }

  /** A point was placed: keep it, then find its address. */
  async choose(where, said = this.texts.placed) {
    if (!this.keep(where)) return;
    this.found.replaceChildren();
    this.tell(said);
    if (!this.town.geocode) return;
    const answer = await this.ask({ lat: written(where[0]), lon: written(where[1]) });
    const label = answer?.items?.[0]?.label;
    if (!label) return; // the point is kept: there is nothing to worry people with
    const what = proposal(this.address.value, this.proposed, label);
    if (what === 'fill') {
      this.write(label);
      this.tell(this.texts.filled);
    } else if (what === 'propose') {
      this.tell(told(this.texts.near, { address: label }));
      this.found.replaceChildren(button(this.texts.take, () => {
        this.write(label);
        this.found.replaceChildren();
        this.address.focus();
      }));
    }
  }

  write(label) {
    this.address.value = label;
    this.proposed = label;
    this.address.dispatchEvent(new Event('input', { bubbles: true }));
    this.address.dispatchEvent(new Event('change', { bubbles: true }));
  }

  // Where addresses are

  /** What the site answers; null when another question came since. */
  async ask(asked) {
    this.aborter?.abort();
    const aborter = new AbortController();
    this.aborter = aborter;
    try {
      const answer = await geocode(asked, aborter.signal);
      return aborter.signal.aborted ? null : answer;
    } catch {
      return aborter.signal.aborted ? null : { error: this.texts.away };
    }
  }

  async search() {
    this.found.replaceChildren();
    if (this.address.value.trim().length < SHORTEST) {
      this.tell(this.texts.empty);
      this.address.focus();
      return;
    }
    this.tell(this.texts.waiting);
    const answer = await this.ask({ q: this.address.value });
    if (!answer) return;
    if (answer.error) this.tell(answer.error);
    else if (!answer.items.length) this.tell(this.texts.none);
    else if (answer.items.length === 1) this.take(answer.items[0]);
    else this.offer(answer.items);
  }

  offer(items) {
    this.tell(this.texts.several);
    const list = element('ul', { class: 'g-place__list' });
    for (const item of items) {
      list.append(element('li', {}, button(item.label, () => {
        this.take(item);
        this.address.focus();
      })));
    }
    this.found.replaceChildren(list);
  }

  take({ label, latitude, longitude }) {
    const where = [latitude, longitude];
    if (!this.keep(where)) return;
    this.found.replaceChildren();
    this.write(label);
    this.show(where);
    this.tell(this.texts.placed);
  }

  locate(device) {
    device.disabled = true;
    this.tell(this.texts.waiting);
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      device.disabled = false;
      const where = [coords.latitude, coords.longitude];
      if (!this.refuses(where)) this.show(where);
      this.choose(where, this.texts.found);
    }, ({ code }) => {
      device.disabled = false;
      this.tell(this.texts[reason(code)]);
    }, DEVICE);
  }
}
