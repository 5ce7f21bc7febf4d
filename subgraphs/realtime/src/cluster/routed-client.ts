import type { RedisClient, TypeMapping } from '../connection.ts';

/** Runs a command where its key lies; one without a key on any node. */
export type Execute = (
  key: string | Buffer | undefined,
  command: (redis: RedisClient) => Promise<unknown>,
) => Promise<unknown>;

/** What would tell of one node alone. */
const OF_ONE_SERVER = new Set(['scan', 'scanIterator', 'keys', 'info', 'dbSize']);

/**
 * A client whose commands each go to the node of their key, for work that knows one client. Its commands have the key as
 * the first argument, or the first of several in one slot.
 * @param model any client of the same kind; nothing is asked of it.
 */
export function routedClient(model: RedisClient, execute: Execute, mapping?: TypeMapping): RedisClient {
  const mapped = (redis: RedisClient) => (mapping ? redis.withTypeMapping(mapping) : redis);
  return new Proxy(model, {
    get(target, name) {
      if (name === 'withTypeMapping') return (other: TypeMapping) => routedClient(model, execute, other);
      if (name === 'multi') return () => routedTransaction(model, execute);
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (OF_ONE_SERVER.has(String(name))) throw new Error(`${String(name)} is asked of each server: take nodes()`);
      return (...args: unknown[]) => execute(keyOf(name, args), async (redis) => call(mapped(redis), name, args));
    },
  });
}

/** Notes what a transaction is made of, and makes it where its first key lies. */
function routedTransaction(model: RedisClient, execute: Execute): unknown {
  const steps: { name: string | symbol; args: unknown[] }[] = [];
  const transaction: object = new Proxy(model.multi(), {
    get(_target, name) {
      if (name === 'exec') {
        const [first] = steps;
        return () =>
          execute(first && keyOf(first.name, first.args), async (redis) => {
            let made: object = redis.multi();
            for (const step of steps) made = Object(call(made, step.name, step.args));
            return call(made, name, []);
          });
      }
      return (...args: unknown[]) => {
        steps.push({ name, args });
        return transaction;
      };
    },
  });
  return transaction;
}

const call = (target: object, name: string | symbol, args: unknown[]): unknown =>
  Reflect.apply(Reflect.get(target, name, target), target, args);

function keyOf(name: string | symbol, args: readonly unknown[]): string | Buffer | undefined {
  const [first, second] = args;
  if (name === 'eval' || name === 'evalSha') return isScriptCall(second) ? firstOf(second.keys) : undefined;
  return firstOf(first);
}

const isScriptCall = (value: unknown): value is { keys: unknown } =>
  typeof value === 'object' && value !== null && 'keys' in value;

function firstOf(value: unknown): string | Buffer | undefined {
  if (Array.isArray(value)) return firstOf(value[0]);
  return typeof value === 'string' || Buffer.isBuffer(value) ? value : undefined;
}
