import type { FeatureType, TrainingRunStatus } from './schema-types.generated.ts';

export type { FeatureType, TrainingRunStatus as RunStatus };

export interface DatasetColumn {
  name: string;
  type: string;
  nullable: boolean | null;
  description: string | null;
}

export interface TensorSpec {
  name: string;
  datatype: string;
  shape: number[];
  features: string[] | null;
}

export interface ModelSignature {
  inputs: TensorSpec[];
  outputs: TensorSpec[];
  classes: string[] | null;
}

export interface FeatureDefinition {
  name: string;
  type: FeatureType;
  default: unknown;
  description: string | null;
}
