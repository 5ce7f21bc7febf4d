import type { Database } from '../database.ts';

/** Whether anything of a platform is stored, beside what is made anew by itself. */
export async function holdsPlatform(db: Database): Promise<boolean> {
  const { keys } = db;
  const [boards, views, predictions] = await db.run((redis) =>
    Promise.all([
      redis.zCard(keys.boardNames),
      redis.zCard(keys.features.registered),
      redis.exists(keys.countedDeployments),
    ]),
  );
  return boards + views + predictions > 0;
}
