import { isTest } from './files.ts';
import { type Importer, packageOf } from './imports.ts';
import type { Manifest } from './manifests.ts';

/**
 * A package declares what it imports: in `dependencies` what runs, in `devDependencies` at least, or in the root's, what
 * only its tests use. And it imports the workspace's packages that it declares; the root, whose tests, bench and checks
 * may import any, declares them all.
 */
export function findUndeclaredImports(manifests: readonly Manifest[], files: readonly Importer[]): string[] {
  const root = manifests.find((manifest) => manifest.folder === '');
  const shared = new Set(root && everyName(root));
  return manifests.flatMap((manifest) => {
    const own = files.filter((file) => ownerOf(file.path, manifests) === manifest);
    return own.length === 0 ? [] : [...undeclared(manifest, own, shared), ...unused(manifest, own)];
  });
}

function undeclared(manifest: Manifest, files: readonly Importer[], shared: ReadonlySet<string>): string[] {
  const running = new Set(Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }));
  const all = new Set(everyName(manifest));
  return files.flatMap(({ path, imports }) => {
    const isOnlyTested = manifest.folder === '' || isTest(path);
    const has = (name: string) => (isOnlyTested ? all.has(name) || shared.has(name) : running.has(name));
    const missing = new Set(imports.flatMap((specifier) => packageOf(specifier) ?? []).filter((name) => !has(name)));
    return [...missing].map(
      (name) => `${path} imports ${name}, which ${manifest.name} does not have among its ${kind(isOnlyTested)}: add it`,
    );
  });
}

const kind = (isOnlyTested: boolean) => (isOnlyTested ? 'devDependencies' : 'dependencies');

function unused(manifest: Manifest, files: readonly Importer[]): string[] {
  if (manifest.folder === '') return [];
  const imported = new Set(files.flatMap(({ imports }) => imports.map(packageOf)));
  return everyName(manifest)
    .filter((name) => name.startsWith('@tributary/') && !imported.has(name))
    .map((name) => `${manifest.folder}/package.json declares ${name}, which nothing there imports: remove it`);
}

const everyName = (manifest: Manifest) =>
  Object.keys({
    ...manifest.dependencies,
    ...manifest.optionalDependencies,
    ...manifest.devDependencies,
    ...manifest.peerDependencies,
  });

/** The package with the longest folder in which the file lies. */
const ownerOf = (path: string, manifests: readonly Manifest[]) =>
  manifests.find(({ folder }) => folder !== '' && path.startsWith(`${folder}/`)) ??
  manifests.find(({ folder }) => folder === '');
