import { rename, writeFile } from 'node:fs/promises';

/** Writes a file that has its name once it is whole and on the disk: not at all where the data ends with an error. */
export async function writeWhole(path: string, data: string | AsyncIterable<Uint8Array>): Promise<void> {
  await writeFile(`${path}.part`, data, { flush: true });
  await rename(`${path}.part`, path);
}
