import { z } from 'zod';
import { DOCUMENT_CACHE_MIB } from './bounded-cache.ts';
import { MAX_ANSWER_VALUES } from './budget.ts';
import { nameOf } from './http/hosts.ts';
import { DEFAULT_HTTP, type HttpSettings, SUBGRAPH_HTTP } from './http/http-settings.ts';

/**
 * Reads a process's settings from its environment.
 * @param shape one schema a variable, whose messages go on after its name; an empty value counts as left out.
 * @throws Error that says of each variable that does not fit what it must be.
 */
export function readEnv<Shape extends z.ZodRawShape>(
  shape: Shape,
  env: Readonly<Record<string, string | undefined>>,
): z.output<z.ZodObject<Shape>> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = z.object(shape).safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  throw new Error(`${[...new Set(problems)].join('. ')}.`);
}

const written = new Intl.NumberFormat('en-US');

/** A whole number; without `max`, as large as numbers are exact. */
export const wholeNumber = (min: number, max = Number.MAX_SAFE_INTEGER): z.ZodCoercedNumber => {
  const range =
    max === Number.MAX_SAFE_INTEGER
      ? `of at least ${written.format(min)}`
      : `between ${written.format(min)} and ${written.format(max)}`;
  const error = `must be a whole number ${range}`;
  return z.coerce.number({ error }).int({ error }).min(min, { error }).max(max, { error });
};

/** One of a few words. */
export const oneOf = <const Words extends readonly string[]>(...words: Words) =>
  z.enum(words, { error: `must be one of ${words.join(', ')}` });

/** A URL of one of the protocols. */
export const urlOf = (...protocols: readonly string[]): z.ZodString => {
  const begins = protocols.map((protocol) => `${protocol}://`);
  const error = `must be a URL that begins with ${begins.join(' or ')}`;
  return z.string({ error }).refine((url) => begins.some((begin) => url.startsWith(begin)), { error });
};

/** A TCP port; 0 lets the system choose one. */
export const port = wholeNumber(0, 65_535);

/** A size in MiB. */
export const mebibytes = wholeNumber(1, 65_536);

/** `true` or `false`, in words, since the text "false" is a true value to JavaScript. */
export const flag = oneOf('true', 'false', '1', '0').transform((value) => value === 'true' || value === '1');

/** The least that is logged. */
export const logLevel = oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent');

export const nodeEnv = oneOf('development', 'production', 'test').default('development');

/** How long a process that was told to end still takes requests, in milliseconds. */
export const shutdownDelayMs = wholeNumber(0, 600_000).default(100);

const bytes = wholeNumber(1);

/** Names and addresses with commas between, as they stand in a Host header. */
const hosts = z.string().transform((text, context) => {
  const names = text.split(',').map((name) => name.trim());
  const wrong = names.filter((name) => nameOf(name) === undefined || /:\d*$/.test(name));
  if (wrong.length === 0) return names;
  const quoted = wrong.map((name) => `"${name}"`).join(' and ');
  context.addIssue({
    code: 'custom',
    message: `must be names, addresses or [IPv6 addresses] without ports and with commas between, which ${quoted} is not`,
  });
  return z.NEVER;
});

/** How a process takes requests over HTTP. */
export const httpShape = (defaults: HttpSettings) => ({
  HOST: z.string().default('127.0.0.1'),
  ALLOWED_HOSTS: hosts.optional(),
  PROBE_PORT: port.optional(),
  MAX_BODY_BYTES: bytes.default(defaults.maxBodyBytes),
  MAX_BODIES_BYTES: bytes.default(defaults.maxBodiesBytes),
  SHUTDOWN_DELAY_MS: shutdownDelayMs,
  REQUEST_TIMEOUT_MS: wholeNumber(1).default(defaults.requestTimeoutMs),
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
  STORE_TIMEOUT_MS: wholeNumber(1).default(1_000),
  DOCUMENT_CACHE_MIB: mebibytes.default(DOCUMENT_CACHE_MIB),
  MAX_ANSWER_VALUES: wholeNumber(1).default(MAX_ANSWER_VALUES),
  ...httpShape(SUBGRAPH_HTTP),
  PORT: port.default(defaultPort),
  LOG_LEVEL: logLevel.default('info'),
});
