/**
 * Finds the number that a challenge asks for: SHA-256 of salt + number. A worker, so that
 * the page goes on; our own SHA-256 (FIPS 180-4), as the browser's needs https and waits.
 */

const K = new Uint32Array(64);
const START = new Uint32Array(8);

/** The constants are bits of square and cube roots of the first primes. */
function constants() {
  const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) >>> 0;
  for (let found = 0, number = 2; found < 64; number += 1) {
    let prime = true;
    for (let factor = 2; factor * factor <= number; factor += 1) prime &&= number % factor !== 0;
    if (!prime) continue;
    if (found < 8) START[found] = fraction(Math.sqrt(number));
    K[found] = fraction(Math.cbrt(number));
    found += 1;
  }
}
constants();

const words = new Uint32Array(64);

function block(state, bytes, offset) {
  for (let i = 0; i < 16; i += 1) {
    const at = offset + i * 4;
    words[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let i = 16; i < 64; i += 1) {
    const a = words[i - 15];
    const b = words[i - 2];
    const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3);
    const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10);
    words[i] = (words[i - 16] + s0 + words[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + words[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  const add = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i += 1) state[i] = (state[i] + add[i]) | 0;
}

/** SHA-256 of ASCII text, in hexadecimal. */
export function sha256(text) {
  const size = text.length;
  const bytes = new Uint8Array(((size + 8) >> 6 << 6) + 64);
  for (let i = 0; i < size; i += 1) bytes[i] = text.charCodeAt(i);
  bytes[size] = 0x80;
  new DataView(bytes.buffer).setUint32(bytes.length - 4, size * 8);
  const state = START.slice();
  for (let offset = 0; offset < bytes.length; offset += 64) block(state, bytes, offset);
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('');
}

/** The proof that the server takes: JSON in base64; null when there is no such number. */
export function solve({ algorithm, challenge, salt, signature, maxnumber }) {
  for (let number = 0; number < maxnumber; number += 1) {
    if (sha256(salt + number) === challenge) {
      return btoa(JSON.stringify({ algorithm, challenge, salt, signature, number }));
    }
  }
  return null;
}

if (typeof self !== 'undefined' && typeof document === 'undefined') {
  self.onmessage = ({ data }) => self.postMessage(solve(data));
}
