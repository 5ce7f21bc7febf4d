import type { FeatureType } from '../features/definition.ts';
import type { Registry } from '../features/registry.ts';
import type { ServedDeployment, ServedSignature } from '../serving/snapshot.ts';

/** A feature as a version's signature names it. */
export interface PlannedFeature {
  readonly name: string;
  readonly type: FeatureType;
  /** What it counts as where it has no value; null where it must have one. */
  readonly default: unknown;
  /** Its place among the columns that are read of a view of the plan; null where the caller alone gives it. */
  readonly stored: { readonly view: number; readonly column: number } | null;
}

/** What is known of a view, and what of it is read. */
export interface PlannedView {
  readonly registry: Registry;
  readonly columns: readonly string[];
}

/** How the tensors of a version are made. */
export interface Plan {
  readonly views: readonly PlannedView[];
  /** Each once, in the order of the inputs. */
  readonly features: readonly PlannedFeature[];
  /** Theirs. */
  readonly names: string[];
  readonly byName: ReadonlyMap<string, PlannedFeature>;
  /** Of each input, in order: the places of its features. */
  readonly inputs: readonly (readonly number[])[];
}

/**
 * How the tensors of a version are made from features, by the revisions of the views that it was trained with.
 * @param views what is known of its views, in the order of its sources; null where a view is not there.
 * @returns a sentence where a view is no longer what it was trained with.
 */
export function planOf(
  deployment: ServedDeployment,
  signature: ServedSignature,
  views: readonly (Registry | null)[],
): Plan | string {
  const read: View[] = [];
  for (const [place, { view, revision }] of deployment.sources.entries()) {
    const registry = views[place];
    const layout = registry?.layouts.get(revision);
    if (!registry || !layout) {
      return `It reads revision ${revision} of the feature view ${view}, which is not here: the view was deleted, or is on its way; apply it again and deploy a version that was trained with it.`;
    }
    read.push({ registry, layout, columns: [] });
  }
  const features: PlannedFeature[] = [];
  const places = new Map<string, number>();
  const placeOf = (name: string, tensor: ServedSignature['inputs'][number]) => {
    const known = places.get(name);
    if (known !== undefined) return known;
    places.set(name, features.length);
    features.push(findStored(name, read) ?? { name, type: givenType(tensor), default: null, stored: null });
    return features.length - 1;
  };
  const inputs = signature.inputs.map((tensor) =>
    (tensor.features ?? [tensor.name]).map((name) => placeOf(name, tensor)),
  );
  return {
    views: read,
    features,
    names: features.map(({ name }) => name),
    byName: new Map(features.map((feature) => [feature.name, feature])),
    inputs,
  };
}

/** By the revision that the version was trained with. */
interface View extends PlannedView {
  readonly layout: Registry['layout'];
  readonly columns: string[];
}

/** A feature by its name or, where two views have that, by `view.feature`. */
function findStored(name: string, views: readonly View[]): PlannedFeature | undefined {
  for (const [view, { registry, layout, columns }] of views.entries()) {
    for (const column of [name, withoutView(name, registry.view)]) {
      const found = column === undefined ? undefined : layout.byName.get(column);
      if (!found) continue;
      const stored = { view, column: columns.push(found.name) - 1 };
      return { name, type: found.type, default: found.default ?? null, stored };
    }
  }
  return undefined;
}

const withoutView = (name: string, view: string) =>
  name.startsWith(`${view}.`) ? name.slice(view.length + 1) : undefined;

/** The type of what no view has, by the tensor that takes it. */
function givenType({ datatype, shape, features }: ServedSignature['inputs'][number]): FeatureType {
  const one =
    datatype === 'BOOL' ? 'BOOL' : datatype === 'BYTES' ? 'STRING' : datatype.startsWith('FP') ? 'FLOAT' : 'INT';
  const fillsTensor = features === null && shape.slice(1).some((size) => size !== 1);
  return fillsTensor ? VECTORS[one] : one;
}

const VECTORS = { BOOL: 'INT_VECTOR', STRING: 'STRING_VECTOR', FLOAT: 'FLOAT_VECTOR', INT: 'INT_VECTOR' } as const;
