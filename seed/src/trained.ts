import { createHash } from 'node:crypto';
import type { ModelSignature } from '@tributary/lineage/columns';
import { featureTypeOf } from './feature-view-catalogue.ts';
import type { Recipe } from './frameworks.ts';
import { prepareLesson } from './lessons.ts';
import { measure } from './measures.ts';
import type { Metrics } from './metrics.ts';
import type { ModelEntry } from './model-catalogue.ts';
import { type InputType, signatureOf, toOnnx } from './onnx-model.ts';
import type { DatasetVersionRow } from './rows.ts';
import { fitRegression } from './softmax-regression.ts';

/** What really came of a training. */
export interface Trained {
  features: string[];
  /** What the rows that were held out say: before the first epoch, and after each. */
  course: Metrics[];
  signature: ModelSignature;
  /** Few runs become a version, so the bytes are made when they are asked for. */
  export(): Exported;
}

export interface Exported {
  bytes: Uint8Array;
  sha256: string;
}

/**
 * Trains a run's model, where it is one that the seed trains.
 * @param number that of the version which is to come of it; null for the one after the newest.
 */
export function trainRun(
  model: ModelEntry,
  number: number | null,
  { datasetId, number: datasetNumber }: Pick<DatasetVersionRow, 'datasetId' | 'number'>,
  { settings }: Recipe,
): Trained | null {
  const { learns } = model;
  if (!learns || !settings) return null;
  const own = learns.exports[(number ?? Infinity) - 1] ?? learns.exports.at(-1) ?? learns.exports[0];
  const { features, layout } = (datasetId === model.otherDataset && learns.ofOther) || own;
  const lesson = prepareLesson(datasetId, datasetNumber, features);
  const course = fitRegression(lesson.training, lesson.classes.length, settings);
  const typeOf = (feature: string): InputType => {
    const type = featureTypeOf(model.id, feature);
    return type === 'INT' || type === 'BOOL' ? type : 'FLOAT';
  };
  return {
    features: [...features],
    course: course.map((weights) => measure(lesson.test, weights, lesson.classes.length)),
    signature: signatureOf({ lesson, layout, typeOf }),
    export: () => {
      const bytes = toOnnx({ lesson, layout, typeOf, weights: course.at(-1) ?? new Float64Array() });
      return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
    },
  };
}
