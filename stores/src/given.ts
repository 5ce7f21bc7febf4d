import { toMessage } from './errors.ts';
import { waitUntilReady } from './ready.ts';
import type { StoppableStore, StoreName, StoreSettings } from './settings.ts';
import { plainTextWarning } from './tls-problem.ts';

/** What a server that we were given says about itself. */
export interface Inspection {
  /** For the log: "PostgreSQL 17.2". */
  server: string;
  /** Why it cannot be used, as a clause with the remedy: "PostgreSQL 14.1 is too old: 15 or later is needed". */
  unusable?: string | undefined;
  /** What will do, but not well, each as a clause with the remedy. */
  warnings?: readonly string[];
}

/**
 * Connects to a given server and looks whether it will do, waiting for one that does not answer yet. Throws one
 * sentence, without the URL's password.
 */
export async function useGivenStore(
  name: StoreName,
  variable: string,
  url: string,
  inspect: (url: string, signal: AbortSignal) => Promise<Inspection>,
  { log, signal, connectTimeoutMs = 10_000 }: StoreSettings,
): Promise<StoppableStore> {
  refuseMisleading(name, variable, url);
  const shown = hideSecrets(url);
  let inspection: Inspection | undefined;
  try {
    await waitUntilReady(
      `the server of ${variable} (${shown})`,
      async (deadline) => {
        inspection = await inspect(url, deadline);
      },
      { timeoutMs: connectTimeoutMs, ...(signal && { signal }) },
    );
  } catch (error) {
    signal?.throwIfAborted();
    // The cause is left out: a driver's error may hold the whole URL. What is shown of it is no secret.
    const parts = `${toMessage(error)}${hintFor(error)}`.split(shown);
    throw new Error(`${name}: ${parts.map((part) => withoutSecretsOf(url, part)).join(shown)}`);
  }
  if (inspection?.unusable) {
    throw new Error(`${name}: ${variable} (${shown}) cannot be used: ${withoutSecretsOf(url, inspection.unusable)}`);
  }
  log(`${name}: ${inspection?.server} at ${shown}, given by ${variable}`);
  const warnings = [...(inspection?.warnings ?? []), plainTextWarning(url)].filter((warning) => warning !== undefined);
  for (const warning of warnings) log(`${name}: warning: ${withoutSecretsOf(url, warning)}`);
  return { name, url, engine: 'given', stop: async () => undefined };
}

/** A server that wants TLS and one that speaks none both hang up on who takes them for the other. */
const hintFor = (error: unknown) =>
  /ECONNRESET|closed|before secure TLS/i.test(toMessage(error)) ? '; look whether it wants TLS, or speaks none' : '';

/**
 * A password with a /, ? or # in it ends the URL's host too early: then what is taken for host, port and path are parts
 * of the password, and would be printed. An @ behind them tells; in a path or a parameter it can be written as %40.
 */
function refuseMisleading(name: StoreName, variable: string, url: string): void {
  const [, authority = '', rest = ''] = /^[^:/]*:\/\/([^/?#]*)(.*)$/s.exec(url) ?? [];
  const problem = rest.includes('@')
    ? 'an @ stands behind its first /, ? or #'
    : // PostgreSQL's driver takes such a sign for itself.
      name !== 'postgres' && /%(?![\da-f]{2})/i.test(authority) && 'a % stands there for itself';
  if (!problem) return;
  throw new Error(
    `${name}: ${variable} cannot be read: ${problem}. In the user, the password and parameters ` +
      'write / as %2F, ? as %3F, # as %23, @ as %40 and % as %25',
  );
}

/** The URL without user, password and parameters, each of which can hold a secret. Works for lists of hosts. */
export const hideSecrets = (url: string): string => url.replace(/\?.*$/s, '').replace(/^([^:/]*:\/\/)?.*@/s, '$1');

/** The text with every secret of the URL blotted out, as it is written and as it is meant, where it is a word. */
export function withoutSecretsOf(url: string, text: string): string {
  const authority = url.replace(/^[^:/]*:\/\//, '').replace(/@[^@]*$/s, '');
  const [, password = ''] = url.includes('@') ? (/^[^:]*:(.*)$/s.exec(authority) ?? []) : [];
  const parameters = [...url.matchAll(/[?&][^=&]*password[^=&]*=([^&]*)/gi)].map(([, value]) => value ?? '');
  const secrets = [password, ...parameters].flatMap((secret) => [secret, decode(secret)]).filter(Boolean);
  return secrets.reduce(
    (result, secret) => result.replace(wordOf(secret), '***'),
    text.replaceAll(url, hideSecrets(url)),
  );
}

/** A password of one letter is a part of many words. */
const wordOf = (secret: string) => new RegExp(`(?<!\\w)${RegExp.escape(secret)}(?!\\w)`, 'g');

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
