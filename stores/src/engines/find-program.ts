import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { inheritedEnv } from '../config.ts';

/** Every program of that name on the PATH, first ones first. */
export async function findPrograms(name: string, path = inheritedEnv().PATH ?? ''): Promise<string[]> {
  const candidates = path
    .split(delimiter)
    .filter(isAbsolute)
    .map((folder) => join(folder, name));
  const there = await Promise.all(candidates.map(isExecutable));
  return candidates.filter((_, index) => there[index]);
}

export const findProgram = async (name: string, path?: string): Promise<string | undefined> =>
  (await findPrograms(name, path))[0];

export const isExecutable = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
