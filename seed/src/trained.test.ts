import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { fraudRowsOf } from './fraud-data.ts';
import { generatePlatform } from './generate.ts';
import { byId, get } from './testing.ts';

const { lineage, histories, configs } = generatePlatform(42);
const runs = byId(lineage.runs);
const versions = byId(lineage.modelVersions);
const artifacts = new Map(configs.artifacts.map((artifact) => [artifact.sha256, artifact]));
const liveOf = (modelId: string) =>
  lineage.deployments
    .filter((row) => row.modelId === modelId && row.environment === 'production' && row.status === 'LIVE')
    .map((row) => ({ ...row, version: get(versions, row.modelVersionId) }));

describe('the rows of frauds', () => {
  it('are few among many, and more with each version', () => {
    for (const version of [1, 5]) {
      const rows = fraudRowsOf(version);
      const share = rows.filter(({ isFraud }) => isFraud).length / rows.length;
      expect(share).toBeGreaterThan(0.005);
      expect(share).toBeLessThan(0.02);
      expect(lineage.datasetVersions.find(({ id }) => id === `fraud-features@${version}`)?.rowCount).toBe(rows.length);
    }
    expect(fraudRowsOf(5).slice(0, fraudRowsOf(1).length)).toEqual(fraudRowsOf(1));
  });
});

describe('models that the seed trains', () => {
  it('are served by Tributary with bytes that are there, all others elsewhere', () => {
    expect(liveOf('fraud-detector').map(({ trafficPercent }) => trafficPercent)).toEqual([90, 10]);
    expect(liveOf('iris-classifier')).toHaveLength(1);
    for (const { id, modelId, modelVersionId, endpointUrl } of lineage.deployments) {
      const { artifactSha256, artifactUri, artifactSizeBytes } = get(versions, modelVersionId);
      expect([id, endpointUrl === null]).toEqual([id, /fraud-detector|iris-classifier/.test(modelId)]);
      if (endpointUrl !== null) continue;
      const { bytes } = get(artifacts, artifactSha256);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(artifactSha256);
      expect([artifactUri, artifactSizeBytes]).toEqual([`gridfs:artifacts/${artifactSha256}`, bytes.length]);
    }
  });

  it('take one tensor with all features, or one for each in its own type', () => {
    const [five, six] = liveOf('fraud-detector').map(({ version }) => version.signature);
    expect(five?.inputs.map(({ name, shape }) => [name, shape])).toEqual([['features', [-1, 6]]]);
    expect(six?.inputs.map(({ name, datatype }) => [name, datatype])).toEqual(
      expect.arrayContaining([
        ['amount_log', 'FP32'],
        ['transactions_1h', 'INT64'],
        ['is_night', 'BOOL'],
      ]),
    );
  });

  it('have the metrics of their run, which are the last points of a course that was measured', () => {
    for (const { version } of [...liveOf('fraud-detector'), ...liveOf('iris-classifier')]) {
      const { id, status, framework } = get(runs, version.runId);
      expect([status, framework]).toEqual(['COMPLETED', 'ml-matrix']);
      const points = histories.metricPoints.filter(({ runId }) => runId === id);
      const losses = points.filter(({ name }) => name === 'loss').map(({ value }) => value);
      // Nothing is known before the first epoch, so that each class is as likely as another.
      expect(losses[0]).toBeCloseTo(Math.log(version.signature.classes?.length ?? 0), 3);
      expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 4);
      const metrics = new Map(points.map(({ name, value }) => [name, value]));
      expect(metrics.get('accuracy')).toBeGreaterThan(0.9);
      expect(metrics.get('auc')).toBeGreaterThan(0.9);
      const config = configs.modelConfigs.find(
        ({ modelId, revision }) => modelId === version.modelId && revision === version.configRevision,
      );
      expect(config?.metrics).toEqual(Object.fromEntries(metrics));
    }
  });

  it('found more frauds than nobody, and were wrong about some', () => {
    const { version } = liveOf('fraud-detector')[0] ?? {};
    const points = histories.metricPoints.filter(({ runId }) => runId === version?.runId);
    const recall = points.findLast(({ name }) => name === 'recall')?.value;
    expect(recall).toBeGreaterThan(0.3);
    expect(recall).toBeLessThan(1);
  });
});
