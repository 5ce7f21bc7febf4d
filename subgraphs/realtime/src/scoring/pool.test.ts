import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { eventually } from '../../../../tests/setup/waiting.ts';
import { openScorers, type ScorersOptions } from './pool.ts';
import type { Scorers } from './scorers.ts';
import type { Tensor } from './tensors.ts';
import { doubling, echoing, expanding, looking, modelFile, slowToLoad, squaring } from './testing/models.ts';

const opened: Scorers[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((scorers) => scorers.close()));
});

/** One that runs and one to spare, patient ones, for a machine that is busy. */
function open(options: Partial<ScorersOptions> = {}): Scorers {
  const log = pino({ level: 'silent' });
  const scorers = openScorers({ count: 1, memoryMib: 1_024, makeMs: 120_000, runMs: 120_000, log, ...options });
  opened.push(scorers);
  return scorers;
}

const floats = (...rows: number[][]): Tensor[] => [
  {
    ...{ name: 'x', datatype: 'FP32', shape: [rows.length, rows[0]?.length ?? 0] },
    data: new Float32Array(rows.flat()),
  },
];
const number = (n: bigint): Tensor[] => [{ name: 'n', datatype: 'INT64', shape: [1, 1], data: new BigInt64Array([n]) }];

const doubledOf = (outputs: readonly Tensor[]) => [...(outputs[1]?.data ?? [])];

