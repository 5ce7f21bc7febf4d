import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findUndeclaredImports } from './declared-dependencies.ts';
import { findDomainNouns } from './domain-nouns.ts';
import { findLooseVersions } from './exact-versions.ts';
import { ROOT } from './files.ts';
import { lintFolder } from './format-and-lint.ts';
import { describeStale } from './generated.ts';
import { findImportCircles } from './import-circles.ts';
import { findWrongImports } from './import-direction.ts';
import { packageOf, readImports } from './imports.ts';
import type { Lockfile, Manifest } from './manifests.ts';
import { checkTypes } from './types.ts';

const said = (problems: readonly string[]) => problems.join('\n');

describe('format and lint', () => {
  /** What our rules say of one text at a path. */
  async function lint(path: string, text: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'tributary-lint-'));
    try {
      const config = JSON.parse(await readFile(join(ROOT, 'biome.json'), 'utf8'));
      await writeFile(join(folder, 'biome.json'), JSON.stringify({ ...config, vcs: { enabled: false } }));
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), `${text}\n`);
      return said(await lintFolder(folder));
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  it('lets config.ts and main.ts alone read process.env', async () => {
    const text = 'export const home = process.env.HOME;';
    expect(await lint('gateway/src/caller.ts', text)).toContain('noProcessEnv');
    expect(await lint('gateway/src/config.ts', text)).toBe('');
    expect(await lint('cli/src/main.ts', text)).toBe('');
  });

  it('refuses any and non-null assertions', async () => {
    expect(await lint('common/src/a.ts', 'export const a = (b: any) => b;')).toContain('noExplicitAny');
    expect(await lint('common/src/a.ts', 'export const a = (b?: { c: 1 }) => b!.c;')).toContain('noNonNullAssertion');
  });
});

