/** Menus made of <details>: Escape, a click elsewhere or another menu closes them. */
export function menus(root) {
  const close = (keep) => {
    for (const menu of root.querySelectorAll('details.g-menu[open]')) {
      if (menu !== keep) menu.open = false;
    }
  };
  root.addEventListener('click', (event) => close(event.target.closest('details.g-menu')));
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const menu = event.target.closest('details.g-menu[open]');
    if (menu) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  });
}