describe('scorers', () => {
  it('run a model over rows, and whoever asks at the same time gets their own', async () => {
    const scorers = open();
    const model = doubling(2);
    expect(await scorers.run(model, floats([1, 2], [4, 3]), 2)).toEqual([
      { name: 'label', datatype: 'INT64', shape: [2], data: new BigInt64Array([1n, 0n]) },
      { name: 'doubled', datatype: 'FP32', shape: [2, 2], data: new Float32Array([2, 4, 8, 6]) },
    ]);
    const single = doubling(2, 1);
    const asked = Array.from({ length: 50 }, (_, index) => [
      scorers.run(model, floats([index, 1]), 1),
      scorers.run(single, floats([index, 2], [index, 3]), 2),
    ]);
    const answers = await Promise.all(asked.flat());
    expect(answers.map(doubledOf)).toEqual(
      asked.flatMap((_, index) => [
        [2 * index, 2],
        [2 * index, 4, 2 * index, 6],
      ]),
    );
  });

  it('stand ready before they are needed, the spare one, too', async () => {
    const pids = new Set<number>();
    const log = pino({ level: 'debug', base: null }, { write: (line) => pids.add(JSON.parse(line).pid) });
    open({ log });
    await eventually(async () => expect(pids.size).toBe(2));
    expect([...pids].every(isThere)).toBe(true);
  });

  it('answer where only one of them can be started, and say that the other was not', async () => {
    const file = fileURLToPath(new URL('./testing/few-files.ts', import.meta.url));
    const start = ['-c', 'ulimit -n 256; exec "$@"', 'sh', process.execPath, file];
    const { stdout } = await promisify(execFile)('/bin/sh', start, { timeout: 90_000, killSignal: 'SIGKILL' });
    const said = stdout.trim().split('\n');
    const [first, ...others] = said.map((line): object => JSON.parse(line));
    expect(first).toMatchObject({
      msg: 'a scorer cannot be started',
      err: { stack: expect.stringContaining('too many files may be open') },
    });
    expect(others).toContainEqual(expect.objectContaining({ msg: 'answered', doubled: [8] }));
  });

  it('take every type of values, and answer it', async () => {
    const inputs = [
      { datatype: 'BOOL', data: new Uint8Array([0, 1]) },
      { datatype: 'INT32', data: new Int32Array([-2, 3]) },
      { datatype: 'INT64', data: new BigInt64Array([-(2n ** 63n), 2n ** 63n - 1n]) },
      { datatype: 'FP16', data: new Float16Array([0.5, -2]) },
      { datatype: 'FP32', data: new Float32Array([0.5, Number.NaN]) },
      { datatype: 'FP64', data: new Float64Array([0.1, -Infinity]) },
      { datatype: 'BYTES', data: ['', 'größer "als" \u{1f600}'] },
    ] as const;
    const outputs = await open().run(
      echoing(inputs.map(({ datatype }) => datatype)),
      inputs.map((input) => ({ ...input, name: `in_${input.datatype}`, shape: [1, 2] })),
      1,
    );
    expect(outputs).toEqual(inputs.map((input) => ({ ...input, name: `out_${input.datatype}`, shape: [1, 2] })));
  });

  it('refuse a model that is not what its signature says, or that fails', async () => {
    const scorers = open();
    const { sha256, signature, read } = doubling(2);
    const [input, label, doubled] = [...signature.inputs, ...signature.outputs];
    if (!input || !label || !doubled) throw new Error('It has other tensors');
    const outputs = [label, doubled];
    const changed = (change: object) => ({ sha256, read, signature: { inputs: [input], outputs, ...change } });
    const cases = [
      [{ sha256: 'ab', signature, read }, 'its bytes have another sha256'],
      [changed({ inputs: [{ ...input, name: 'features' }] }), 'wants an input x, which its signature does not have'],
      [changed({ inputs: [input, { ...input, name: 'z' }] }), 'no input z, but its signature does (it has x)'],
      [changed({ inputs: [{ ...input, datatype: 'FP64' }] }), 'input x is of FP32, but its signature says FP64'],
      [
        changed({ inputs: [{ ...input, shape: [-1, 3] }] }),
        'input x has the shape [-1, 2], but its signature says [-1, 3]',
      ],
      [changed({ inputs: [{ ...input, shape: [-1] }] }), 'but its signature says [-1]'],
      [changed({ outputs: [label, { ...doubled, name: 'y' }] }), 'no output y'],
      [changed({ outputs: [{ ...label, shape: [-1, 1] }, doubled] }), 'output label is INT64 of the shape [1], but by'],
      [changed({ outputs: [] }), 'names no output'],
      [{ sha256, signature, read: async () => new Uint8Array(68_157_440) }, 'is 65 MiB large'],
      [{ ...doubling(2, 1), signature }, 'a first dimension of any size'],
      [expanding(), 'more memory than a scorer has'],
    ] as const;
    const faults = await Promise.all(
      cases.map(([model]) =>
        scorers.warm(model).then(
          () => 'none',
          (error: Error) => error.message,
        ),
      ),
    );
    expect(faults).toEqual(cases.map(([, reason]) => expect.stringContaining(reason)));
    await scorers.warm(doubling(2));
  });

  it('give the others of a batch their answers where the values of one fail', async () => {
    const scorers = open();
    const model = looking();
    await scorers.warm(model);
    const asked = [0n, 1n, 9n, 2n].map((n) => scorers.run(model, number(n), 1));
    const answers = await Promise.all(asked.map((answer) => answer.catch((error: unknown) => error)));
    expect(answers).toEqual([
      [expect.objectContaining({ data: new Float32Array([10]) })],
      [expect.objectContaining({ data: new Float32Array([20]) })],
      expect.objectContaining({ message: expect.stringContaining('The model could not be run: onnxruntime says') }),
      [expect.objectContaining({ data: new Float32Array([30]) })],
    ]);
  });

  it('set aside a model that has failed three times in a row', async () => {
    const scorers = open();
    let reads = 0;
    const file = modelFile({});
    const model = {
      ...doubling(2),
      read: async () => {
        reads += 1;
        return file;
      },
    };
    for (const _ of [1, 2, 3]) await expect(scorers.warm(model)).rejects.toThrow('another sha256');
    await expect(scorers.warm(model)).rejects.toThrow('failed 3 times in a row');
    expect(reads).toBe(3);
  });

  it('answer for other models while one loads too slowly, or runs too slowly and is lost', async () => {
    const scorers = open({ makeMs: 2_500, runMs: 2_500 });
    const model = doubling(1);
    await scorers.warm(squaring());
    await scorers.warm(model);
    const ended: string[] = [];
    const keep = (what: string) => (error?: unknown) => ended.push(error instanceof Error ? error.message : what);
    const loading = scorers.warm(slowToLoad()).then(keep('loaded'), keep('loading'));
    expect(doubledOf(await scorers.run(model, floats([1]), 1))).toEqual([2]);
    expect(ended).toEqual([]);
    await loading;
    expect(ended).toEqual([expect.stringContaining('The model took longer than 2.5 s')]);
    await expect(scorers.run(squaring(), number(7_500n), 1)).rejects.toThrow('took longer than 2.5 s for 1 row');
    expect(doubledOf(await scorers.run(model, floats([1]), 1))).toEqual([2]);
    expect(await scorers.run(squaring(), number(3n), 1)).toMatchObject([{ data: new Float32Array([0]) }]);
  });

  it('end a scorer that takes more memory than it may', async () => {
    const scorers = open({ memoryMib: 200 });
    await scorers.warm(squaring());
    const lost = scorers.run(squaring(), number(3_600n), 1);
    await expect(lost).rejects.toThrow(/took more memory than a scorer has|wants more memory/);
    expect(await scorers.run(doubling(1), floats([1]), 1)).toHaveLength(2);
  });

  it('end in the midst of a run', async () => {
    const scorers = open({ memoryMib: 8_192 });
    await scorers.warm(squaring());
    const running = expect(scorers.run(squaring(), number(15_000n), 1)).rejects.toThrow('The service is stopping');
    await new Promise(setImmediate);
    await scorers.close();
    await running;
    await expect(scorers.warm(doubling(1))).rejects.toThrow('The service is stopping');
  });

  it('end with their parent, however that ends, while a model runs without end', async () => {
    const file = fileURLToPath(new URL('./testing/endless.ts', import.meta.url));
    const parent = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = await once(parent.stdout, 'data');
    const pid = Number(String(said));
    expect(isThere(pid)).toBe(true);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await eventually(async () => expect(isThere(pid)).toBe(false));
  });
});

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
