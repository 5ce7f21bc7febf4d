import { access } from 'node:fs/promises';
import { join } from 'node:path';

/** While this file lies in a data folder, nothing that died is started again: a test takes a store away by it. */
export const HOLD_RESTARTS = 'hold-restarts';

/** What holds restarts back, if anything does. */
export async function restartsHeldBy(dataDir: string): Promise<string | undefined> {
  const file = join(dataDir, HOLD_RESTARTS);
  return access(file).then(
    () => `${file} is there`,
    () => undefined,
  );
}
