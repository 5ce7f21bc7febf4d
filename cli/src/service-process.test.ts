import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { keepService, type ServiceOptions } from './service-process.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Tells who takes ports which one it was given, then listens there. */
const SERVICE = `
  import { createServer } from 'node:http';
  const { HOST, PORT, ASKED } = process.env;
  await fetch(ASKED + '/' + PORT);
  createServer().listen(Number(PORT), HOST, () => process.send({ listening: 'http://' + HOST + ':' + PORT }));
`;

let folder: string;
const servers: Server[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-service-'));
  await mkdir(join(folder, 'src'));
  await writeFile(join(folder, 'src/main.ts'), SERVICE);
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  await rm(folder, { recursive: true });
});

async function listen(port: number, answer: RequestListener): Promise<Server> {
  const server = createServer(answer).listen(port, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return server;
}

/** The first ports that services are given are taken before they listen. */
async function optionsWhere(taken: number, given: number[]): Promise<ServiceOptions> {
  const server = await listen(0, async ({ url = '' }, response) => {
    const port = Number(url.slice(1));
    if (given.push(port) <= taken) await listen(port, () => undefined);
    response.end();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return {
    folder: relative(ROOT, folder),
    env: { ASKED: `http://127.0.0.1:${address.port}` },
    address: { host: '127.0.0.1', port: 0 },
    dataDir: folder,
    signal: new AbortController().signal,
    onGivenUp: (reason) => {
      throw reason;
    },
  };
}

it('starts a service on another port where somebody took the first between its choice and its use', async () => {
  const given: number[] = [];
  const service = await keepService('sync', await optionsWhere(1, given));
  expect(given).toHaveLength(2);
  expect(service.url).toBe(`http://127.0.0.1:${given[1]}`);
  await service.stop();
});

it('gives up where each port was taken, and where another reason ends the service', async () => {
  const given: number[] = [];
  await expect(keepService('sync', await optionsWhere(9, given))).rejects.toThrow(/^sync ended while it started/);
  expect(given).toHaveLength(3);
  await writeFile(join(folder, 'src/main.ts'), `${SERVICE} throw new Error('for another reason');`);
  await expect(keepService('sync', await optionsWhere(0, given))).rejects.toThrow(/^sync ended while it started/);
  expect(given).toHaveLength(4);
});
