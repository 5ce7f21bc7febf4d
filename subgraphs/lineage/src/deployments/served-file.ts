import { sql } from 'kysely';
import type { ModelVersion } from '../models/model-versions.ts';

/** The digest of the file by which the platform serves a version: of one in ONNX; null where it has none. */
export const servedDigestOf = ({
  artifactFormat,
  artifactSha256,
}: Pick<ModelVersion, 'artifactFormat' | 'artifactSha256'>): string | null =>
  artifactFormat === 'ONNX' ? artifactSha256 : null;

/** As servedDigestOf, of a model version that is called `version`. */
export const servedDigest = sql<
  string | null
>`case when version.artifact_format = 'ONNX' then version.artifact_sha256 end`;
