import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { choose, createRandom } from '../../../../tests/setup/random.ts';

const uuid = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

const lineage = useLineage();

const DATASETS = 60;
const VERSIONS = 3;
const versions = Array.from({ length: DATASETS }, (_, dataset) =>
  Array.from({ length: VERSIONS }, (_, number) => `d${dataset}@${number + 1}`),
).flat();

/** Steps from source to derived, of which every third goes through a run; some close cycles. */
function drawSteps() {
  const random = createRandom(7);
  const steps = Array.from({ length: 160 }, () => {
    const drawn = [choose(random, versions), choose(random, versions)].sort(
      (a, b) => versions.indexOf(a) - versions.indexOf(b),
    );
    return { source: drawn[0] ?? '', derived: drawn[1] ?? '' };
  });
  const cycle = [
    { source: 'd9@1', derived: 'd2@2' },
    { source: 'd2@2', derived: 'd5@1' },
    { source: 'd5@1', derived: 'd9@1' },
  ];
  return [...steps, ...cycle].filter(({ source, derived }) => source !== derived);
}

const named = drawSteps().filter((_, index) => index % 3 !== 0);
const throughRuns = drawSteps().filter((_, index) => index % 3 === 0);
/** A version is written by one run, so each run reads all that its version comes from. */
const written = [...new Set(throughRuns.map(({ derived }) => derived))];

beforeAll(async () => {
  await sql`insert into dataset (id, name) select 'd' || i, 'd' || i from generate_series(0, ${DATASETS - 1}::integer) i`.execute(
    lineage.db,
  );
  const startedAt = new Date();
  await lineage.db
    .insertInto('run')
    .values(
      written.map((_, index) => ({ id: uuid(index), status: 'RUNNING' as const, startedAt, createdBy: 'tester' })),
    )
    .execute();
  await lineage.db
    .insertInto('datasetVersion')
    .values(
      versions.map((id, index) => ({
        id,
        datasetId: id.slice(0, id.indexOf('@')),
        number: Number(id.slice(id.indexOf('@') + 1)),
        digest: 'a:00',
        columns: '[]',
        producedBy: written.includes(id) ? uuid(written.indexOf(id)) : null,
        // Some were created at one time, so that ids decide.
        createdAt: new Date(Date.UTC(2026, 0, 1, 0, Math.floor(index / 4))),
      })),
    )
    .execute();
  await lineage.db
    .insertInto('datasetDerivation')
    .values(named.map(({ source, derived }) => ({ sourceId: source, derivedId: derived })))
    .onConflict((oc) => oc.doNothing())
    .execute();
  await lineage.db
    .insertInto('runInput')
    .values(
      throughRuns.map(({ source, derived }) => ({
        runId: uuid(written.indexOf(derived)),
        datasetVersionId: source,
        role: 'OTHER' as const,
        position: 0,
      })),
    )
    .onConflict((oc) => oc.doNothing())
    .execute();
});
beforeEach(() => {
  lineage.statements.length = 0;
});

/** The same by a plain walk, breadth first, in the list's order. */
function walk(datasetId: string, way: 'upstream' | 'downstream', depth: number): string[] {
  const own = versions.filter((id) => id.startsWith(`${datasetId}@`));
  const steps = [...named, ...throughRuns].map(({ source, derived }) =>
    way === 'upstream' ? { near: derived, far: source } : { near: source, far: derived },
  );
  const seen = new Set(own);
  let level = own;
  for (let distance = 1; distance <= depth; distance++) {
    level = [...new Set(steps.filter(({ near }) => level.includes(near)).map(({ far }) => far))].filter(
      (id) => !seen.has(id),
    );
    for (const id of level) seen.add(id);
  }
  const minute = (id: string) => Math.floor(versions.indexOf(id) / 4);
  return [...seen]
    .filter((id) => !own.includes(id))
    .sort((a, b) => minute(b) - minute(a) || Buffer.compare(Buffer.from(b), Buffer.from(a)));
}

const list = (way: string, args: string) =>
  `${way}(${args}) { nodes { id } totalCount pageInfo { hasNextPage endCursor } }`;

describe('what a dataset derives from, and what derives from it', () => {
  it('is each version within so many steps, once, whichever ways lead there, the newest first', async () => {
    let found = 0;
    for (const depth of [1, 2, 3, 20]) {
      const { data } = await lineage.ask(
        `{ datasets(first: 100) { nodes { id ${list('upstream', `depth: ${depth}`)} ${list('downstream', `depth: ${depth}`)} } } }`,
      );
      expect(data.datasets.nodes).toHaveLength(DATASETS);
      for (const { id, upstream, downstream } of data.datasets.nodes) {
        for (const [way, answer] of Object.entries({ upstream, downstream })) {
          const expected = way === 'upstream' ? walk(id, 'upstream', depth) : walk(id, 'downstream', depth);
          const ids = answer.nodes.map((node: { id: string }) => node.id);
          expect({ id, way, depth, ids }).toEqual({ id, way, depth, ids: expected });
          expect(answer.totalCount).toBe(expected.length);
          found += ids.length;
        }
      }
    }
    expect(found).toBeGreaterThan(1_000);
  });

  it('is one step away unless more are asked for, and comes in pages', async () => {
    const { data } = await lineage.ask(
      `{ dataset(id: "d59") { upstream { nodes { id } } ${list('far: upstream', 'depth: 20')} } }`,
    );
    const ids = (nodes: { id: string }[]) => nodes.map(({ id }) => id);
    expect(ids(data.dataset.upstream.nodes)).toEqual(walk('d59', 'upstream', 1));
    const all = ids(data.dataset.far.nodes);
    expect(all.length).toBeGreaterThan(6);
    const readFrom = async (after: string | null): Promise<string[]> => {
      const { data } = await lineage.ask(
        `query ($after: String) { dataset(id: "d59") { ${list('upstream', 'depth: 20, first: 3, after: $after')} } }`,
        { after },
      );
      const { nodes, totalCount, pageInfo } = data.dataset.upstream;
      expect(totalCount).toBe(all.length);
      const rest = pageInfo.hasNextPage ? await readFrom(pageInfo.endCursor) : [];
      expect(nodes.length).toBeLessThanOrEqual(3);
      return [...ids(nodes), ...rest];
    };
    const read = await readFrom(null);
    expect(read).toEqual(all);
  });

  it('costs as many statements for fifty datasets as for two, and counts only when asked', async () => {
    const countStatements = async (first: number, fields: string) => {
      lineage.statements.length = 0;
      await lineage.ask(`{ datasets(first: ${first}) { nodes { ${fields} } } }`);
      return lineage.statements.length;
    };
    const fields = 'upstream(depth: 3) { nodes { id } } downstream { nodes { id } }';
    expect(await countStatements(2, fields)).toBe(3);
    expect(await countStatements(50, fields)).toBe(3);
    expect(await countStatements(50, `${fields} more: upstream(depth: 4) { totalCount }`)).toBe(5);
  });

  it('refuses a depth that cannot be', async () => {
    for (const depth of [0, 21]) {
      for (const way of ['upstream', 'downstream']) {
        const { data, errors } = await lineage.ask(
          `{ dataset(id: "d1") { id ${way}(depth: ${depth}) { totalCount } } }`,
        );
        expect(data.dataset).toEqual({ id: 'd1', [way]: null });
        expect(errors).toMatchObject([
          { message: `depth must be between 1 and 20, not ${depth}.`, extensions: { code: 'BAD_USER_INPUT' } },
        ]);
      }
    }
  });
});
