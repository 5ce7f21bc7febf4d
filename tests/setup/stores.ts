export { readStores as testStores, type TestStores } from './config.ts';

/** A store may take its time: other tests, and other programs, use the same processors. */
export const PATIENCE_MS = 120_000;
