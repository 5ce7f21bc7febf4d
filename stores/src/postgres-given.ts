import { isAtLeast } from './engine.ts';
import { codeOf, toMessage } from './errors.ts';
import type { Inspection } from './given.ts';
import { withPostgresClient } from './postgres-client.ts';

const oldest = '15';

/** A wrong password or database will not get right by waiting. */
const lasting = new Set(['28P01', '28000', '3D000']);

export async function inspectPostgres(url: string): Promise<Inspection> {
  try {
    return await withPostgresClient(url, async (client) => {
      const { rows } = await client.query<{ server_version: string }>('show server_version');
      return judgePostgres(rows[0]?.server_version ?? '0');
    });
  } catch (error) {
    if (lasting.has(codeOf(error) ?? '')) return { server: 'PostgreSQL', unusable: toMessage(error) };
    throw error;
  }
}

export function judgePostgres(version: string): Inspection {
  const server = `PostgreSQL ${version}`;
  if (isAtLeast(version, oldest)) return { server };
  return { server, unusable: `${server} is too old, ${oldest} or later is needed` };
}
