import { expect, it } from '@jest/globals';
import { reasonIn } from './postgres-cluster.ts';

it.each([
  [
    'initdb: error: could not create directory "/d/pg_wal": No space left on device\ninitdb: removing contents of data directory "/d"\n',
    'could not create directory "/d/pg_wal": No space left on device',
  ],
  [
    '2026-11-28 19:16:27.445 UTC [1] FATAL:  lock file "postmaster.pid" is empty\n2026-11-28 19:16:27.445 UTC [1] HINT:  Remove it.\nchild process exited with exit code 1\n',
    'lock file "postmaster.pid" is empty; Remove it.',
  ],
  ['initdb: removing contents\n', 'initdb: removing contents'],
  ['', 'it said nothing'],
])('what a program of PostgreSQL says first is its reason: %j', (output, reason) => {
  expect(reasonIn(output)).toBe(reason);
});
