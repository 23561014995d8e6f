/**
 * Build the committed files of `src/imio/guichet/<room>/static` from their sources here.
 *
 *     node build.mjs            write them
 *     node build.mjs --check    only compare; fails when one differs
 *
 * One line per built file. JavaScript becomes one ES module without imports, CSS one
 * file without imports; both are minified. `copy: true` takes a file as it is.
 * Svelte components hold no style of their own; `.svg` files are taken in as text, and
 * so is what `texts` names.
 */

import { readFile, writeFile, mkdir } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import sveltePlugin from 'esbuild-svelte';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOMS = resolve(HERE, '../src/imio/guichet');

/** { in: source below frontend/, out: built file below src/imio/guichet/ } */
const ENTRIES = [
  { in: 'forms/forms.js', out: 'forms/static/forms.js' },
  { in: 'forms/map/map.js', out: 'forms/static/map.js', texts: ['.css'] },
  { in: 'forms/signature.js', out: 'forms/static/signature.js' },
  { in: 'forms/worker.js', out: 'forms/static/worker.js' },
  { in: 'studio/studio.js', out: 'forms/static/studio.js' },
  { in: 'studio/studio.css', out: 'forms/static/studio.css' },
  { in: 'desk/desk.css', out: 'desk/static/desk.css' },
  { in: 'portal/portal.css', out: 'portal/static/portal.css' },
  { in: 'portal/portal.js', out: 'portal/static/portal.js' },
];

/** What the oldest browsers we promise to serve understand. */
const TARGET = ['chrome111', 'edge111', 'firefox115', 'safari16.4'];

/** The bytes of a built file. */
async function made(entry) {
  const source = resolve(HERE, entry.in);
  if (entry.copy) return readFile(source);
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    minify: true,
    format: 'esm',
    target: TARGET,
    charset: 'utf8',
    legalComments: 'inline',
    loader: Object.fromEntries(['.svg', ...(entry.texts ?? [])].map((end) => [end, 'text'])),
    plugins: [sveltePlugin({
      compilerOptions: { css: 'injected' },
      filterWarnings: ({ code }) => code !== 'state_referenced_locally',
    })],
    mainFields: ['svelte', 'module', 'main'],
    conditions: ['svelte', 'browser', 'production'],
    // Files that CSS points at are served from where they are; modules are taken in.
    external: source.endsWith('.css')
      ? ['*.svg', '*.png', '*.jpg', '*.webp', '*.woff2', '++*'] : [],
    write: false,
    logLevel: 'warning',
  });
  return outputFiles[0].contents;
}

const check = process.argv.includes('--check');
let wrong = 0;
for (const entry of ENTRIES) {
  const target = resolve(ROOMS, entry.out);
  const bytes = Buffer.from(await made(entry));
  const present = await readFile(target).catch(() => null);
  const same = present !== null && bytes.equals(present);
  if (!same && check) {
    wrong += 1;
    console.error(`${relative(HERE, target)} is not what ${entry.in} builds: make frontend`);
  } else if (!same) {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes);
    console.log(`${entry.out}  ${bytes.length} bytes`);
  }
}
process.exitCode = wrong ? 1 : 0;
