import { readEnv, serviceShape, urlOf, wholeNumber } from '@tributary/common/env';
import type { z } from 'zod';

export const shape = {
  MONGODB_URL: urlOf('mongodb', 'mongodb+srv'),
  MONGODB_POOL_MAX: wholeNumber(1, 1_000).default(30),
  ...serviceShape(4002),
};

export type Config = z.output<z.ZodObject<typeof shape>>;

/** @throws Error that names each variable which does not fit. */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => readEnv(shape, env);
