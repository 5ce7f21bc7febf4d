import { readEnv, serviceShape } from '@tributary/common/env';
import { z } from 'zod';

export const shape = {
  MONGODB_URL: z.string().regex(/^mongodb(\+srv)?:\/\//, 'must be a URL that begins with mongodb:// or mongodb+srv://'),
  MONGODB_POOL_MAX: z.coerce.number().int().min(1).max(1_000).default(30),
  ...serviceShape(4002),
};

export type Config = z.output<z.ZodObject<typeof shape>>;

/** @throws Error that names each variable which does not fit. */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => readEnv(shape, env);
