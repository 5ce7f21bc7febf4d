import { z } from 'zod';
import { DOCUMENT_CACHE_MIB } from './bounded-cache.ts';
import { MAX_ANSWER_VALUES } from './budget.ts';
import { nameOf } from './hosts.ts';
import { DEFAULT_HTTP, type HttpSettings, SUBGRAPH_HTTP } from './http-settings.ts';

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

/** A size in MiB. */
export const mebibytes = z.coerce.number().int().min(1).max(65_536);

/** `true` or `false`, in words, since the text "false" is a true value to JavaScript. */
export const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');

/** The least that is logged. */
export const logLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']);

/** How long a process that was told to end still takes requests, in milliseconds. */
export const shutdownDelayMs = z.coerce.number().int().min(0).max(600_000).default(100);

const bytes = z.coerce.number().int().min(1);

/** Names and addresses with commas between, as they stand in a Host header. */
const hosts = z.string().transform((text, context) => {
  const names = text.split(',').map((name) => name.trim());
  const wrong = names.filter((name) => nameOf(name) === undefined || /:\d*$/.test(name));
  for (const name of wrong) {
    context.addIssue({ code: 'custom', message: `"${name}" is no name, no address and no [IPv6 address]` });
  }
  return wrong.length > 0 ? z.NEVER : names;
});

/** How a process takes requests over HTTP. */
export const httpShape = (defaults: HttpSettings) => ({
  HOST: z.string().default('127.0.0.1'),
  ALLOWED_HOSTS: hosts.optional(),
  PROBE_PORT: port.optional(),
  MAX_BODY_BYTES: bytes.default(defaults.maxBodyBytes),
  MAX_BODIES_BYTES: bytes.default(defaults.maxBodiesBytes),
  SHUTDOWN_DELAY_MS: shutdownDelayMs,
  REQUEST_TIMEOUT_MS: z.coerce.number().int().min(1).default(defaults.requestTimeoutMs),
});

const gatewayHttp = httpShape(DEFAULT_HTTP);

export const toHttpSettings = (values: z.output<z.ZodObject<typeof gatewayHttp>>): HttpSettings => ({
  allowedHosts: values.ALLOWED_HOSTS,
  probePort: values.PROBE_PORT,
  maxBodyBytes: values.MAX_BODY_BYTES,
  maxBodiesBytes: values.MAX_BODIES_BYTES,
  requestTimeoutMs: values.REQUEST_TIMEOUT_MS,
});

/** What every subgraph's process is set up by, beside its store. */
export const serviceShape = (defaultPort: number) => ({
  /** Below the gateway's deadline, so that a slow statement or command is mostly an answer of this service. */
  STORE_TIMEOUT_MS: z.coerce.number().int().min(1).default(1_000),
  DOCUMENT_CACHE_MIB: mebibytes.default(DOCUMENT_CACHE_MIB),
  MAX_ANSWER_VALUES: z.coerce.number().int().min(1).default(MAX_ANSWER_VALUES),
  ...httpShape(SUBGRAPH_HTTP),
  PORT: port.default(defaultPort),
  LOG_LEVEL: logLevel.default('info'),
});
