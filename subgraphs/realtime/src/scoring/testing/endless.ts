import { packTensors, toSpecs } from '../messages.ts';
import { keyOf } from '../models.ts';
import { startScorer } from '../scorer.ts';
import { squaring } from './models.ts';

/** A process whose scorer runs a model without end. It says the scorer's pid. */
const { sha256, signature, read } = squaring();
const key = keyOf(squaring());
const scorer = startScorer({ memoryMib: 8_192 });
await scorer.ready;
await scorer.ask({
  request: { ask: 'make', key, sha256, signature: toSpecs(signature), release: [] },
  parts: [await read()],
  deadlineMs: 600_000,
});
const { packed, parts } = packTensors([
  { name: 'n', datatype: 'INT64', shape: [1, 1], data: new BigInt64Array([15_000n]) },
]);
const running = scorer.ask({ request: { ask: 'run', key, rows: 1, tensors: packed }, parts, deadlineMs: 600_000 });
process.stdout.write(`${scorer.pid}\n`);
await running;
