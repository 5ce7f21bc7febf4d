import type { TestLineage } from './lineage.ts';

/** The mutations of datasets, models and their versions, each with what tests ask of it. */
export function catalogueOf(lineage: TestLineage) {
  const { mutate } = lineage;
  return {
    createModel: (input: object) =>
      mutate('createModel', input, '... on ModelSuccess { model { id name tags predictionTtlSeconds } }'),
    updateModel: (input: object) =>
      mutate('updateModel', input, '... on ModelSuccess { model { name tags description predictionTtlSeconds } }'),
    createDataset: (input: object) =>
      mutate('createDataset', input, '... on DatasetSuccess { dataset { id name archivedAt } }'),
    addVersion: (input: object) =>
      mutate(
        'createDatasetVersion',
        input,
        '... on DatasetVersionSuccess { datasetVersion { id state derivedFrom { id } columns { name type nullable } producedBy { id } } }',
      ),
    register: (input: object) =>
      mutate(
        'registerModelVersion',
        input,
        '... on ModelVersionSuccess { modelVersion { id number trainedOn { id } artifact { name uri } createdBy } }',
      ),
    review: (input: object, by?: Parameters<typeof mutate>[3]) =>
      mutate(
        'reviewModelVersion',
        input,
        '... on ModelVersionSuccess { modelVersion { approval { state by comment } } }',
        by,
      ),
    setAlias: (modelId: string, alias: string, versionNumber: number) =>
      mutate(
        'setModelAlias',
        { modelId, alias, versionNumber },
        '... on ModelVersionSuccess { modelVersion { id aliases } }',
      ),
    deleteAlias: (modelId: string, alias: string) =>
      lineage.write(`deleteModelAlias(modelId: "${modelId}", alias: "${alias}")`),
    createRun: async (input: object): Promise<string> => {
      const answer = await mutate('createTrainingRun', input, '... on TrainingRunSuccess { trainingRun { id } }');
      return answer.trainingRun.id;
    },
    digest: (byte: string) => `sha256:${byte.repeat(32)}`,
    quarantine: (id: string) => mutate('quarantineDatasetVersion', { id, reason: 'wrong' }, ''),
  };
}
