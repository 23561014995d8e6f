/** Buttons that only a browser can serve: print, copy; forms are sent once. */
export function buttons(root) {
  root.addEventListener('click', async (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    if (button.dataset.print) window.print();
    if (button.dataset.copy) {
      const label = button.querySelector('span');
      const before = label.textContent;
      try {
        await navigator.clipboard.writeText(
          root.querySelector(button.dataset.copy).textContent.trim(),
        );
        label.textContent = button.dataset.copied;
        setTimeout(() => { label.textContent = before; }, 2500);
      } catch {
        window.getSelection().selectAllChildren(root.querySelector(button.dataset.copy));
      }
    }
  });
  window.addEventListener('beforeprint', () => {
    for (const details of root.querySelectorAll('details.g-details')) details.open = true;
  });
  root.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.method !== 'post' || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'true';
    setTimeout(() => { delete form.dataset.sent; }, 4000);
  });
}
