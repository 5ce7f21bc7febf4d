import { expect, it } from '@jest/globals';
import { useLineage } from '../../../tests/setup/lineage.ts';
import { createLoaders } from './loaders.ts';

const lineage = useLineage();

it.each(['dataset', 'sourcesOfDatasetVersion', 'featureSourcesOfModelVersion'] as const)(
  'reads more keys at once than a statement takes parameters: %s',
  async (name) => {
    const loader = createLoaders(lineage.db)[name];
    const keys = Array.from({ length: 70_000 }, (_, index) => `key-${index}`);
    const rows = await Promise.all(keys.map((key) => loader.load(key)));
    expect(rows.every((row) => row === null || (Array.isArray(row) && row.length === 0))).toBe(true);
    expect(rows).toHaveLength(keys.length);
  },
);
