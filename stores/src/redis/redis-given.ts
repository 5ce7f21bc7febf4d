import { isAtLeast } from '../engines/engine.ts';
import { toMessage } from '../errors.ts';
import type { Inspection } from '../given.ts';
import { explainTls } from '../tls-problem.ts';
import { withRedisClient } from './redis-client.ts';

export const oldestRedis = { redis: '7.2', valkey: '8' };

export async function inspectRedis(url: string): Promise<Inspection> {
  try {
    return await withRedisClient(url, async (client) => {
      const inspection = judgeRedis(await client.info());
      if (inspection.isCluster && !(await client.clusterInfo()).includes('cluster_state:ok')) {
        throw new Error('the cluster is down: "cluster info" says which slots no node serves');
      }
      // Limits and rankings are scripts; a user may be kept from them.
      if (!inspection.unusable) await client.eval('return 1');
      return inspection;
    });
  } catch (error) {
    const unusable = explainRedis(error);
    if (unusable) return { server: 'Redis', unusable };
    throw error;
  }
}

/** Whether a server will do, by what INFO says. Valkey calls itself Redis 7.2 to old clients, and says what it is. */
export function judgeRedis(info: string): Inspection & { isCluster: boolean } {
  const read = (name: string) => new RegExp(`^${name}:([^\\r\\n]*)`, 'm').exec(info)?.[1];
  const valkey = read('valkey_version');
  const redis = read('redis_version') ?? '0';
  const isCluster = read('cluster_enabled') === '1';
  const server = `${valkey ? `Valkey ${valkey}` : `Redis ${redis}`}${isCluster ? ' Cluster' : ''}`;
  const isRecent = valkey ? isAtLeast(valkey, oldestRedis.valkey) : isAtLeast(redis, oldestRedis.redis);
  const problems: [boolean, string][] = [
    [!isRecent, `${server} is too old, Redis ${oldestRedis.redis} or Valkey ${oldestRedis.valkey} is needed`],
    // A cluster's replica says where everything lies, as its primary does.
    [
      read('role') === 'slave' && !isCluster,
      'the server is a replica, which takes no writes: give the address of its primary',
    ],
  ];
  const policy = read('maxmemory_policy');
  const warnings: [boolean, string][] = [
    [
      policy !== undefined && policy !== 'noeviction',
      `it removes keys when its memory is full (maxmemory-policy ${policy}), and features and limits are no cache: ` +
        'set maxmemory-policy noeviction',
    ],
    [
      read('aof_enabled') === '0',
      'it keeps no log of what is written, and loses the last of it when it ends: set appendonly yes',
    ],
  ];
  return {
    server,
    isCluster,
    unusable: problems.find(([applies]) => applies)?.[1],
    warnings: warnings.filter(([applies]) => applies).map(([, warning]) => warning),
  };
}

/** Answers that will not get right by waiting. */
const lasting = /^(WRONGPASS|NOAUTH|ERR (AUTH|invalid password))/;

/** What will not get right by waiting, with the remedy; undefined for anything else. */
export function explainRedis(error: unknown): string | undefined {
  const message = toMessage(error);
  const tls = explainTls(error, {
    plain: 'write redis:// instead of rediss://',
    untrusted: 'have Node trust who signed it, by NODE_EXTRA_CA_CERTS=FILE in the environment',
  });
  if (tls) return tls;
  if (message.startsWith('NOPERM')) {
    return `${message}: the user needs all commands on its keys and INFO, as by "acl setuser NAME +@all -@admin +info"`;
  }
  return lasting.test(message) ? message : undefined;
}
