import { beforeAll, describe, expect, it } from '@jest/globals';
import { useRealtime } from '../../../../tests/setup/realtime.ts';
import { writeLeaderboard } from './boards.ts';

/** Some begin with another's name, and the order by UTF-16 unit is another one. */
const names = [
  ...Array.from({ length: 50 }, (_, index) => `board-${index}`),
  'a',
  'a:',
  'a:iris',
  'B',
  '}',
  '(a',
  '[a',
  '\ufffd',
  '\u{1f600}',
];
const byCodePoint = (left: string, right: string) => Buffer.compare(Buffer.from(left), Buffer.from(right));
const inOrder = names.toSorted(byCodePoint);

const realtime = useRealtime();
beforeAll(async () => {
  for (const name of names) {
    await writeLeaderboard(realtime.db, {
      name,
      goal: 'MAXIMIZE',
      synced: true,
      entries: [{ modelId: 'm', score: 1 }],
    });
  }
});

const PAGE = `query ($first: Int, $after: String) {
  leaderboards(first: $first, after: $after) { nodes { name } pageInfo { hasNextPage hasPreviousPage endCursor } }
}`;

describe('the list of boards', () => {
  it.each([1, 7, 1_000])('loses none and repeats none, %d a page', async (first) => {
    const read: string[] = [];
    let after: string | null = null;
    for (;;) {
      const { data }: { data: { leaderboards: LeaderboardPage } } = await realtime.ask(PAGE, { first, after });
      const { nodes, pageInfo } = data.leaderboards;
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      read.push(...nodes.map((node) => node.name));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(read).toEqual(inOrder);
  });

  it('goes on behind boards that are listed and gone, and takes one from the list that is found empty', async () => {
    const { db } = realtime;
    const gone = ['x_gone-0', 'x_gone-1', 'x_gone-2'];
    await db.run((redis) =>
      redis.zAdd(
        db.keys.boardNames,
        [...gone, 'zz'].map((value) => ({ score: 0, value })),
      ),
    );
    await writeLeaderboard(db, { name: 'zz', goal: 'MAXIMIZE', synced: true, entries: [{ modelId: 'm', score: 1 }] });
    try {
      const before = await realtime.ask('{ leaderboards(first: 100) { edges { cursor node { name } } } }');
      const edges: { cursor: string; node: { name: string } }[] = before.data.leaderboards.edges;
      const after = edges.findLast(({ node }) => byCodePoint(node.name, 'x_gone-0') < 0)?.cursor;
      const { data } = await realtime.ask(PAGE, { first: 1, after });
      expect(data.leaderboards).toMatchObject({ nodes: [{ name: 'zz' }] });
      await realtime.ask('mutation { removeScore(board: "x_gone-0", modelId: "m") { __typename } }');
      expect(await db.run((redis) => redis.zScore(db.keys.boardNames, 'x_gone-0'))).toBeNull();
    } finally {
      await db.run((redis) => redis.zRem(db.keys.boardNames, [...gone, 'zz']));
    }
  });

  it('asks for fields of all boards of a page at once, and counts only when asked', async () => {
    const few = await realtime.watch('{ leaderboards(first: 7) { nodes { name size entries { rank } } } }');
    expect(few).toMatchObject({
      roundTrips: 4,
      commands: { zRange: 1, hGetAll: 8, zCard: 7, evalSha: 7 },
    });
    const many = await realtime.watch('{ leaderboards(first: 50) { nodes { name size entries { rank } } } }');
    expect(many.roundTrips).toBe(4);
    const counted = await realtime.watch('{ leaderboards(first: 0) { totalCount nodes { name } } }');
    expect(counted.data).toEqual({ leaderboards: { totalCount: names.length, nodes: [] } });
  });

  it('counts all boards, in one command more', async () => {
    const without = await realtime.watch('{ leaderboards(first: 2) { nodes { name } } }');
    const counted = await realtime.watch('{ leaderboards(first: 2) { nodes { name } totalCount } }');
    expect(counted.data.leaderboards.totalCount).toBe(names.length);
    expect(without.commands).toEqual({ zRange: 1, hGetAll: 3 });
    expect(counted.commands).toEqual({ zRange: 1, hGetAll: 3, zCard: 1 });
  });

  it.each([-1, 1_001])('refuses %d a page', async (first) => {
    const { data, errors } = await realtime.ask(PAGE, { first });
    expect(data).toEqual({ leaderboards: null });
    expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  it('refuses a cursor that is not its own', async () => {
    const { errors } = await realtime.ask(PAGE, { first: 1, after: 'Zm9yZWlnbg' });
    expect(errors[0].message).toMatch(/^after is not a cursor of this list/);
  });
});

interface LeaderboardPage {
  nodes: { name: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
}
