import type { Lockfile, Manifest } from './manifests.ts';

const EXACT = /^\d+\.\d+\.\d+(-[\w.-]+)?$/;
const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

/** Every version is exact and locked, and GraphQL is on 16: Apollo's gateway and planner do not run with 17. */
export function findLooseVersions(manifests: readonly Manifest[], lockfile: Lockfile): string[] {
  const problems = manifests.flatMap((manifest) => KINDS.flatMap((kind) => problemsOf(manifest, kind, lockfile)));
  const foreign = Object.keys(lockfile.packages).filter((id) => /^graphql@(?!16\.)/.test(id));
  return [...problems, ...foreign.map((id) => `pnpm-lock.yaml holds ${id}: keep every package on graphql 16`)];
}

function problemsOf(manifest: Manifest, kind: (typeof KINDS)[number], lockfile: Lockfile): string[] {
  const { folder } = manifest;
  const file = folder === '' ? 'package.json' : `${folder}/package.json`;
  const locked = lockfile.importers[folder === '' ? '.' : folder]?.[kind] ?? {};
  return Object.entries(manifest[kind]).flatMap(([name, version]) => {
    const wanted = name.startsWith('@tributary/') ? version === 'workspace:*' : EXACT.test(version);
    if (!wanted) return `${file}: ${name} is "${version}"; write one exact version, or workspace:* for our own`;
    if (name === 'graphql' && !version.startsWith('16.')) return `${file}: graphql is ${version}; keep it on 16`;
    if (locked[name]?.specifier === version) return [];
    return `${file}: pnpm-lock.yaml does not hold ${name} ${version}; run pnpm install`;
  });
}
