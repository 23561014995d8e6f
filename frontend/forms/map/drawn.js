/** A map in a box: the town's tiles, or a quiet note when they cannot be had. */

import leafletStyle from 'leaflet/dist/leaflet.css';
import {
  attribution as attributionOf, createMap, divIcon, marker, tileLayer, tileLayerWMS,
  toLatLngBounds, zoomButtons,
} from './leaflet.js';
import ownStyle from './map.css';
import pin from './pin.svg';

const PATIENCE = 8000;
const MOST_ZOOM = 19;
/** Leaflet asks no picture for a tile that failed. */
const NOTHING = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';

let styled = false;

/** A style made by a script: the page's policy of contents has nothing to allow. */
function style() {
  if (styled) return;
  styled = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(leafletStyle + ownStyle);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export function button(text, act, quiet = true) {
  const made = element('button', {
    type: 'button',
    class: `g-btn g-btn--${quiet ? 'quiet' : 'secondary'} g-btn--small`,
  }, text);
  made.addEventListener('click', act);
  return made;
}

function tiles({ tiles: url, layers, attribution, attributionUrl }) {
  const link = element('a', { href: attributionUrl, rel: 'noopener' }, attribution || attributionUrl);
  const credit = attributionUrl ? link : element('span', {}, attribution);
  const options = {
    maxZoom: MOST_ZOOM,
    attribution: credit.outerHTML,
    errorTileUrl: NOTHING,
    // Tile servers ask to know the site; pages of dossiers would not tell it.
    referrerPolicy: 'strict-origin-when-cross-origin',
  };
  if (!layers) return tileLayer(url, options);
  return tileLayerWMS(url, { ...options, layers, format: 'image/png', version: '1.3.0' });
}

/** Tell once, through `away`, that no tile comes. */
function watch(layer, away) {
  let came = 0;
  let timer = setTimeout(away, PATIENCE);
  const settle = () => clearTimeout(timer);
  layer.on('tileload', ({ tile }) => {
    if (tile.src === NOTHING) return;
    came += 1;
    settle();
  });
  layer.on('tileerror', () => {
    if (came) return;
    settle();
    timer = setTimeout(() => { if (!came) away(); }, 300);
  });
  layer.on('remove', settle);
}

export function icon() {
  return divIcon({ className: 'g-map__pin', html: pin, iconSize: [36, 44], iconAnchor: [18, 42] });
}

/**
 * Draw the town's map in a box. `options`: position and zoom at first, `label` of the
 * map, `away` text of the note, `still` for a map that is only looked at. Returns
 * Leaflet's map, or null while tiles are away (`again` is called when one tries anew).
 */
export function draw(box, town, options, again) {
  style();
  const { texts } = town;
  const canvas = element('div', {
    class: `g-map${options.still ? ' g-map--still' : ''}`,
    role: options.still ? 'group' : 'application',
    'aria-label': options.label,
  });
  box.replaceChildren(canvas);
  box.hidden = false;
  if (!options.still) {
    canvas.append(
      element('span', { class: 'g-map__cross', 'aria-hidden': 'true' }),
      element('span', { class: 'g-map__keys', 'aria-hidden': 'true' }, texts.keys),
    );
  }
  const bounds = town.bounds && toLatLngBounds(town.bounds);
  const map = createMap(canvas, {
    center: options.position ?? town.center,
    zoom: options.zoom ?? town.zoom,
    maxZoom: MOST_ZOOM,
    maxBounds: bounds && !options.still ? bounds.pad(0.3) : null,
    zoomControl: false,
    scrollWheelZoom: false,
    attributionControl: false,
  });
  if (bounds && !options.still) map.setMinZoom(Math.max(1, map.getBoundsZoom(bounds) - 1));
  attributionOf({ prefix: false }).addTo(map);
  zoomButtons({ zoomInTitle: texts.zoomIn, zoomOutTitle: texts.zoomOut }).addTo(map);
  // Two fingers or the wheel move the page until one has begun to use the map.
  map.on('click', () => map.scrollWheelZoom.enable());
  const layer = tiles(town);
  watch(layer, () => {
    map.remove();
    const note = element('p', { class: 'g-map__away' }, options.away, ' ');
    note.append(button(texts.retry, () => again(draw(box, town, options, again))));
    box.replaceChildren(note);
    again(null);
  });
  layer.addTo(map);
  return map;
}

export { marker };