describe('types', () => {
  it('names the place of what does not fit', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tributary-types-'));
    try {
      await writeFile(
        join(folder, 'tsconfig.json'),
        '{"compilerOptions":{"noEmit":true,"types":[]},"include":["*.ts"]}',
      );
      await writeFile(join(folder, 'bad.ts'), "export const count: number = 'one';\n");
      expect(said(await checkTypes(join(folder, 'tsconfig.json')))).toMatch(/bad\.ts\(1,14\).*TS2322/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('reading imports', () => {
  it('sees types, re-exports, dynamic imports and import types, and no text that looks like one', async () => {
    const text = `import type { A } from './a.ts';
import b, { type B } from 'b/c';
export * from './d.ts';
export { e } from './e.ts';
export type F = import('./f.ts').F;
const g = await import('@scope/g/h');
const no = "import './no.ts'"; // import './neither.ts'`;
    const { imports } = await readImports({ path: 'x.ts', text });
    expect(imports).toEqual(['./a.ts', 'b/c', './d.ts', './e.ts', './f.ts', '@scope/g/h']);
  });

  it('knows the package of a specifier', () => {
    expect(['@scope/g/h', 'b/c', './a.ts', 'node:fs'].map(packageOf)).toEqual(['@scope/g', 'b', undefined, undefined]);
  });
});

describe('imports one way', () => {
  const wrong = (path: string, ...imports: string[]) => findWrongImports([{ path, imports }]);

  it.each([
    ['gateway/src/a.ts', '@tributary/lineage/runs/runs'],
    ['gateway/src/a.test.ts', '@tributary/stores/start'],
    ['subgraphs/lineage/src/a.ts', '@tributary/configs/a'],
    ['subgraphs/lineage/src/a.ts', '@tributary/gateway/server'],
    ['common/src/a.ts', '@tributary/stores/start'],
    ['schema/src/a.ts', '@tributary/lineage/a'],
    ['seed/src/a.ts', '@tributary/cli/a'],
    ['cli/src/a.ts', '../../gateway/src/server.ts'],
    ['cli/src/a.ts', '../../tests/setup/stores.ts'],
    ['tests/graph/a.test.ts', '../../gateway/src/server.ts'],
    ['subgraphs/lineage/src/runs.ts', 'graphql'],
    ['subgraphs/lineage/src/runs.ts', '@apollo/server'],
    ['subgraphs/lineage/src/runs.ts', './resolvers/Run.ts'],
    ['subgraphs/lineage/src/runs.ts', './loaders.ts'],
    ['subgraphs/lineage/src/writes/runs.ts', '../context.ts'],
    ['subgraphs/lineage/src/writes/runs.ts', '../resolver-types.generated.ts'],
    ['subgraphs/lineage/src/runs.ts', './resolver-types.generated.ts'],
    ['subgraphs/lineage/src/resolvers/Run.ts', '../writes/runs.ts'],
    ['subgraphs/lineage/src/runs.ts', './loaders/runs.ts'],
    ['subgraphs/lineage/src/resolvers/Run.ts', 'kysely'],
    ['subgraphs/configs/src/resolvers/Config.ts', 'mongoose'],
    ['subgraphs/realtime/src/resolvers/Board.ts', 'redis'],
  ])('%s does not import %s', (path, specifier) => {
    expect(wrong(path, specifier)).toHaveLength(1);
  });

  it.each([
    ['cli/src/a.ts', '@tributary/gateway/server'],
    ['seed/src/a.ts', '@tributary/lineage/runs/runs'],
    ['subgraphs/lineage/src/a.ts', '@tributary/stores/start'],
    ['subgraphs/lineage/src/a.test.ts', '../../../tests/setup/stores.ts'],
    ['subgraphs/lineage/src/context.ts', 'graphql'],
    ['subgraphs/lineage/src/runs.ts', 'kysely'],
    ['subgraphs/lineage/src/runs.ts', './schema-types.generated.ts'],
    ['subgraphs/lineage/src/resolvers/Run.ts', '../runs.ts'],
    ['subgraphs/lineage/src/resolvers/Mutation.ts', '../writes/runs.ts'],
    ['subgraphs/lineage/src/resolvers/Run.ts', '../resolver-types.generated.ts'],
    ['tests/graph/a.test.ts', '@tributary/gateway/server'],
  ])('%s may import %s', (path, specifier) => {
    expect(wrong(path, specifier)).toEqual([]);
  });
});

describe('no import circles', () => {
  const circles = (imports: Record<string, string[]>) =>
    findImportCircles(Object.entries(imports).map(([path, imports]) => ({ path, imports })));

  it('finds one between files, by its shortest way round, through packages and tests too', () => {
    const found = circles({
      'seed/src/a.ts': ['./b.ts', './c.ts'],
      'seed/src/b.ts': ['./c.ts'],
      'seed/src/c.ts': ['./a.ts', 'kysely'],
      'tests/setup/d.ts': ['@tributary/lineage/e'],
      'subgraphs/lineage/src/e.ts': ['../../../tests/setup/d.ts'],
      'gateway/src/self.ts': ['./self.ts'],
    });
    expect(found).toEqual([
      expect.stringContaining('gateway/src/self.ts → gateway/src/self.ts is a circle'),
      expect.stringContaining('seed/src/a.ts → seed/src/c.ts → seed/src/a.ts is a circle'),
      expect.stringContaining('subgraphs/lineage/src/e.ts → tests/setup/d.ts → subgraphs/lineage/src/e.ts is a circle'),
    ]);
  });

  it('finds one between the folders and files beside each other, where no two files have one', () => {
    const found = circles({
      'subgraphs/lineage/src/graph/a.ts': ['../writes/b.ts'],
      'subgraphs/lineage/src/writes/b.ts': [],
      'subgraphs/lineage/src/writes/c.ts': ['../loaders.ts'],
      'subgraphs/lineage/src/loaders.ts': ['./graph/d.ts'],
      'subgraphs/lineage/src/graph/d.ts': [],
      'tests/graph/e.ts': ['../setup/f.ts'],
      'tests/setup/f.ts': [],
      'tests/setup/g.ts': ['../graph/h.ts'],
      'tests/graph/h.ts': [],
    });
    expect(found).toEqual([
      expect.stringContaining(
        'lineage/src/graph → subgraphs/lineage/src/writes → subgraphs/lineage/src/loaders.ts → subgraphs/lineage/src/graph is',
      ),
      expect.stringContaining('tests/graph → tests/setup → tests/graph is'),
    ]);
  });

  it('lets tests import from any folder, and packages from each other', () => {
    const found = circles({
      'subgraphs/lineage/src/graph/a.test.ts': ['../writes/b.ts', '../../../../tests/setup/d.ts'],
      'subgraphs/lineage/src/writes/b.ts': ['../graph/c.ts', '@tributary/common/lists/page'],
      'subgraphs/lineage/src/graph/c.ts': [],
      'common/src/page.ts': [],
      'tests/setup/d.ts': ['@tributary/lineage/writes/b'],
    });
    expect(found).toEqual([]);
  });
});

const manifest = (name: string, folder: string, dependencies = {}, devDependencies = {}): Manifest => ({
  name,
  folder,
  dependencies,
  devDependencies,
  optionalDependencies: {},
  peerDependencies: {},
});

describe('declared dependencies', () => {
  const root = manifest('tributary', '', {}, { jest: '30.5.2' });
  const problems = (own: Manifest, path: string, ...imports: string[]) =>
    findUndeclaredImports([root, own], [{ path, imports }]);

  it('wants what runs among dependencies and lets tests use devDependencies and the root', () => {
    const gateway = manifest('@tributary/gateway', 'gateway', {}, { undici: '8.13.1' });
    expect(said(problems(gateway, 'gateway/src/a.ts', 'undici'))).toContain('does not have among its dependencies');
    expect(said(problems(gateway, 'gateway/src/a.test.ts', 'pg'))).toContain('does not have among its devDependencies');
    expect(problems(gateway, 'gateway/src/a.test.ts', 'undici', 'jest')).toEqual([]);
  });

  it('finds a package of ours that is declared and not imported', () => {
    const gateway = manifest('@tributary/gateway', 'gateway', { '@tributary/common': 'workspace:*' });
    expect(said(problems(gateway, 'gateway/src/a.ts', './b.ts'))).toContain('nothing there imports');
    expect(problems(gateway, 'gateway/src/a.ts', '@tributary/common/lists/page')).toEqual([]);
  });
});

describe('exact versions', () => {
  const lock = (version: string, packages = {}): Lockfile => ({
    importers: {
      gateway: { dependencies: { graphql: { specifier: version } }, devDependencies: {}, optionalDependencies: {} },
    },
    packages,
  });
  const problems = (version: string, lockfile = lock(version)) =>
    said(findLooseVersions([manifest('@tributary/gateway', 'gateway', { graphql: version })], lockfile));

  it('refuses ranges, GraphQL 17, what is not locked, and another GraphQL beneath', () => {
    expect(problems('^16.15.0')).toContain('one exact version');
    expect(problems('17.0.0')).toContain('keep it on 16');
    expect(problems('16.15.0', lock('16.14.0'))).toContain('does not hold graphql 16.15.0');
    expect(problems('16.15.0', lock('16.15.0', { 'graphql@17.0.0': {} }))).toContain('holds graphql@17.0.0');
    expect(problems('16.15.0')).toBe('');
  });
});

describe('no domain nouns', () => {
  const found = (text: string) => findDomainNouns([{ path: 'gateway/src/a.ts', text }]);

  it.each([
    '// one of the models',
    'const modelVersionId = 1;',
    "throw new Error('no such Dataset');",
    'const MODEL_ID = 1;',
    'interface FeatureView {}',
    '// a trained one',
  ])('finds one in %s', (line) => {
    expect(found(`\n${line}`)).toHaveLength(1);
    expect(said(found(`\n${line}`))).toContain('gateway/src/a.ts:2');
  });

  it.each(['// the data model', '// a feature of the language', '// experimental', 'const metricsless = 1;'])(
    'finds none in %s',
    (line) => {
      expect(found(line)).toEqual([]);
    },
  );
});

describe('generated files', () => {
  it('says which command renews them', () => {
    expect(said(describeStale(['schema/api.graphql']))).toMatch(/^schema\/api\.graphql .* npm run generate$/);
  });
});
