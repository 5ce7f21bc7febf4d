import { type InputIssue, invalidInput } from '@tributary/common/mutations/outcome';
import type { FeatureType, ModelSignature, TensorSpec } from '../columns.ts';
import type { FeatureSource } from '../feature-views/feature-view-readers.ts';
import {
  findFeaturesByRevisions,
  type RevisionFeatures,
  revisionKey,
} from '../feature-views/feature-view-revisions.ts';
import { FLOATS, INTEGERS } from './datatypes.ts';
import type { Work } from './work.ts';

const WHOLE = [...INTEGERS, ...FLOATS];

/** The tensors that hold each type. Whether a whole number is too large for one of few bits is seen when it is used. */
const TENSORS: Readonly<Record<FeatureType, readonly string[]>> = {
  BOOL: ['BOOL', ...WHOLE],
  INT: WHOLE,
  INT_VECTOR: WHOLE,
  FLOAT: FLOATS,
  FLOAT_VECTOR: FLOATS,
  // Seconds since 1970: what is smaller does not reach the second day.
  TIMESTAMP: ['UINT32', 'UINT64', 'INT32', 'INT64', 'FP32', 'FP64'],
  STRING: ['BYTES'],
  STRING_VECTOR: ['BYTES'],
  BYTES: ['BYTES'],
  JSON: [],
};

const MAX_ISSUES = 20;

/**
 * Holds the inputs of a signature to the features of the views that the version reads. A version without views gets all
 * of them from the caller.
 * @throws InvalidInput for each feature that none of the views has, or two of them, or that does not fit its tensor.
 */
export async function refuseUnfitFeatures(
  { db }: Work,
  { inputs }: ModelSignature,
  sources: readonly Pick<FeatureSource, 'viewName' | 'revision'>[],
): Promise<void> {
  const keys = sources.map(({ viewName: name, revision }) => revisionKey({ name, revision }));
  const views = keys.length > 0 ? await findFeaturesByRevisions(db, keys) : [];
  const issues = inputs.flatMap((tensor, index) =>
    issuesOf(tensor, views).map(({ path, message }) => ({
      path: ['signature', 'inputs', String(index), ...path],
      message,
    })),
  );
  if (issues.length > 0) throw invalidInput(...issues.slice(0, MAX_ISSUES));
}

function issuesOf(tensor: TensorSpec, views: readonly RevisionFeatures[]): InputIssue[] {
  const names = tensor.features ?? [tensor.name];
  const found = names.map((name) => (views.length > 0 ? findFeature(name, views) : null));
  const unfit = found.flatMap((feature, place): InputIssue[] => {
    const path = tensor.features ? ['features', String(place)] : ['name'];
    if (typeof feature === 'string') return [{ path, message: feature }];
    const message = feature && problemOf(feature, tensor);
    return message ? [{ path, message }] : [];
  });
  if (unfit.length > 0) return unfit;
  // How long a vector is shows only when it is used.
  const isOpen = found.some((feature) => isVector(feature)) || (tensor.features === null && views.length === 0);
  const last = tensor.shape.length > 1 || tensor.features ? tensor.shape.at(-1) : 1;
  if (isOpen || last === -1 || last === names.length) return [];
  return tensor.features
    ? [{ path: ['features'], message: 'must be as many as the last dimension' }]
    : [{ path: ['shape'], message: 'must have 1 or -1 as its last dimension, since the tensor takes one feature' }];
}

type Found = RevisionFeatures['features'][number];

/** The feature of this name, or what the name must be. */
function findFeature(name: string, views: readonly RevisionFeatures[]): Found | string {
  const [first, second] = views.filter(({ features }) => features.some((feature) => feature.name === name));
  if (first && second) {
    const [one, other] = [first.name, second.name].toSorted();
    return `must be written view.feature, such as ${one}.${name}: the views ${one} and ${other} both have ${name}`;
  }
  const dot = name.indexOf('.');
  const [view, plain] =
    dot < 0 ? [first, name] : [views.find((one) => one.name === name.slice(0, dot)), name.slice(dot + 1)];
  const feature = view?.features.find((one) => one.name === plain);
  if (feature) return feature;
  const known = views.map(({ name, revision }) => `${name} (revision ${revision})`).toSorted();
  return `must be a feature of a view that the version reads: ${known.join(', ')}`;
}

function problemOf({ type }: Found, { datatype }: TensorSpec): string | undefined {
  const holding = TENSORS[type];
  if (holding.includes(datatype)) return undefined;
  if (holding.length === 0) return `must be of another type: ${type} is never a model's input`;
  return `must be in a tensor of ${holding.join(', ')}, since its type is ${type}`;
}

const isVector = (feature: Found | string | null) =>
  feature !== null && typeof feature !== 'string' && feature.type.endsWith('_VECTOR');
