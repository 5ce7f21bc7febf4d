import { readEnv, serviceShape } from '@tributary/common/env';
import { z } from 'zod';

export const shape = {
  REDIS_URL: z.string().regex(/^rediss?:\/\//, 'is no URL that begins with redis:// or rediss://'),
  /** Begins every key, so that several installations can share a server. Braces would move the keys' hash tags. */
  KEY_PREFIX: z
    .string()
    .regex(/^[^{}]*$/, 'has { or } in it')
    .default('tributary:'),
  ...serviceShape(4003),
};

export const readConfig = (env: Readonly<Record<string, string | undefined>>) => readEnv(shape, env);
