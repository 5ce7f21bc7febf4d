import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { explainAddress, requireFree } from './address.ts';

describe('requireFree', () => {
  it('is content with a free port, and leaves it free', async () => {
    await requireFree({ host: '127.0.0.1', port: 0 });
  });

  it('says that a port is taken, and what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
    const { port } = address;
    await expect(requireFree({ host: '127.0.0.1', port })).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is taken by another process. Stop that one, or choose a port: PORT=${port + 1}.`,
    );
    other.close();
  });

  it('says that the host is elsewhere', async () => {
    await expect(requireFree({ host: '192.0.2.1', port: 0 })).rejects.toThrow(
      'HOST=192.0.2.1 is no address of this machine. Choose one that is: HOST=127.0.0.1.',
    );
  });
});

it('a port that only root may have is explained', () => {
  const denied = Object.assign(new Error('listen EACCES'), { code: 'EACCES' });
  expect(explainAddress({ host: '127.0.0.1', port: 80 }, 'PORT', denied)).toMatchObject({
    message: "Port 80 is for the system's own services. Choose one above 1023: PORT=4000.",
  });
});
