import { flag, port, readEnv } from '@tributary/common/env';
import { z } from 'zod';
import { DEFAULT_SETTINGS } from './settings.ts';

const names = z
  .string()
  .transform((text) => text.split(',').map((name) => name.trim()))
  .pipe(z.array(z.string().regex(/^[a-z0-9][a-z0-9_-]{0,99}$/, 'is no list of slugs with commas between')));

export const shape = {
  DATABASE_URL: z.string().startsWith('postgres'),
  DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(1_000).default(30),
  /** Below the gateway's deadline, so that a slow statement is an answer of this service. */
  STORE_TIMEOUT_MS: z.coerce.number().int().min(1).default(1_000),
  /** Where models can be deployed. */
  ENVIRONMENTS: names.default([...DEFAULT_SETTINGS.environments]),
  /** The environments that take approved versions only. */
  APPROVED_ONLY: names.default([...DEFAULT_SETTINGS.approvedOnly]),
  /** Whether a version's creator may review it. */
  REVIEW_OWN: flag.default(DEFAULT_SETTINGS.reviewOwn),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(4001),
  LOG_LEVEL: z.string().default('info'),
};

export const readConfig = (env: Readonly<Record<string, string | undefined>>) => readEnv(shape, env);
