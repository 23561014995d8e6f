/** What has the focus is about to go: it moves to its neighbour, never to nowhere. */

const FOCUSABLE = 'input:not([type="hidden"]), select, textarea, button:not(:disabled), summary';

/** Call before an item of a list is taken away: the focus goes to the one after, or before. */
export function leaveTo(item) {
  const near = item.nextElementSibling ?? item.previousElementSibling;
  const around = item.parentElement?.closest('fieldset, [role="group"], dialog, aside, section');
  setTimeout(() => {
    if (document.activeElement && document.activeElement !== document.body) return;
    const inside = near?.isConnected ? (near.matches(FOCUSABLE) ? near : near.querySelector(FOCUSABLE)) : null;
    (inside ?? around?.querySelector(FOCUSABLE))?.focus();
  });
}
