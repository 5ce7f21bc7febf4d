import { type DestinationStream, type Logger, pino } from 'pino';
import { countRepeats } from './repeats.ts';

export type { Logger };

/** Headers and fields that may hold a secret never reach a log. */
const SECRETS = ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.token'];
/** What waits to be written when nobody reads: beyond this, lines are lost rather than the process. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;

export interface LogOptions {
  /** Default: standard error, so that standard output stays for answers. */
  destination?: DestinationStream;
  /** How long the same failure is counted before it is said how often it came. */
  windowMs?: number;
}

/**
 * One JSON line an event. The same failure again and again is one line, and then one for each ten seconds with its
 * count. Whoever logs does not wait for who reads; what is not written when the process ends is written then.
 * @param service stands in each line.
 */
export function createLogger(service: string, level: string, { destination, windowMs }: LogOptions = {}): Logger {
  const repeats = countRepeats(() => log, windowMs);
  const output = destination ?? toStandardError(() => repeats.flush());
  const log: Logger = pino({ name: service, level, redact: SECRETS, hooks: { logMethod: repeats.logMethod } }, output);
  return log;
}

function toStandardError(beforeEnd: () => void): DestinationStream {
  let isClosed = false;
  // Heard before the destination hears of it, which closes itself when the process has nothing more to do.
  process.on('beforeExit', beforeEnd);
  const output = pino.destination({ dest: 2, sync: false, maxLength: MAX_WAITING_BYTES });
  output.once('close', () => {
    isClosed = true;
  });
  process.on('exit', () => {
    if (isClosed) return;
    beforeEnd();
    output.flushSync();
  });
  return output;
}
