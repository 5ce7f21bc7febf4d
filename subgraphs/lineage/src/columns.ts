export interface DatasetColumn {
  name: string;
  type: string;
  nullable: boolean | null;
  description: string | null;
}

export type RunStatus = 'SCHEDULED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'KILLED';

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

export type FeatureType =
  | 'FLOAT'
  | 'INT'
  | 'BOOL'
  | 'STRING'
  | 'FLOAT_VECTOR'
  | 'INT_VECTOR'
  | 'STRING_VECTOR'
  | 'TIMESTAMP'
  | 'BYTES'
  | 'JSON';

export interface FeatureDefinition {
  name: string;
  type: FeatureType;
  default: unknown;
  description: string | null;
}
