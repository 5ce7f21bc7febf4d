import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { RedisClient } from './connection.ts';

/** What a script is called with. All keys lie in one slot. */
export interface ScriptCall {
  readonly keys: readonly string[];
  readonly args: readonly (string | Buffer)[];
}

/**
 * `reads` and `frees` work in a full Redis: a script that frees takes away more than it adds. One that `writes` is
 * refused there, before it begins.
 */
export type ScriptKind = 'reads' | 'writes' | 'frees';

const FLAGS = { reads: 'flags=no-writes', writes: '', frees: 'flags=allow-oom' };

export interface ScriptDefinition<Args extends readonly unknown[], Reply> {
  readonly kind: ScriptKind;
  /** Nothing is taken back where a command in it fails: it looks first and writes last. */
  readonly lua: string;
  call(...args: Args): ScriptCall;
  readonly reply: z.ZodType<Reply>;
}

/** Runs a script: a command as any other, so that several leave as one pipeline. */
export interface Script<Args extends readonly unknown[], Reply> {
  (redis: RedisClient, ...args: Args): Promise<Reply>;
  readonly call: (...args: Args) => ScriptCall;
}

/** A Lua script with its keys, its arguments and its reply. It is sent by its digest, and whole where Redis lacks it. */
export function defineScript<Args extends readonly unknown[], Reply>({
  kind,
  lua,
  call,
  reply,
}: ScriptDefinition<Args, Reply>): Script<Args, Reply> {
  // The first line makes Redis hold the script to its flags, and in a cluster to one slot.
  const source = `#!lua ${FLAGS[kind]}\n${lua}`;
  const digest = createHash('sha1').update(source).digest('hex');
  const run = async (redis: RedisClient, ...args: Args): Promise<Reply> => {
    const { keys, args: given } = call(...args);
    const options = { keys: [...keys], arguments: [...given] };
    const answer = await redis.evalSha(digest, options).catch((error: unknown) => {
      if (!isUnknownScript(error)) throw error;
      return redis.eval(source, options);
    });
    return reply.parse(answer);
  };
  return Object.assign(run, { call });
}

const isUnknownScript = (error: unknown) => error instanceof Error && error.message.startsWith('NOSCRIPT');
