import { toMessage } from './errors.ts';
import { waitUntilReady } from './ready.ts';
import type { StoppableStore, StoreName, StoreSettings } from './settings.ts';

/** What a server that we were given says about itself. */
export interface Inspection {
  /** For the log: "PostgreSQL 17.2". */
  server: string;
  /** Why it cannot be used, as a clause with the remedy: "PostgreSQL 14.1 is too old: 15 or later is needed". */
  unusable?: string;
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
    // The cause is left out: a driver's error may hold the whole URL.
    throw new Error(`${name}: ${withoutSecretsOf(url, toMessage(error))}`);
  }
  if (inspection?.unusable) {
    throw new Error(`${name}: ${variable} (${shown}) cannot be used: ${withoutSecretsOf(url, inspection.unusable)}`);
  }
  log(`${name}: ${inspection?.server} at ${shown}, given by ${variable}`);
  return { name, url, engine: 'given', stop: async () => undefined };
}

/** The URL without user, password and parameters, each of which can hold a secret. Works for lists of hosts. */
export const hideSecrets = (url: string): string => url.replace(/\?.*$/s, '').replace(/^([^:/]*:\/\/)?.*@/s, '$1');

/** The text with every secret of the URL blotted out, as it is written and as it is meant. */
export function withoutSecretsOf(url: string, text: string): string {
  const authority = url.replace(/^[^:/]*:\/\//, '').replace(/@[^@]*$/s, '');
  const [, password = ''] = url.includes('@') ? (/^[^:]*:(.*)$/s.exec(authority) ?? []) : [];
  const parameters = [...url.matchAll(/[?&][^=&]*password[^=&]*=([^&]*)/gi)].map(([, value]) => value ?? '');
  const secrets = [password, ...parameters].flatMap((secret) => [secret, decode(secret)]).filter(Boolean);
  return secrets.reduce((result, secret) => result.replaceAll(secret, '***'), text.replaceAll(url, hideSecrets(url)));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
