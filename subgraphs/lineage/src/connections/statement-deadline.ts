import { afterTimeToRead } from '@tributary/common/time-to-read';
import type pg from 'pg';

/** A statement was not even answered by the server's own limit. */
export class StatementHangs extends Error {}

/**
 * The connection, with an end to the wait for each answer. The driver's own counts while this process computes and the
 * answer lies in the socket; and it leaves the connection in the pool, where the next statement waits behind this one.
 */
export function boundStatements(client: pg.PoolClient, timeoutMs: number): pg.PoolClient {
  let hangs = false;
  const bound = <Value>(answer: Promise<Value>) =>
    new Promise<Value>((resolve, reject) => {
      const cancel = afterTimeToRead(timeoutMs, () => {
        hangs = true;
        reject(new StatementHangs(`no answer in ${timeoutMs} ms`));
      });
      answer.then(resolve, reject).finally(cancel);
    });
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (name === 'query') {
        return (...args: unknown[]): unknown => {
          if (hangs) return Promise.reject(new StatementHangs('it hangs already'));
          const answer: unknown = Reflect.apply(value, target, args);
          return answer instanceof Promise ? bound(answer) : answer;
        };
      }
      if (name === 'release') return (error?: Error | boolean) => target.release(hangs || error);
      return value.bind(target);
    },
  });
}
