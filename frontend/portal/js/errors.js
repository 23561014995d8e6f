/** When a page comes back with errors, the reader is taken to their summary. */
export function errors(root) {
  root.querySelector('.g-errors')?.focus();
}
