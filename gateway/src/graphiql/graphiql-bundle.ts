import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, version as esbuildVersion, type Plugin, stop } from 'esbuild';

const PACKAGE = fileURLToPath(new URL('../../', import.meta.url));
const CACHE = join(PACKAGE, 'node_modules/.cache/graphiql');

/** GraphiQL's editor does its work in the workers, each of them a bundle of its own. */
const ENTRIES = {
  page: join(PACKAGE, 'graphiql/page.js'),
  'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
  'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
  'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
};

/**
 * The folder of GraphiQL's files for the browser, bundled from the installed packages when they or the page have
 * changed since the last time. GraphiQL comes without files that a browser could load, other than from a CDN.
 */
export async function bundleGraphiQL(): Promise<string> {
  const folder = join(CACHE, await fingerprint());
  if (await exists(folder)) return folder;
  await mkdir(CACHE, { recursive: true });
  const unfinished = await mkdtemp(join(CACHE, 'unfinished-'));
  await bundle(unfinished);
  // Whole or not at all: another process may be doing the same.
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true }));
  return folder;
}

/** esbuild's own process, which takes 350 MB, would stay for the next time. */
async function bundle(outdir: string): Promise<void> {
  await build({
    absWorkingDir: PACKAGE,
    entryPoints: ENTRIES,
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    loader: { '.ttf': 'file' },
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [prettierAsModules],
    logLevel: 'silent',
  }).finally(stop);
}

/**
 * GraphiQL imports Prettier's parsers by old names that stand for CommonJS files. What `import()` answers of those has
 * no names in it once they are split from the page, so Prettier would be given no parser. The new names are modules.
 */
const prettierAsModules: Plugin = {
  name: 'prettier as modules',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^prettier\/parser-\w+$/ }, ({ path, kind, resolveDir }) =>
      resolve(path.replace('parser-', 'plugins/'), { kind, resolveDir }),
    );
  },
};

/** Of all that the bundle is made from. */
async function fingerprint(): Promise<string> {
  const require = createRequire(import.meta.url);
  const hash = createHash('sha256').update(esbuildVersion);
  for (const file of [ENTRIES.page, fileURLToPath(import.meta.url)]) hash.update(await readFile(file));
  for (const name of ['graphiql', 'react', 'react-dom', 'monaco-editor', 'monaco-graphql', 'graphql']) {
    hash.update(await readFile(join(dirname(require.resolve(`${name}/package.json`)), 'package.json')));
  }
  return hash.digest('hex').slice(0, 16);
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
