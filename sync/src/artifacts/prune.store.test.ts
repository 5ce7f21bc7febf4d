import { describe, expect, it } from '@jest/globals';
import { sweepUploads } from '@tributary/configs/artifacts/sweep';
import { chunksIn, filesIn, uploadsIn } from '@tributary/configs/gridfs';
import { createLocks } from '@tributary/configs/locks';
import { storeArtifact } from '@tributary/configs/writes/artifacts';
import { pino } from 'pino';
import { useSync } from '../../../tests/setup/sync.ts';
import { carryAudit } from '../audit-carrier.ts';
import { outboxes } from '../outboxes.ts';
import { pruneArtifacts } from './prune.ts';

const sync = useSync();
const { stores, mutate, createModel } = sync;
const signal = new AbortController().signal;

async function upload(text: string): Promise<string> {
  const { configs } = stores;
  const context = { db: configs, store: configs, caller: { subject: 'ada', scopes: [] }, locks: createLocks(), signal };
  const outcome = await storeArtifact(context, {
    bytes: [Buffer.from(text)],
    maxBytes: 100,
    sha256: undefined,
    filename: null,
  });
  if ('failure' in outcome) throw new Error(outcome.failure.message);
  return outcome.value.artifact.sha256;
}

/** What becomes of artifacts that nothing has named for so long. */
async function prune(apply: boolean, keptMs = 86_400_000) {
  const lines: string[] = [];
  const pruned = await pruneArtifacts(stores, {
    subject: 'ada',
    apply,
    signal,
    keptMs,
    report: (line) => lines.push(line),
  });
  return { ...pruned, lines };
}

/** As if a day had passed since the mark. */
const backdate = () =>
  filesIn(stores.configs).updateMany(
    { 'metadata.unnamedSince': { $exists: true } },
    { $set: { 'metadata.unnamedSince': new Date(0) } },
  );

const hashes = async () =>
  (await (await filesIn(stores.configs).find({})).toArray()).map(({ filename }) => filename).toSorted();

describe('artifacts that nothing names', () => {
  it('are marked, and removed with their bytes a day later, unless somebody wants them meanwhile', async () => {
    await createModel('m');
    const [named, later, again, gone] = [
      await upload('named'),
      await upload('later'),
      await upload('again'),
      await upload('gone'),
    ];
    const register = (hash: string) =>
      mutate(
        `registerModelVersion(input: { modelId: "m", artifact: { name: "f", uri: "gridfs:artifacts/${hash}", format: OTHER } })`,
      );
    await register(named);
    expect(await prune(false)).toMatchObject({ named: 1, marked: 3, removed: 0 });
    await backdate();
    expect(await prune(true)).toMatchObject({ named: 1, marked: 3, removed: 0 });
    expect(await prune(true)).toMatchObject({ marked: 3, removed: 0 });
    await backdate();
    await register(later);
    await upload('again');
    expect(await prune(false)).toMatchObject({ named: 2, marked: 1, removed: 1, bytes: 4 });
    expect(await hashes()).toEqual([named, later, again, gone].toSorted());
    const { lines, ...pruned } = await prune(true);
    expect(pruned).toEqual({ named: 2, marked: 1, removed: 1, bytes: 4 });
    expect(lines.toSorted()).toEqual([`${again}  5 bytes, named by nothing`, `${gone}  4 bytes, removed`].toSorted());
    expect(await hashes()).toEqual([named, later, again].toSorted());
    expect(await chunksIn(stores.configs).countDocuments({})).toBe(3);
    expect(await uploadsIn(stores.configs).countDocuments({})).toBe(0);
  });

  it('are removed by the sweep where the process ended in between, and stand in the audit', async () => {
    for (const outbox of outboxes) await carryAudit(outbox, stores, pino({ level: 'silent' }));
    const { data } = await sync.ask(
      '{ auditEvents(where: { action: "pruneArtifact" }) { nodes { actor targetType } } }',
    );
    expect(data.auditEvents.nodes).toEqual([{ actor: 'ada', targetType: 'Artifact' }]);
    const { _id } = (await filesIn(stores.configs).findOne({})) ?? {};
    if (!_id) throw new Error('an artifact is left');
    await filesIn(stores.configs).deleteOne({ _id });
    await uploadsIn(stores.configs).insertOne({ _id, touchedAt: new Date(), lost: true });
    expect(await sweepUploads(stores.configs)).toBe(1);
    expect(await chunksIn(stores.configs).countDocuments({})).toBe(2);
  });
});
