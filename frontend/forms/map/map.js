/**
 * Maps of forms (`data-place`) and of dossiers (`data-map="latitude,longitude"`). Loaded by
 * the pages that have one; each is drawn when it comes into sight.
 */

import { draw, icon, marker } from './drawn.js';
import { Field } from './field.js';
import { position } from './pure.js';
import { townMap } from './site.js';

const CLOSE = 16;

function show(box, town) {
  const where = position(box.dataset.map);
  if (!where || !town.tiles) return;
  const put = (map) => {
    if (map) marker(where, { icon: icon(), keyboard: false, interactive: false }).addTo(map);
  };
  put(draw(box, town, {
    position: where,
    zoom: CLOSE,
    label: town.texts.shown,
    away: town.texts.unreachableShown,
    still: true,
  }, put));
}

async function begin(node) {
  try {
    const town = await townMap();
    if (node.hasAttribute('data-place')) new Field(node, town).start();
    else show(node, town);
  } catch {
    node.removeAttribute('data-map-begun'); // the words are there: nothing is missing
  }
}

/** A hidden box is never in sight: what is around it is watched. */
const watcher = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen) {
    if (!isIntersecting) continue;
    watcher.unobserve(target);
    const inside = target.hasAttribute('data-place') ? [target]
      : target.querySelectorAll(':scope > [data-map]');
    for (const node of inside) {
      if (!node.hasAttribute('data-map-begun')) {
        node.setAttribute('data-map-begun', '');
        begin(node);
      }
    }
  }
}, { rootMargin: '200px' });

export default function start(inside) {
  for (const node of inside.querySelectorAll('[data-place], [data-map]')) {
    if (node.hasAttribute('data-map-begun')) continue;
    watcher.observe(node.hasAttribute('data-place') ? node : node.parentElement);
  }
}

start(document);
