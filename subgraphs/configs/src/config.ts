import { readEnv, serviceShape } from '@tributary/common/env';
import { z } from 'zod';

export const shape = {
  MONGODB_URL: z.string().regex(/^mongodb(\+srv)?:\/\//, 'is no URL that begins with mongodb:// or mongodb+srv://'),
  MONGODB_POOL_MAX: z.coerce.number().int().min(1).max(1_000).default(30),
  ...serviceShape(4002),
};

export const readConfig = (env: Readonly<Record<string, string | undefined>>) => readEnv(shape, env);
