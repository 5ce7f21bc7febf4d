import * as redis from 'redis';
import { UnreachableError } from './connection-errors.ts';

/** The server said no, or nothing was sent: a write that failed so has changed nothing. */
export const wasRefused = (error: unknown): boolean =>
  error instanceof redis.ErrorReply ||
  error instanceof UnreachableError ||
  error instanceof redis.ClientOfflineError ||
  error instanceof redis.ClientClosedError ||
  isFullQueue(error);

export const isFullQueue = (error: unknown): error is Error =>
  error instanceof Error && error.message === 'The queue is full';
