/** Keyboard shortcuts: [command, keys as shown, matches(event), while typing too]. */

const mod = (event) => event.ctrlKey || event.metaKey;
const key = (event, wanted) => event.key.toLowerCase() === wanted;

export const SHORTCUTS = [
  ['undo', 'Ctrl Z', (e) => mod(e) && !e.shiftKey && key(e, 'z'), false],
  ['redo', 'Ctrl Y', (e) => mod(e) && (key(e, 'y') || (e.shiftKey && key(e, 'z'))), false],
  ['save', 'Ctrl S', (e) => mod(e) && key(e, 's'), true],
  ['search', 'Ctrl F', (e) => mod(e) && key(e, 'f'), true],
  ['palette', 'Alt A', (e) => e.altKey && key(e, 'a'), true],
  ['properties', 'Alt P', (e) => e.altKey && key(e, 'p'), true],
  ['preview', 'Alt V', (e) => e.altKey && key(e, 'v'), true],
  ['problems', 'Alt E', (e) => e.altKey && key(e, 'e'), true],
  ['help', 'Alt H', (e) => e.altKey && key(e, 'h'), true],
  ['up', 'Alt ↑', (e) => e.altKey && e.key === 'ArrowUp', false],
  ['down', 'Alt ↓', (e) => e.altKey && e.key === 'ArrowDown', false],
  ['copy', 'Ctrl C', (e) => mod(e) && key(e, 'c') && !String(getSelection()), false],
  ['cut', 'Ctrl X', (e) => mod(e) && key(e, 'x'), false],
  ['duplicate', 'Ctrl D', (e) => mod(e) && key(e, 'd'), false],
  ['remove', 'Suppr', (e) => e.key === 'Delete', false],
  ['all', 'Ctrl A', (e) => mod(e) && key(e, 'a'), false],
];

/** Keys that only the list of questions knows, for the help. */
export const LIST_KEYS = [
  ['keys_arrows', '↑ ↓'], ['keys_range', 'Maj ↑ ↓'], ['keys_space', 'Espace'],
  ['keys_in', 'Alt →'], ['keys_out', 'Alt ←'], ['keys_enter', 'Entrée'], ['keys_paste', 'Ctrl V'], ['keys_page', 'Ctrl ↑ ↓'],
];

const typing = (target) => target instanceof Element
  && Boolean(target.closest('input, textarea, select, [contenteditable="true"]'));

/** The command of a key, or ''. Browsers' own undo is left to the text that is typed. */
export function shortcut(event) {
  const busy = typing(event.target);
  const found = SHORTCUTS.find(([, , matches, always]) => (always || !busy) && matches(event));
  return found ? found[0] : '';
}
