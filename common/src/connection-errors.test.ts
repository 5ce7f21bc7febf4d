import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, it } from '@jest/globals';
import { isConnectionError } from './connection-errors.ts';
import { findFreePort } from './testing/server.ts';

it.each([
  [
    'a port where nobody listens',
    'ECONNREFUSED',
    async () => once(connect(await findFreePort(), '127.0.0.1'), 'connect'),
  ],
  [
    'a connection that the other side has ended',
    'EPIPE',
    async () => {
      const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('A TCP server has a port.');
      const socket = connect(address.port, '127.0.0.1').resume();
      await once(socket, 'end');
      server.close();
      return new Promise((resolve, reject) => {
        socket.once('error', reject);
        socket.write('a command', resolve);
      });
    },
  ],
])('knows %s', async (_what, code, fails) => {
  const error = await fails().catch((reason: unknown) => reason);
  expect({ error, known: isConnectionError(error) }).toMatchObject({ error: { code }, known: true });
});

it('knows no other error', () => {
  expect([undefined, 'EPIPE', new Error('EPIPE'), { code: 'ENOENT' }].map(isConnectionError)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
