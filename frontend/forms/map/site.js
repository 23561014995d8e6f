/** What the site says: how the town's map is drawn, and where addresses are. */

/** Our script is at <site>/++plone++imio.guichet.forms/map.js. */
const here = (name) => new URL(`../${name}`, import.meta.url);

let settings = null;

/** The settings of the town's map; asked for once, again after a failure. */
export function townMap() {
  const address = here('@@guichet-map');
  address.searchParams.set('l', document.documentElement.lang);
  settings ??= fetch(address, { credentials: 'same-origin' })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error('no settings'))))
    .catch((error) => { settings = null; throw error; });
  return settings;
}

/** Addresses of a text (`q`) or of a position (`lat`, `lon`): {items} or {error}. */
export async function geocode(asked, signal) {
  const answer = await fetch(here('@@guichet-geocode'), {
    method: 'POST',
    body: new URLSearchParams(asked),
    credentials: 'same-origin',
    signal,
  });
  return answer.json();
}
