import { port, readEnv } from '@tributary/common/env';
import { z } from 'zod';

export const shape = {
  REDIS_URL: z.string().regex(/^rediss?:\/\//, 'begins with redis:// or rediss://'),
  /** Begins every key, so that several installations can share a server. Braces would move the keys' hash tags. */
  KEY_PREFIX: z
    .string()
    .regex(/^[^{}]*$/, 'holds no { and no }')
    .default('tributary:'),
  /** Below the gateway's deadline, so that a slow command is mostly an answer of this service. */
  STORE_TIMEOUT_MS: z.coerce.number().int().min(1).default(1_000),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(4003),
  LOG_LEVEL: z.string().default('info'),
};

export const readConfig = (env: Readonly<Record<string, string | undefined>>) => readEnv(shape, env);
