import { createServer } from 'node:net';

/** Where a server listens. */
export interface Address {
  host: string;
  /** 0: a free one. */
  port: number;
}

/**
 * @param variable that sets the port, for the remedy.
 * @throws Error that says what to do when nobody could listen there now.
 */
export async function requireFree(address: Address, variable = 'PORT'): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explainAddress(address, variable, error)));
    server.listen(address, () => server.close(() => resolve()));
  });
}

/** Why a server cannot listen, with what to do; another error comes back as it is. */
export function explainAddress({ host, port }: Address, variable: string, error: unknown): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  const explain = (message: string) => new Error(message, { cause: error });
  switch (code) {
    case 'EADDRINUSE':
      return explain(
        `Port ${port} of ${host} is taken by another process. Stop that one, or choose a port: ${variable}=${port + 1}.`,
      );
    case 'EACCES':
      return explain(`Port ${port} is for the system's own services. Choose one above 1023: ${variable}=4000.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return explain(`HOST=${host} is no address of this machine. Choose one that is: HOST=127.0.0.1.`);
    default:
      return error;
  }
}
