import { expect, it } from '@jest/globals';
import { SetAside } from './set-aside.ts';

it('sets aside what fails three times in a row, and longer each time', () => {
  const setAside = new SetAside(60_000);
  for (const _ of [1, 2, 3]) {
    setAside.check('bad');
    setAside.failed('bad', 'It is slow.');
  }
  expect(() => setAside.check('bad')).toThrow(
    'The model is not run for another 60 s, since it failed 3 times in a row, the last time so: It is slow.',
  );
  setAside.failed('bad', 'It is slow.');
  expect(() => setAside.check('bad')).toThrow('for another 120 s');
  expect(() => setAside.check('good')).not.toThrow();
});

it('begins anew after a success', () => {
  const setAside = new SetAside(60_000);
  for (const _ of [1, 2, 3, 4]) {
    setAside.failed('mixed', 'It is slow.');
    setAside.succeeded('mixed');
  }
  expect(() => setAside.check('mixed')).not.toThrow();
});
