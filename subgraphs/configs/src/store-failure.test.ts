import { expect, it } from '@jest/globals';
import { storeFailure } from './database.ts';

it('knows a connection that broke under a command, which the driver passes on as the system says it', () => {
  const broken = Object.assign(new Error('This socket has been ended by the other party'), { code: 'EPIPE' });
  expect(storeFailure(broken)).toBe('MongoDB does not answer.');
});
