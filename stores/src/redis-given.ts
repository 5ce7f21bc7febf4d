import { isAtLeast } from './engine.ts';
import { toMessage } from './errors.ts';
import type { Inspection } from './given.ts';
import { withRedisClient } from './redis-client.ts';

export const oldestRedis = { redis: '7.2', valkey: '8' };

/** Answers that will not get right by waiting. */
const lasting = /^(WRONGPASS|NOAUTH|NOPERM|ERR (AUTH|invalid password))/;

export async function inspectRedis(url: string): Promise<Inspection> {
  try {
    return judgeRedis(await withRedisClient(url, (client) => client.info('server')));
  } catch (error) {
    if (lasting.test(toMessage(error))) return { server: 'Redis', unusable: toMessage(error) };
    throw error;
  }
}

/** Valkey calls itself Redis 7.2 to old clients, and says beside it what it is. */
export function judgeRedis(info: string): Inspection {
  const valkey = /^valkey_version:([\d.]+)/m.exec(info)?.[1];
  const redis = /^redis_version:([\d.]+)/m.exec(info)?.[1] ?? '0';
  const server = valkey ? `Valkey ${valkey}` : `Redis ${redis}`;
  if (valkey ? isAtLeast(valkey, oldestRedis.valkey) : isAtLeast(redis, oldestRedis.redis)) return { server };
  return {
    server,
    unusable: `${server} is too old, Redis ${oldestRedis.redis} or Valkey ${oldestRedis.valkey} is needed`,
  };
}
