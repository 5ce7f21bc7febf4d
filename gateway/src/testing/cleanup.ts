import { afterEach } from '@jest/globals';
import type { Cleanup } from './gateway.ts';

/** What is registered is closed after each test, the last first. */
export function closeAfterEach(): Cleanup {
  const closes: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closes.splice(0)) await close();
  });
  return (close) => closes.unshift(close);
}
