import { open, stat } from 'node:fs/promises';

const maxBytes = 4 * 1024 * 1024;
/** Enough for twenty long lines. */
const tailBytes = 32 * 1024;

/** Opens a server's log for appending; one that has grown large is begun anew. Answers where this run's part begins. */
export async function openLog(file: string) {
  const size = (await stat(file).catch(() => undefined))?.size ?? 0;
  const handle = await open(file, size > maxBytes ? 'w' : 'a', 0o600);
  return { handle, begin: size > maxBytes ? 0 : size };
}

/** The last lines that were logged from `begin` on. */
export async function readLastLines(file: string, begin = 0, count = 20): Promise<string[]> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return [];
  try {
    const { size } = await handle.stat();
    const position = Math.max(begin, size - tailBytes);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(tailBytes), 0, tailBytes, position);
    return buffer
      .toString('utf8', 0, bytesRead)
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(-count);
  } finally {
    await handle.close();
  }
}
