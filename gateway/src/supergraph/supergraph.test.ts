import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../../tests/setup/waiting.ts';
import { closeAfterEach } from '../testing/cleanup.ts';
import { EMBEDDED_URLS, startTestGateway } from '../testing/gateway.ts';
import { composeSupergraph } from '../testing/subgraphs.ts';

const cleanup = closeAfterEach();
const start = (options: Parameters<typeof startTestGateway>[2] = {}) => startTestGateway('embedded', cleanup, options);

describe('the supergraph', () => {
  const inFile = async (text: string) => {
    const folder = await mkdtemp(join(tmpdir(), 'supergraph-'));
    cleanup(() => rm(folder, { recursive: true }));
    const file = join(folder, 'supergraph.graphql');
    await writeFile(file, text);
    return file;
  };
  const logged = (lines: readonly string[], text: string) =>
    eventually(async () => expect(lines).toContainEqual(expect.stringContaining(text)));
  const renamed = () =>
    composeSupergraph(EMBEDDED_URLS, (sdl) => sdl.replace('stockTotal: Int', 'stockTotal: Int\n  added: Int'));

  it('is loaded again when its file changes, and requests go on meanwhile', async () => {
    const file = await inFile(composeSupergraph(EMBEDDED_URLS));
    const { query, stock, lines } = await start({ supergraph: { file } });
    stock.delayMs = 1_500;
    const running = query('{ products(first: 1) { inStock } }');
    await writeFile(file, renamed());
    await logged(lines, 'supergraph loaded');
    expect(await running).toEqual({ data: { products: [{ inStock: 0 }] } });
    stock.delayMs = 0;
    expect((await query('{ added }')).data).toEqual({ added: null });
  });

  it.each([
    ['no GraphQL', 'type {'],
    ['empty', ''],
    ['no supergraph', 'type Query { a: Int }'],
    ['cut off', composeSupergraph(EMBEDDED_URLS).slice(0, -600)],
    [
      'one that names a type it lacks',
      composeSupergraph(EMBEDDED_URLS).replace('warehouse: Warehouse', 'warehouse: Nowhere'),
    ],
    ['one whose key is missing', composeSupergraph(EMBEDDED_URLS).replaceAll('key: "id"', 'key: "nothing"')],
  ])('stays as it was when its file becomes %s', async (_what, text) => {
    const file = await inFile(composeSupergraph(EMBEDDED_URLS));
    const { query, lines } = await start({ supergraph: { file } });
    await writeFile(file, text);
    await logged(lines, 'does not load');
    expect(await query('{ products(first: 1) { inStock } stockTotal }')).toEqual({
      data: { products: [{ inStock: 0 }], stockTotal: 60 },
    });
    expect(lines.filter((line) => line.includes('does not load'))).toHaveLength(1);
    await writeFile(file, renamed());
    await logged(lines, 'supergraph loaded');
    expect((await query('{ added }')).data).toEqual({ added: null });
  });

  it('that is not there is named at the start', async () => {
    await expect(start({ supergraph: { file: '/nowhere/supergraph.graphql' } })).rejects.toThrow(
      'The supergraph /nowhere/supergraph.graphql cannot be read',
    );
  });
});
