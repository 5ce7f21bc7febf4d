import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

const BYTE_ORDER_MARK = /^\ufeff/;

/**
 * Reads variables from a file, where there is one; what the environment says already wins. A byte-order mark, which
 * editors on Windows write, is no part of the first name.
 */
export function readEnvFile(
  file: string,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  if (!existsSync(file)) return { ...env };
  const text = readFileSync(file, 'utf8');
  if (text.includes('\0')) throw new Error(`${file} is not in UTF-8: save it in that encoding.`);
  return { ...parseEnv(text.replace(BYTE_ORDER_MARK, '')), ...env };
}
