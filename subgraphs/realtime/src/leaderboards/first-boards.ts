import type { Database } from '../database.ts';

/** So many boards are removed at a time. */
const STEP = 1_000;

/** Removes the boards of the first release, which nobody reads any more. */
export async function removeFirstBoards({ keys, run }: Database): Promise<void> {
  for (;;) {
    const names = await run((redis) => redis.zRange(keys.firstBoardNames, 0, STEP - 1));
    if (names.length === 0) return;
    await run((redis) =>
      redis
        .multi()
        .unlink(names.flatMap((name) => keys.firstBoard(name)))
        .zRem(keys.firstBoardNames, names)
        .exec(),
    );
  }
}
