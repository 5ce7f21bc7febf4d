import { once } from 'node:events';
import { readSync, writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { FrameReader, toFrame } from './frames.ts';
import { type Answer, packTensors, type Request, requestShape, unpackTensors } from './messages.ts';
import { ModelFault } from './scorers.ts';
import { Sessions } from './sessions.ts';

/**
 * A process that runs models and nothing else: a model that loops for ever or takes all memory costs this process alone.
 * It reads one request at a time and answers it. Usage: scorer.main.ts PARENT_PID MAX_MIB
 */
const [parentPid, maxMib] = process.argv.slice(2);
const watch = new Worker(new URL('./watch.main.ts', import.meta.url), {
  argv: [parentPid, maxMib],
  // Else it sets aside as much for code as the main thread, which counts as memory.
  resourceLimits: { maxOldGenerationSizeMb: 64, codeRangeSizeMb: 8 },
});
await once(watch, 'online');

/** Where the parent's end of the socket is. */
const PARENT = 3;
const piece = Buffer.alloc(65_536);
const reader = new FrameReader(Number.POSITIVE_INFINITY);

/** Waits for the next request: there is nothing else to do. */
function readFrame() {
  for (;;) {
    const length = readSync(PARENT, piece);
    if (length === 0) process.exit(0);
    const frame = reader.read(piece.subarray(0, length));
    if (frame) return frame;
  }
}

function answer(said: Answer, parts: readonly Uint8Array[] = []): void {
  for (const bytes of toFrame(said, parts)) {
    for (let written = 0; written < bytes.length; ) written += writeSync(PARENT, bytes, written);
  }
}

async function handle(sessions: Sessions, request: Request, body: Uint8Array<ArrayBuffer>): Promise<void> {
  if (request.ask === 'make') {
    for (const key of request.release) await sessions.release(key);
    await sessions.make(request.key, request.sha256, request.signature, body);
    answer({ answer: 'made' });
    return;
  }
  const began = process.threadCpuUsage();
  const outputs = await sessions.run(request.key, unpackTensors(request.tensors, body), request.rows);
  const { user, system } = process.threadCpuUsage(began);
  const { packed, parts } = packTensors(outputs);
  answer({ answer: 'ran', computedMs: (user + system) / 1_000, tensors: packed }, parts);
}

// onnxruntime takes its numbers of 16 bits in arrays of integers, unless it finds this type, which its native code lacks.
Reflect.deleteProperty(globalThis, 'Float16Array');
const onnx = await import('onnxruntime-node').catch((error: unknown) => {
  answer({ answer: 'unavailable', reason: error instanceof Error ? error.message : String(error) });
  process.exit(0);
});
const sessions = new Sessions(onnx);
answer({ answer: 'ready' });
for (;;) {
  const { header, body } = readFrame();
  try {
    await handle(sessions, requestShape.parse(header), body);
  } catch (error) {
    if (!(error instanceof ModelFault)) throw error;
    answer({ answer: 'fault', reason: error.message });
  }
}
