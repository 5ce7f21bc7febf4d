import { readEnv, serviceShape } from '@tributary/common/env';
import { shape as configs } from '@tributary/configs/config';
import { shape as lineage, refuseUnknownEnvironments, rulesShape } from '@tributary/lineage/config';
import { shape as realtime } from '@tributary/realtime/config';
import type { z } from 'zod';

const { HOST, ALLOWED_HOSTS, PROBE_PORT, SHUTDOWN_DELAY_MS, REQUEST_TIMEOUT_MS, STORE_TIMEOUT_MS, PORT, LOG_LEVEL } =
  serviceShape(4004);

export const shape = {
  DATABASE_URL: lineage.DATABASE_URL,
  ...rulesShape,
  MONGODB_URL: configs.MONGODB_URL,
  REDIS_URL: realtime.REDIS_URL,
  KEY_PREFIX: realtime.KEY_PREFIX,
  HOST,
  ALLOWED_HOSTS,
  PROBE_PORT,
  SHUTDOWN_DELAY_MS,
  REQUEST_TIMEOUT_MS,
  STORE_TIMEOUT_MS,
  PORT,
  LOG_LEVEL,
};

export type Config = z.output<z.ZodObject<typeof shape>>;

/** @throws Error that names each variable which does not fit. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const config = readEnv(shape, env);
  refuseUnknownEnvironments(env, config);
  return config;
}
