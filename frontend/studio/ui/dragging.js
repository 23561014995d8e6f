/** SortableJS moves elements itself; Svelte must find them where it put them. */

/** Put an element back as child number `index` of a list. */
export function put(list, item, index) {
  item.remove();
  const others = [...list.children].filter((child) => child.nodeType === 1);
  list.insertBefore(item, others[index] ?? null);
}
