import { type Logger, pino } from 'pino';

export type { Logger };

/** Headers and fields that may hold a secret never reach a log. */
const SECRETS = ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.token'];

/**
 * One JSON line an event, to standard error, so that standard output stays for answers.
 * @param service stands in each line.
 */
export function createLogger(service: string, level: string): Logger {
  return pino({ name: service, level, redact: SECRETS }, pino.destination({ dest: 2, sync: true }));
}
