import { z } from 'zod';

/**
 * Reads a process's settings from its environment.
 * @param shape one schema a variable; an empty value counts as left out.
 * @throws Error that names each variable that does not fit, with the reason.
 */
export function readEnv<Shape extends z.ZodRawShape>(
  shape: Shape,
  env: Readonly<Record<string, string | undefined>>,
): z.output<z.ZodObject<Shape>> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = z.object(shape).safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment does not fit. ${problems.join('. ')}`);
}

/** A TCP port; 0 lets the system choose one. */
export const port = z.coerce
  .number('is no port')
  .int('is no port')
  .min(0, 'is no port')
  .max(65_535, 'is no port: the highest is 65535');

/** `true` or `false`, in words, since the text "false" is a true value to JavaScript. */
export const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');

/** The least that is logged. */
export const logLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']);

/** What every subgraph's process is set up by, beside its store. */
export const serviceShape = (defaultPort: number) => ({
  /** Below the gateway's deadline, so that a slow statement or command is mostly an answer of this service. */
  STORE_TIMEOUT_MS: z.coerce.number().int().min(1).default(1_000),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(defaultPort),
  LOG_LEVEL: logLevel.default('info'),
});
