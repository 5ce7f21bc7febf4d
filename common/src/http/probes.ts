import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Logger } from '../log.ts';
import { isEnding } from './shutdown.ts';

/** Whoever asks more often than this gets the last answer. */
const FRESH_MS = 1_000;
/** So many checks must fail in a row: one that is late while there is much to do is no outage. */
const FAILURES = 3;
/** A probe is not held up by a check: after this long it gets the last answer. */
const WAIT_MS = 500;

/**
 * Whether a service is ready, by a check that may be slow or fail for a moment. Concurrent questions share one check,
 * and one that was answered a moment ago is not made again. Once ready it stays so until three checks in a row have
 * failed; until it was ready once, each question waits for a check of its own.
 */
export function createReadiness(check: () => Promise<unknown>, log: Logger): () => Promise<boolean> {
  let failures = Number.POSITIVE_INFINITY;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let checking: Promise<void> | undefined;
  const isReady = () => failures < FAILURES;

  const run = async () => {
    try {
      await check();
      failures = 0;
    } catch (err) {
      failures += 1;
      log.warn({ err }, 'not ready');
    } finally {
      checkedAt = performance.now();
      checking = undefined;
    }
  };
  return async () => {
    if (performance.now() - checkedAt < (isReady() ? FRESH_MS : 0)) return isReady();
    checking ??= run();
    await Promise.race([checking, pause(WAIT_MS, undefined, { ref: false })]);
    return isReady();
  };
}

/** /livez says that the process lives and waits for nothing; /readyz says that what it needs answers, and that it was not told to end. */
export function serveProbes(app: FastifyInstance, isReady: () => Promise<boolean>): void {
  app.get('/livez', async () => ({ status: 'UP' }));
  app.get('/readyz', async (_request, reply) => {
    if (!isEnding() && (await isReady())) return { status: 'UP' };
    return reply.code(503).send({ status: 'DOWN' });
  });
}
