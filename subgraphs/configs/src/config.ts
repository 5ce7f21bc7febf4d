import { port, readEnv } from '@tributary/common/env';
import { z } from 'zod';

export const shape = {
  MONGODB_URL: z.string().startsWith('mongodb'),
  MONGODB_POOL_MAX: z.coerce.number().int().min(1).max(1_000).default(30),
  /** Below the gateway's deadline, so that a slow command is mostly an answer of this service. */
  STORE_TIMEOUT_MS: z.coerce.number().int().min(1).default(1_000),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(4002),
  LOG_LEVEL: z.string().default('info'),
};

export const readConfig = (env: Readonly<Record<string, string | undefined>>) => readEnv(shape, env);
