import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { startStores } from '@tributary/stores/start';
import { testToolsDir } from '@tributary/stores/testing';
import { Pool } from 'undici';
import { z } from 'zod';
import { type Program, startProgram, type Transport } from './load/programs.ts';
import { describeMachine, expectEqual, report } from './measure.ts';

/**
 * An artifact up and down again through the gateway, and the most memory that the servers take meanwhile.
 * Usage: node bin/run.mjs bench/artifacts.ts [MIB], by default 1,024
 */
const mib = z.coerce.number().int().min(1).default(1_024).parse(process.argv[2]);

const MIB = 1_024 ** 2;
/** What a process may take more than before, however large the artifact is. */
const MORE_MB = 200;
const PORT = 4_350;
const PATIENCE_MS = 300_000;

const dataDir = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
const stores = await startStores({ dataDir, toolsDir: testToolsDir, log: (line) => console.error(line) });
try {
  console.log(`${describeMachine()}\n\n**Artifacts**: one of ${mib.toLocaleString('en')} MiB\n`);
  console.log('| | MiB/s | MB before | MB at most | more asked | |\n|---|---|---|---|---|---|');
  for (const transport of ['embedded', 'services'] as const) {
    const program = await startProgram(fileURLToPath(new URL('..', import.meta.url)), transport, stores, {
      firstPort: PORT,
    });
    try {
      await bench(transport, program);
    } finally {
      await program.stop();
    }
  }
} finally {
  await stores.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function bench(transport: Transport, { url, pids }: Program): Promise<void> {
  // Different bytes: what is there already is not written again.
  const sha256 = createHash('sha256');
  for (const chunk of chunksOf(transport)) sha256.update(chunk);
  const digest = sha256.digest();
  const pool = new Pool(url, { headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS });
  try {
    await row(`upload, ${transport}`, pids, async () => {
      const { statusCode, body } = await pool.request({
        method: 'PUT',
        path: '/artifacts',
        headers: {
          'content-length': String(mib * MIB),
          'content-digest': `sha-256=:${digest.toString('base64')}:`,
        },
        body: Readable.from(chunksOf(transport)),
      });
      expectEqual(
        'the upload',
        [statusCode, await body.json()],
        [
          201,
          { uri: `gridfs:artifacts/${digest.toString('hex')}`, sha256: digest.toString('hex'), sizeBytes: mib * MIB },
        ],
      );
    });
    await row(`download, ${transport}`, pids, async () => {
      const { statusCode, body } = await pool.request({ method: 'GET', path: `/artifacts/${digest.toString('hex')}` });
      const received = createHash('sha256');
      for await (const chunk of body) received.update(chunk);
      expectEqual('the download', [statusCode, received.digest('hex')], [200, digest.toString('hex')]);
    });
  } finally {
    await pool.close();
  }
}

/** A MiB at a time, each different from the others. */
function* chunksOf(transport: Transport): Generator<Buffer> {
  for (let index = 0; index < mib; index++)
    yield Buffer.alloc(MIB, createHash('sha512').update(`${transport} ${index}`).digest());
}

async function row(name: string, pids: readonly number[], work: () => Promise<void>): Promise<void> {
  await Promise.all(pids.map(forgetPeak));
  const before = await Promise.all(pids.map((pid) => residentMb(pid, 'VmRSS')));
  const began = performance.now();
  await work();
  const rate = (mib * 1_000) / (performance.now() - began);
  const most = await Promise.all(pids.map((pid) => residentMb(pid, 'VmHWM')));
  const isKept = most.every((mb, index) => mb - (before[index] ?? 0) <= MORE_MB);
  report([name, rate.toFixed(1), before.join(', '), most.join(', ')], MORE_MB, isKept);
}

/** From now on the most memory counts anew. */
async function forgetPeak(pid: number): Promise<void> {
  await writeFile(`/proc/${pid}/clear_refs`, '5');
}

async function residentMb(pid: number, what: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1]) / 1_024);
}
