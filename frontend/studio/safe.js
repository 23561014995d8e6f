/**
 * Simple HTML that managers wrote, made harmless for the studio's own page: the server
 * cleans it too, but a draft or a clipboard did not come from it. In the browser only.
 */

const ALLOWED = new Set(['P', 'BR', 'STRONG', 'B', 'EM', 'I', 'UL', 'OL', 'LI', 'A', 'H2', 'H3', 'H4', 'SPAN', 'DIV', 'BLOCKQUOTE', 'SMALL']);
const cache = new Map();

export function safe(html) {
  if (!html.includes('<') && !html.includes('&')) return html;
  if (cache.has(html)) return cache.get(html);
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  clean(parsed.body);
  const made = parsed.body.innerHTML;
  if (cache.size > 500) cache.clear();
  cache.set(html, made);
  return made;
}

function clean(node) {
  for (const child of [...node.childNodes]) {
    if (child.nodeType === Node.TEXT_NODE) continue;
    if (child.nodeType !== Node.ELEMENT_NODE || ['SCRIPT', 'STYLE', 'IFRAME', 'OBJECT', 'TEMPLATE', 'SVG', 'MATH'].includes(child.nodeName.toUpperCase())) {
      child.remove();
      continue;
    }
    clean(child);
    if (!ALLOWED.has(child.nodeName)) {
      child.replaceWith(...child.childNodes);
      continue;
    }
    for (const { name } of [...child.attributes]) {
      const keep = name === 'href' && child.nodeName === 'A' && /^(https?:|mailto:|tel:|\/|#|\.|resolveuid|\$\{options\.\w+\})/i.test(child.getAttribute(name));
      if (!keep) child.removeAttribute(name);
    }
  }
}
