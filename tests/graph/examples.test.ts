import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readExamples } from '@tributary/gateway/graphiql/graphiql-examples';
import { parse, print } from 'graphql';
import { childEnv } from '../setup/config.ts';
import { createTestGraph, type TestGraph } from '../setup/graph.ts';
import { testStores } from '../setup/stores.ts';
import { eventually } from '../setup/waiting.ts';

const DOCUMENTS = ['README.md', 'docs/guide.md'];

/** Every operation of a document's blocks, in their order; with the answer that follows, if one does. */
async function readBlocks(document: string) {
  const text = await readFile(new URL(`../../${document}`, import.meta.url), 'utf8');
  return [...text.matchAll(/```graphql\n(.*?)```(?:\s*```json\n(.*?)```)?/gs)].flatMap(([, query = '', answer]) =>
    parse(query).definitions.map(({ loc }, index, { length }) => ({
      document,
      query: query.slice(loc?.start, loc?.end),
      answer: index === length - 1 ? answer : undefined,
    })),
  );
}

/** One after the other on one graph, since a document builds on what those before it have changed. */
const examples = (await Promise.all([...DOCUMENTS, 'docs/operations.md'].map(readBlocks))).flat();

/** Six digits of each number: what a model computes differs between processors in the last ones. */
const roundNumber = (value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value);

/** An answer as a document shortens it: what stands for the rest is left out. */
const shortened = (answer: string): unknown =>
  JSON.parse(answer, (_key, value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return roundNumber(value);
    const { '…': rest, ...shown } = value;
    return rest === undefined ? value : shown;
  });

const rounded = (value: unknown): unknown => JSON.parse(JSON.stringify(value), (_key, inner) => roundNumber(inner));

describe('an example', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await createTestGraph({ transport: 'embedded', sync: true, scoring: true });
    // What answers predictions is on its way.
    await eventually(async () => {
      const { data } = await graph.ask('{ health { postgres { syncPending } } }');
      expect(data.health.postgres.syncPending).toBe(0);
    });
  });
  afterAll(() => graph.close());

  it.each(DOCUMENTS)('stands in %s', (name) => {
    expect(examples.filter(({ document, answer }) => document === name && answer).length).toBeGreaterThan(2);
  });

  it('stands in a document with its answer when it is a tab of GraphiQL', async () => {
    const tabs = await readExamples(fileURLToPath(new URL('../../cli/examples.graphql', import.meta.url)));
    const withoutComments = (query: string) => print(parse(query));
    const answered = examples.filter(({ answer }) => answer).map(({ query }) => withoutComments(query));
    expect(tabs.length).toBeGreaterThan(5);
    expect(answered).toEqual(expect.arrayContaining(tabs.map(withoutComments)));
  });

  it('of commands runs as it stands', async () => {
    const guide = await readFile(new URL('../../docs/guide.md', import.meta.url), 'utf8');
    const commands = [...guide.matchAll(/```sh\n(.*?)```/gs)].map(([, block = '']) => block);
    const run = commands.filter((block) => /\/artifacts|tributary card/.test(block));
    expect(run.length).toBe(3);
    const folder = await mkdtemp(join(tmpdir(), 'tributary-guide-'));
    const main = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url));
    const { postgres, mongodb } = graph.stores;
    // A server by itself, as most are.
    const { plainRedisUrl } = testStores();
    const env = childEnv({ DATABASE_URL: postgres.url, MONGODB_URL: mongodb.url, REDIS_URL: plainRedisUrl });
    try {
      const said: string[] = [];
      for (const block of run) {
        const script = block
          .replaceAll('http://localhost:4000', graph.url)
          .replaceAll('npm run -s tributary', `'${process.execPath}' '${main}'`);
        said.push((await promisify(execFile)('bash', ['-ec', script], { cwd: folder, env })).stdout);
      }
      expect(said).toEqual([
        expect.stringContaining('"sizeBytes":5'),
        'ell',
        'fraud-detector: has the card of fraud-detector.md.\n',
      ]);
      expect(await readFile(join(folder, 'fraud-detector.md'), 'utf8')).toContain(
        'pipeline_tag: tabular-classification',
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it.each(examples)('of $document is answered as it says: $query', async ({ query, answer }) => {
    const { data, errors } = await graph.ask(query);
    expect(errors).toBeUndefined();
    for (const value of Object.values<{ __typename?: string } | null>(data)) {
      expect(value?.__typename ?? 'Success').toMatch(/Success$/);
    }
    if (answer) expect(rounded({ data })).toMatchObject(shortened(answer) as object);
  });

  it('of a subscription is answered as it stands, the present state first', async () => {
    const guide = await readFile(new URL('../../docs/guide.md', import.meta.url), 'utf8');
    const [, command = ''] = /```sh\n(curl -N .*?)```/s.exec(guide) ?? [];
    const follow = spawn('bash', ['-c', `exec ${command.replace('http://127.0.0.1:4000', graph.url)}`], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      let said = '';
      for await (const chunk of follow.stdout) {
        said += chunk;
        if (/^data: .*\n\n/m.test(said)) break;
      }
      const entries = '[{"rank":1,"modelId":"fraud-detector","score":8.5}]';
      expect(said).toContain(`event: next\ndata: {"data":{"leaderboardChanged":{"entries":${entries}}}}`);
    } finally {
      follow.kill();
    }
  });
});
