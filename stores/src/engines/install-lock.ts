import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { takeClaim } from '../claim.ts';

/** One installation at a time in a tools folder, whichever process or store wants it. */
export async function withInstallLock<T>(
  toolsDir: string,
  signal: AbortSignal | undefined,
  install: () => Promise<T>,
): Promise<T> {
  await mkdir(toolsDir, { recursive: true, mode: 0o700 });
  const file = join(toolsDir, 'install.json');
  while (await takeClaim(file, async () => undefined)) {
    await pause(50, undefined, signal ? { signal } : {});
  }
  try {
    return await install();
  } finally {
    await rm(file, { force: true });
  }
}
