import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections (from 32,768 on Linux, from 49,152 on macOS). One of those
 * may be given away while its server is down, and then the server cannot start on it again; a client that tries to
 * connect to it may even be given it for itself, and connects to itself.
 */
const PORTS = { from: 20_000, below: 32_768 };
const ATTEMPTS = 100;

/** A loopback port that is free now; another program may still take it before it is used. */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(PORTS.from, PORTS.below);
    if (await isFree(port)) return port;
  }
  throw new Error(`No port from ${PORTS.from} to ${PORTS.below - 1} of 127.0.0.1 is free.`);
}

/**
 * Whether a program could listen on this port of loopback now.
 * @throws Error of the system when that cannot be told.
 */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
