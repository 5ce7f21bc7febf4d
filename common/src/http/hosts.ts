import type { Server } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from './refusals.ts';

export interface HostRule {
  /** By what name or address it is told to listen. */
  readonly host: string;
  /** By what names it is asked beside those of loopback; undefined where nobody said. */
  readonly allowedHosts: readonly string[] | undefined;
}

/**
 * Answers requests to names that are this server's alone, before anything of them is read. A page whose name is made
 * to resolve to this machine would otherwise talk to it as its own origin, and no browser would ask anybody (DNS
 * rebinding). A server that others reach, and whose names nobody has said, answers any.
 */
export function refuseForeignHosts(app: FastifyInstance, { host, allowedHosts }: HostRule): void {
  const named = new Set([host, ...(allowedHosts ?? [])].map((name) => nameOf(name) ?? name));
  // Before it listens nobody reaches it.
  let onLoopback = true;
  app.server.on('listening', () => {
    onLoopback = isOnLoopback(app.server);
  });
  app.addHook('onRequest', async (request) => {
    const names = namesIn(request);
    if (!onLoopback && allowedHosts === undefined) return;
    if (names.every((name) => named.has(name) || (onLoopback && isLoopback(name)))) return;
    throw new Refusal(
      403,
      'This server does not answer to that Host: ask it by a name of loopback or of ALLOWED_HOSTS.',
      {
        code: 'FORBIDDEN',
      },
    );
  });
}

/** The names by which a request asks. A proxy's form of its target has one, too, which goes before the header's. */
function namesIn({ raw }: FastifyRequest): string[] {
  const headers = raw.rawHeaders.filter((_, index, all) => index % 2 === 1 && all[index - 1]?.toLowerCase() === 'host');
  const target = raw.url?.startsWith('/') || raw.url === '*' ? undefined : raw.url;
  const authority = target === undefined ? undefined : /^https?:\/\/([^/?#]*)/i.exec(target)?.[1];
  const names = [...headers, ...(target === undefined ? [] : [authority ?? ''])].flatMap((text) => nameOf(text) ?? []);
  if (headers.length === 1 && names.length === (target === undefined ? 1 : 2)) return names;
  throw new Refusal(400, 'The request must have one Host header, with a name or an address and a port if need be.');
}

const IPV6 = /^\[([\da-f:.]+)\](?::\d{0,5})?$/i;
const NAME = /^([a-z\d_](?:[a-z\d_.-]*[a-z\d_])?)\.?(?::\d{0,5})?$/i;

/** A Host's name without its port, in one writing of the many; undefined where it is none. */
export function nameOf(text: string): string | undefined {
  const [, ipv6] = IPV6.exec(text) ?? [];
  if (ipv6 !== undefined) return isIP(ipv6) === 6 ? new URL(`http://[${ipv6}]`).hostname : undefined;
  const [, name] = NAME.exec(text) ?? [];
  return name?.includes('..') ? undefined : name?.toLowerCase();
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

const isLoopbackAddress = (address: string) => {
  const family = isIP(address);
  return family !== 0 && loopback.check(address, family === 6 ? 'ipv6' : 'ipv4');
};

/** Names that lead nowhere else, whoever answers for names. */
const isLoopback = (name: string) => name === 'localhost' || isLoopbackAddress(name.replace(/^\[|\]$/g, ''));

function isOnLoopback(server: Server): boolean {
  const address = server.address();
  return address === null || typeof address === 'string' || isLoopbackAddress(address.address);
}
