import type { Logger } from './log.ts';

/**
 * Says that something was refused for want of a place. A crowd is one line and then one for each ten seconds, with how
 * many it was, since the logger counts what it is told again.
 * @param what in words that are the same for everybody who is refused there.
 */
export function logRefusal(log: Pick<Logger, 'warn'>, requestId: string, what: string): void {
  log.warn({ requestId }, `refused: ${what}`);
}
