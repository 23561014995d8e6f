/**
 * Suggestions under a search field: an ARIA combobox whose options are links.
 * The form stays what it is: Enter without a choice searches.
 */

const WAIT = 150;
const LEAST = 2;
let lists = 0;

export function suggest(form) {
  const input = form.querySelector('input[type="search"]');
  const list = document.createElement('ul');
  list.className = 'g-suggest';
  list.id = `g-suggest-${(lists += 1)}`;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', form.querySelector('label').textContent.trim());
  list.hidden = true;
  form.append(list);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-expanded', 'false');

  let timer;
  let asked = '';
  let chosen = -1;

  const show = (open) => {
    list.hidden = !open;
    input.setAttribute('aria-expanded', String(open));
    if (!open) choose(-1);
  };

  const choose = (position) => {
    chosen = position;
    [...list.children].forEach((option, index) => {
      option.setAttribute('aria-selected', String(index === position));
    });
    if (position < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', list.children[position].id);
  };

  const fill = (found) => {
    list.replaceChildren(
      ...found.map((item, index) => {
        const option = document.createElement('li');
        option.id = `${list.id}-${index}`;
        option.setAttribute('role', 'option');
        option.setAttribute('aria-selected', 'false');
        option.dataset.url = item.url;
        const category = document.createElement('small');
        category.textContent = item.category;
        option.append(item.title, category);
        return option;
      }),
    );
    show(found.length > 0 && document.activeElement === input);
  };

  const ask = async () => {
    const query = input.value.trim();
    if (query === asked) return;
    asked = query;
    if (query.length < LEAST) {
      show(false);
      return;
    }
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(query)}`);
      if (answer.ok && query === asked) fill(await answer.json());
    } catch {
      show(false);
    }
  };

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener('keydown', (event) => {
    const last = list.children.length - 1;
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      show(false);
    } else if (event.key === 'ArrowDown' && last >= 0) {
      event.preventDefault();
      show(true);
      choose(chosen >= last ? 0 : chosen + 1);
    } else if (event.key === 'ArrowUp' && !list.hidden) {
      event.preventDefault();
      choose(chosen <= 0 ? last : chosen - 1);
    } else if (event.key === 'Enter' && chosen >= 0) {
      event.preventDefault();
      window.location.assign(list.children[chosen].dataset.url);
    }
  });
  input.addEventListener('blur', () => setTimeout(() => show(false), 150));
  list.addEventListener('mousedown', (event) => {
    const option = event.target.closest('[role="option"]');
    if (option) {
      event.preventDefault();
      window.location.assign(option.dataset.url);
    }
  });
}
