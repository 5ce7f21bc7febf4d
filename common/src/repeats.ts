import type { LogFn, Logger } from 'pino';

const WINDOW_MS = 10_000;
const WARNING = 40;
/** Failures that are told apart at one time; what comes beside so many is counted as one. */
const MAX_KINDS = 1_000;
/** Of the requests in which a failure came again, those that are named. */
const MAX_REQUESTS = 50;

interface Kind {
  readonly method: LogFn;
  readonly message: string;
  readonly reason: string | undefined;
  readonly timer: NodeJS.Timeout;
  since: number;
  count: number;
  requestIds: Set<string>;
}

/**
 * A hook of pino that lets a warning or error pass when it is new, and counts it while it comes again: what takes a
 * store away takes thousands of answers with it, and nobody reads the same line thousands of times.
 * @param logger that the counts are written to.
 */
export function countRepeats(logger: () => Logger, windowMs = WINDOW_MS) {
  const kinds = new Map<string, Kind>();

  const tell = (kind: Kind) => {
    const { method, message, reason, count, requestIds, since } = kind;
    const seconds = Math.max(1, Math.round((performance.now() - since) / 1_000));
    const fields = {
      count,
      ...(reason !== undefined && { reason }),
      ...(requestIds.size > 0 && { requestIds: [...requestIds] }),
    };
    Object.assign(kind, { count: 0, requestIds: new Set(), since: performance.now() });
    // What says what to do ends with a stop.
    const said = message.replace(/\.$/, '');
    method.call(logger(), fields, `${said}: ${count.toLocaleString('en')} times more in the last ${seconds} s`);
  };

  const begin = (key: string, method: LogFn, { message, reason }: Described) => {
    const timer = setInterval(() => {
      const kind = kinds.get(key);
      if (kind && kind.count > 0) return tell(kind);
      clearInterval(timer);
      kinds.delete(key);
    }, windowMs).unref();
    kinds.set(key, { method, message, reason, timer, since: performance.now(), count: 0, requestIds: new Set() });
  };

  function logMethod(this: Logger, args: Parameters<LogFn>, method: LogFn, level: number): void {
    if (level < WARNING || isNew(args, method, level)) method.apply(this, args);
  }

  function isNew(args: Parameters<LogFn>, method: LogFn, level: number): boolean {
    const described = describe(args);
    const signature = `${level} ${described.key}`;
    const key = kinds.has(signature) || kinds.size < MAX_KINDS ? signature : OTHERS;
    const kind = kinds.get(key);
    if (!kind) {
      begin(key, method, key === OTHERS ? { ...described, message: 'many kinds of failures' } : described);
      return true;
    }
    kind.count += 1;
    if (described.requestId !== undefined && kind.requestIds.size < MAX_REQUESTS) {
      kind.requestIds.add(described.requestId);
    }
    return false;
  }

  return {
    logMethod,
    /** Says now what was counted, such as before the end of the process. */
    flush: () => {
      for (const kind of kinds.values()) if (kind.count > 0) tell(kind);
    },
  };
}

const OTHERS = 'others';

interface Described {
  readonly message: string;
  readonly reason: string | undefined;
  readonly requestId: string | undefined;
  readonly key: string;
}

/** What a line says, but for its numbers: ports, ids and times differ in lines that say the same. */
function describe([first, second]: Parameters<LogFn>): Described {
  const fields: object = typeof first === 'object' && first !== null ? first : {};
  const error = Error.isError(fields) ? fields : 'err' in fields ? fields.err : undefined;
  const reason = Error.isError(error) ? error.message.slice(0, 500) : undefined;
  const message = String(typeof first === 'string' ? first : (second ?? reason ?? ''));
  const requestId = 'requestId' in fields ? String(fields.requestId) : undefined;
  const service = 'service' in fields ? String(fields.service) : '';
  const key = [message, service, Error.isError(error) ? error.name : '', reason].join(' ');
  return { message, reason, requestId, key: key.replace(/[\da-f]{8}-[\da-f-]{27}|\d+/gi, '#') };
}
