import { posix } from 'node:path';
import { isTest } from './files.ts';
import { type Importer, packageOf } from './imports.ts';

export const SUBGRAPHS = ['lineage', 'configs', 'realtime'];
const SHARED = ['common', 'stores'];

/** cli → gateway, sync, seed → subgraphs → common, stores: of each package those that it may import. */
const ALLOWED: Record<string, readonly string[]> = {
  cli: ['gateway', 'sync', 'seed', 'schema', ...SUBGRAPHS, ...SHARED],
  sync: [...SUBGRAPHS, ...SHARED],
  seed: [...SUBGRAPHS, ...SHARED],
  gateway: ['common'],
  lineage: SHARED,
  configs: SHARED,
  realtime: SHARED,
  schema: ['common'],
  client: [],
  common: [],
  stores: [],
};

const STORE_CLIENTS = new Set(['kysely', 'pg', 'mongoose', 'mongodb', 'redis']);
const isGraphql = (name: string) => /^graphql\b|^@apollo\/|^@as-integrations\/|^@graphql-/.test(name);

/** Files of a subgraph's src that stand on its data access and join it to GraphQL. No data access imports one of them. */
const JOINING = new Set([
  'server.ts',
  'context.ts',
  'loaders.ts',
  // Loads the nodes that a walk has found.
  'lineage.ts',
  'main.ts',
  'config.ts',
  'resolver-types.generated.ts',
]);

/** Of the resolvers, the one that may write. */
const MUTATIONS = 'resolvers/Mutation.ts';

/** Imports point one way, from package to package and within a subgraph. */
export const findWrongImports = (files: readonly Importer[]): string[] =>
  files.flatMap((file) => file.imports.flatMap((specifier) => problemOf(file.path, specifier) ?? []));

function problemOf(path: string, specifier: string): string | undefined {
  const from = locate(path);
  if (specifier.startsWith('.')) {
    const target = posix.normalize(posix.join(posix.dirname(path), specifier));
    return relativeProblem(path, from, target) ?? withinSubgraphProblem(path, from, target, undefined);
  }
  const name = packageOf(specifier);
  if (name === undefined) return undefined;
  return packageProblem(path, from, name) ?? withinSubgraphProblem(path, from, undefined, name);
}

interface Place {
  /** Its folder under the root, '' for the root package. */
  readonly folder: string;
  /** Its name without the scope; undefined for the root package, whose tests, bench and checks may import any. */
  readonly name?: string;
}

function locate(path: string): Place {
  const [first = '', second = ''] = path.split('/');
  if (first === 'subgraphs') return { folder: `subgraphs/${second}`, name: second };
  return Object.hasOwn(ALLOWED, first) ? { folder: first, name: first } : { folder: '' };
}

function relativeProblem(path: string, from: Place, target: string): string | undefined {
  if (locate(target).folder === from.folder && !target.startsWith('..')) return undefined;
  if (isTest(path) && target.startsWith('tests/setup/')) return undefined;
  return `${path} imports ${target} by a path that leaves its package: import it by the package's name`;
}

function packageProblem(path: string, { name }: Place, imported: string): string | undefined {
  if (name === undefined || !imported.startsWith('@tributary/')) return undefined;
  const allowed = ALLOWED[name];
  if (!allowed) return `${path} is in a package that checks/import-direction.ts does not know: say what it may import`;
  if (`@tributary/${name}` === imported) return `${path} imports its own package by name: use a relative path`;
  if (allowed.some((other) => `@tributary/${other}` === imported)) return undefined;
  const list = allowed.length > 0 ? allowed.join(', ') : 'no other package';
  return `${path} imports ${imported}, but ${name} may import ${list} alone`;
}

function withinSubgraphProblem(path: string, { folder }: Place, target = '', imported = ''): string | undefined {
  if (!folder.startsWith('subgraphs/') || isTest(path)) return undefined;
  const source = `${folder}/src/`;
  const inSource = path.slice(source.length);
  const targetInSource = target.startsWith(source) ? target.slice(source.length) : '';
  if (/(^|\/)writes(\/|\.ts$)/.test(targetInSource) && inSource.startsWith('resolvers/') && inSource !== MUTATIONS) {
    return `${path} imports ${target}, but ${MUTATIONS} alone does: a query writes nothing`;
  }
  if (inSource.startsWith('resolvers/')) {
    return STORE_CLIENTS.has(imported)
      ? `${path} imports ${imported}: a resolver asks a loader or a data-access function, which does`
      : undefined;
  }
  if (JOINING.has(inSource)) return undefined;
  if (isGraphql(imported)) return `${path} imports ${imported}, but data access knows no GraphQL`;
  // Since this holds for each file of data access, none reaches them by way of another.
  if (JOINING.has(targetInSource) || /^(resolvers|loaders)\//.test(targetInSource)) {
    return `${path} imports ${target}, which stands on data access: turn the import round`;
  }
  return undefined;
}
