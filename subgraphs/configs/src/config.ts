import { readEnv, serviceShape, urlOf, wholeNumber } from '@tributary/common/env';
import type { z } from 'zod';
import { DEFAULT_ARTIFACTS } from './routes/artifacts.ts';

export const shape = {
  MONGODB_URL: urlOf('mongodb', 'mongodb+srv'),
  MONGODB_POOL_MAX: wholeNumber(1, 1_000).default(30),
  ARTIFACT_MAX_BYTES: wholeNumber(1).default(DEFAULT_ARTIFACTS.maxBytes),
  ...serviceShape(4002),
};

export type Config = z.output<z.ZodObject<typeof shape>>;

/** @throws Error that names each variable which does not fit. */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => readEnv(shape, env);
