import { joinRows, sizeOf, sliceRows } from './rows.ts';
import type { Tensor } from './tensors.ts';

/** Somebody who waits for the outputs of some rows. */
export interface Call {
  readonly inputs: readonly Tensor[];
  readonly rows: number;
  readonly bytes: number;
  /** It is run by itself: with others the run failed. */
  readonly isAlone: boolean;
  /** A piece of a call of which another piece has failed: nobody waits for it any more. */
  isGivenUp?(): boolean;
  resolve(outputs: readonly Tensor[]): void;
  reject(reason: unknown): void;
}

/** What goes as one batch, however many wait. */
const MAX_BATCH_BYTES = 16_777_216;

/**
 * Takes from those who wait the calls that go as one batch, oldest first, of at most so many rows. A call of more rows
 * is cut into several first.
 */
export function takeBatch(waiting: Call[], maxRows: number): Call[] {
  const batch: Call[] = [];
  let [rows, bytes] = [0, 0];
  for (let call = waiting.shift(); call; call = waiting.shift()) {
    if (call.isGivenUp?.()) continue;
    if (call.rows > maxRows && batch.length === 0) {
      waiting.unshift(...cut(call, maxRows));
      continue;
    }
    const isFull = batch.length > 0 && (rows + call.rows > maxRows || bytes + call.bytes > MAX_BATCH_BYTES);
    if (isFull || (call.isAlone && batch.length > 0)) {
      waiting.unshift(call);
      break;
    }
    batch.push(call);
    rows += call.rows;
    bytes += call.bytes;
    if (call.isAlone) break;
  }
  return batch;
}

/** Gives each call of a batch its rows of the outputs. */
export function answerBatch(batch: readonly Call[], outputs: readonly Tensor[]): void {
  const [only] = batch;
  if (batch.length === 1) {
    only?.resolve(outputs);
    return;
  }
  let from = 0;
  for (const call of batch) {
    call.resolve(sliceRows(outputs, from, from + call.rows));
    from += call.rows;
  }
}

/** The call as several, of which each has at most so many rows. */
function cut(call: Call, maxRows: number): Call[] {
  let isFailed = false;
  const outputs: Promise<readonly Tensor[]>[] = [];
  const pieces = Array.from({ length: Math.ceil(call.rows / maxRows) }, (_, index) => {
    const from = index * maxRows;
    const inputs = sliceRows(call.inputs, from, Math.min(from + maxRows, call.rows));
    const { promise, resolve, reject } = Promise.withResolvers<readonly Tensor[]>();
    outputs.push(promise);
    const rows = Math.min(maxRows, call.rows - from);
    const isGivenUp = () => isFailed || (call.isGivenUp?.() ?? false);
    return { inputs, rows, bytes: sizeOf(inputs), isAlone: call.isAlone, isGivenUp, resolve, reject };
  });
  Promise.all(outputs).then(
    (parts) => call.resolve(joinRows(parts)),
    (reason: unknown) => {
      isFailed = true;
      call.reject(reason);
    },
  );
  return pieces;
}
