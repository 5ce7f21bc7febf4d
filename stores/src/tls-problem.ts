import { toMessage } from './errors.ts';

export interface TlsRemedies {
  /** The server speaks no TLS. */
  plain: string;
  /** Nobody whom we trust vouches for its certificate. */
  untrusted: string;
}

const PLAIN = /wrong version number|packet length too long|does not support SSL connections/i;
const MISNAMED = /does not match certificate/i;
const UNTRUSTED =
  /self[- ]signed certificate|unable to (verify the first|get (local )?issuer) certificate|certificate has expired|certificate is not yet valid/i;

/**
 * What stands between us and a server's TLS, as a clause with the remedy; undefined for another error. By the words of
 * Node and OpenSSL, which every driver hands on, if not at once then as a cause.
 */
export function explainTls(error: unknown, remedies: TlsRemedies): string | undefined {
  const message = toMessage(error);
  if (MISNAMED.test(message)) return `${message}: write the name that the certificate has as the host`;
  if (UNTRUSTED.test(message)) return `${message}: ${remedies.untrusted}`;
  if (PLAIN.test(message)) return `the server speaks no TLS (${message}): ${remedies.plain}`;
  return Error.isError(error) && error.cause !== undefined ? explainTls(error.cause, remedies) : undefined;
}

/** A server far away that is spoken to in plain text; names without a dot are a container's or a local network's. */
export function plainTextWarning(url: string): string | undefined {
  const [, scheme = '', authority = ''] = /^([^:/]+):\/\/([^/?#]*)/.exec(url) ?? [];
  const hosts = authority.slice(authority.lastIndexOf('@') + 1).split(',');
  const isFar = hosts.some((host) => host.includes('.') && !/^127\.|^localhost\b/.test(host));
  const isEncrypted = /^rediss$|\+srv$/.test(scheme) || /[?&](ssl|tls)=true|[?&]sslmode=(?!disable)/.test(url);
  if (!isFar || isEncrypted) return undefined;
  return 'it is reached without TLS, so that others on the way can read what is sent, the password too';
}
