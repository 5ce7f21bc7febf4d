import { expect, it, jest } from '@jest/globals';
import { MAX_ATTEMPTS } from '@tributary/lineage/copies/copies';
import { DEFAULT_SETTINGS } from '@tributary/lineage/settings';
import { settleDeployment } from '@tributary/lineage/writes/settle-deployment';
import { useSync } from '../../tests/setup/sync.ts';
import { readConfig } from './config.ts';
import { readSync } from './sync.ts';

const sync = useSync();

/** Answers the id of the deployment. */
async function goLive(sha256: string): Promise<string> {
  const { modelVersion } = await sync.mutate(
    `registerModelVersion(input: { modelId: "m", artifact: { name: "m", uri: "gridfs:artifacts/${sha256}", format: ONNX } })`,
    '... on ModelVersionSuccess { modelVersion { id } }',
  );
  const { deployment } = await sync.mutate(
    `deployModelVersion(input: { modelVersionId: "${modelVersion.id}", environment: "staging" })`,
    '... on DeploymentSuccess { deployment { id deployedBy } }',
  );
  const settled = await settleDeployment({ db: sync.stores.lineage, settings: DEFAULT_SETTINGS }, deployment, {
    status: 'LIVE',
  });
  expect(settled).toMatchObject({ value: { status: 'LIVE' } });
  return deployment.id;
}

/** What "tributary sync" prints. */
async function run(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  let said = '';
  const output = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += text;
    return true;
  });
  const { signal } = new AbortController();
  const opened = { urls: sync.urls, signal, resources: new AsyncDisposableStack(), onGivenUp: () => {} };
  try {
    await readSync(args)(opened, readConfig(env));
  } finally {
    output.mockRestore();
  }
  return said;
}

/** The files that Redis keeps for the model. */
async function keptAfterRebuild(approvedOnly: string): Promise<string[]> {
  await run(['rebuild', 'serving'], { APPROVED_ONLY: approvedOnly });
  const { realtime } = sync.stores;
  const kept = await realtime.run((redis) => redis.hGet(realtime.keys.serving.snapshot('m'), 'artifacts'));
  return (kept ?? '').split(' ');
}

it('a rebuild of what is served keeps the file of a rollback that the rules of the environment let back', async () => {
  const [first, second] = ['a'.repeat(64), 'b'.repeat(64)];
  await sync.createModel('m');
  const replaced = await goLive(first);
  await goLive(second);
  await sync.mutate(`retireDeployment(id: "${replaced}")`);
  expect(await keptAfterRebuild('production')).toEqual([second, first]);
  expect(await keptAfterRebuild('staging')).toEqual([second]);
});

it('what is given up is shown, tried again or forgotten', async () => {
  const { lineage } = sync.stores;
  await sync.createModel('given-up');
  await sync.completeRun('given-up', 0.5);
  expect(await run(['parked'])).toBe('No copy is given up.\n');
  const giveUp = () =>
    lineage.updateTable('syncCopy').set({ attempts: MAX_ATTEMPTS }).where('kind', '=', 'experiment').execute();
  await giveUp();
  expect(await run(['parked'])).toMatch(/^experiment \["[\da-f-]{36}"\]\n$/i);
  expect(await run(['retry', 'experiment'])).toBe('experiment: 1 copies are tried again.\n');
  await giveUp();
  expect(await run(['drop', 'experiment'])).toBe('experiment: 1 copies are forgotten until what they copy changes.\n');
});
