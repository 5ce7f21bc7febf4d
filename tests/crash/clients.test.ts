import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, it } from '@jest/globals';
import { CrashClients } from './clients.ts';
import { Findings } from './findings.ts';
import { type Kind, Ledger } from './ledger.ts';

let server: Server;
let clients: CrashClients<'only', unknown>;
let findings: Findings;
let ledger: Ledger<'only'>;
let deadline: AbortController;

/** One client of a gateway that answers so. */
async function start(answer: RequestListener, more: Partial<Kind<unknown>> = {}): Promise<void> {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It listens at a port.');
  deadline = new AbortController();
  findings = new Findings();
  ledger = new Ledger();
  const only: Kind<unknown> = {
    ...{ query: '', variables: () => ({}), repeats: true, home: 'postgres', find: async () => [] },
    ...more,
  };
  const gateways = [`http://127.0.0.1:${address.port}`];
  clients = new CrashClients({
    ...{ gateways, kinds: { only }, ledger, findings, seed: 1, count: 1 },
    deadline: deadline.signal,
  });
}

afterEach(async () => {
  await clients.close();
  server.closeAllConnections();
  server.close();
});

/** What attempts of the first write were told, once that is over. */
async function saidOf(running: Promise<void>): Promise<string[] | undefined> {
  await clients.allow(1, 0);
  clients.end();
  await running;
  return ledger.writes
    .get('only')
    ?.get(0)
    ?.map(({ said }) => said);
}

it('a connection that ends is no finding: the write is sent again', async () => {
  let requests = 0;
  await start((request, response) => {
    requests += 1;
    if (requests === 1) request.socket.destroy();
    else response.end('{"data":{"write":{"__typename":"Success"}}}');
  });
  expect(await saidOf(clients.run())).toEqual(['unknown', 'done']);
  expect(findings.lines).toEqual([]);
});

it('an answer that cannot be read is a finding, and says nothing of the write', async () => {
  let requests = 0;
  await start((_, response) => {
    requests += 1;
    response.end(requests === 1 ? '{"data":{"wri' : '{"data":{"write":{"__typename":"Success"}}}');
  });
  expect(await saidOf(clients.run())).toEqual(['unknown', 'done']);
  expect(findings.lines).toEqual([expect.stringMatching(/^1 × an answer that cannot be read/)]);
});

it('what is refused for good is not sent again', async () => {
  await start((_, response) => response.end('{"errors":[{"message":"no","extensions":{"code":"FORBIDDEN"}}]}'));
  expect(await saidOf(clients.run())).toEqual(['not done']);
  expect(findings.lines).toEqual([expect.stringMatching(/FORBIDDEN/)]);
});

it('an answer that is neither done nor an error is a finding, and is not waited for', async () => {
  await start((_, response) => response.end('{"data":{"write":{"__typename":"NotFound"}}}'));
  expect(await saidOf(clients.run())).toEqual(['not done']);
  expect(findings.lines).toEqual([expect.stringMatching(/^1 × only: neither done nor an error.*NotFound/)]);
});

it('whoever waits for writes hears that a client has failed', async () => {
  const fail = () => {
    throw new Error('not as it was');
  };
  await start((_, response) => response.end('{"data":{"write":{"__typename":"Success"}}}'), { answered: fail });
  const running = clients.run();
  await expect(Promise.all([running, clients.allow(2, 0)])).rejects.toThrow('not as it was');
  await expect(clients.allow(1, 0)).rejects.toThrow('It is over, or too late: 1 of 3 writes were begun.');
});

it('nobody waits beyond the deadline, neither for an answer nor for writes', async () => {
  await start(() => deadline.abort());
  const running = clients.run();
  await expect(clients.allow(2, 0)).rejects.toThrow('It is over, or too late: 1 of 2 writes were begun.');
  clients.end();
  await running;
});
