/** What maps decide, apart from pages: positions are [latitude, longitude] in degrees. */

/** The numbers of "50.41,4.44"; null for anything else. */
export function position(text) {
  const found = String(text ?? '').split(',').map((part) => (part.trim() ? Number(part) : NaN));
  const good = found.length === 2 && found.every(Number.isFinite)
    && Math.abs(found[0]) <= 90 && Math.abs(found[1]) <= 180;
  return good ? found : null;
}

/** Whether a position is within [[south, west], [north, east]]; without bounds it is. */
export function within(bounds, [latitude, longitude]) {
  if (!bounds) return true;
  const [[south, west], [north, east]] = bounds;
  return south <= latitude && latitude <= north && west <= longitude && longitude <= east;
}

/** A position as it is sent to the server: six decimals, a decimetre. */
export const written = (degrees) => degrees.toFixed(6);

/** The name of the text that tells why the device gave no position. */
export const reason = (code) => (code === 1 ? 'denied' : 'failed');

/** Two addresses that are the same for people. */
export function same(one, other) {
  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  return plain(one) === plain(other);
}

/**
 * What to do with the address of a point that was placed: "fill" an empty answer or one
 * that we had proposed, "keep" it when it says the same, "propose" beside what was typed.
 */
export function proposal(typed, proposed, found) {
  if (!found) return 'keep';
  if (!typed.trim() || typed === proposed) return 'fill';
  return same(typed, found) ? 'keep' : 'propose';
}

/** A text with its ${names} replaced. */
export function told(text, names = {}) {
  return text.replace(/\$\{(\w+)\}/g, (whole, name) => names[name] ?? whole);
}
