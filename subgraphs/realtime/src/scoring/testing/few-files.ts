import { closeSync, openSync } from 'node:fs';
import { pino } from 'pino';
import { openScorers } from '../pool.ts';
import { doubling } from './models.ts';

/** A process that may open enough files for one scorer, and not for two. It logs what comes of it, and answers. */
const FOR_ONE = 7;
/** Run one by one, so that some still wait when nobody else can be started to load the model, too. */
const ROWS = 50;
const log = pino({ level: 'info', base: null });
const model = doubling(1, 1);
const files: number[] = [];
try {
  for (;;) files.push(openSync('/dev/null', 'r'));
} catch {
  // No more can be opened: what one scorer takes while it starts is given back.
  for (const file of files.splice(-FOR_ONE)) closeSync(file);
}
const scorers = openScorers({ count: 1, memoryMib: 1_024, makeMs: 120_000, runMs: 120_000, log });
const input = { name: 'x', datatype: 'FP32' as const, shape: [ROWS, 1], data: new Float32Array(ROWS).fill(4) };
const [, doubled] = await scorers.run(model, [input], ROWS);
log.info({ doubled: [...new Set([...(doubled?.data ?? [])])] }, 'answered');
await scorers.close();
