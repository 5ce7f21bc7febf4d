import { createHash } from 'node:crypto';
import { name, text } from '@tributary/common/mutations/inputs';
import { invalidInput, notFound, type Outcome } from '@tributary/common/mutations/outcome';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { problemOfEntity } from '../features/entities.ts';
import { findRegisteredViews } from '../features/held-registries.ts';
import type { Registries } from '../features/registries.ts';
import type { Registry } from '../features/registry.ts';
import { findServedModels } from '../serving/held-snapshots.ts';
import { expectChanges } from '../writes/audited-script.ts';
import { perform } from '../writes/perform.ts';
import type { WriteContext } from '../writes/work.ts';
import { forgetInSlot } from './forget-script.ts';
import { closeLog, eraseLogStep } from './log-scripts.ts';
import { findCountedModels } from './open-counts.ts';

const shape = z.object({ entityName: name(), entity: text(1_024).min(1, 'must not be empty') });

/** How many rows of features, and predictions of cache and log, were erased. */
export interface Forgotten {
  readonly features: number;
  readonly predictions: number;
}

/**
 * Erases an entity. First its generation rises, so that what is being computed about it is neither cached nor logged; the
 * logs go by its id alone. Safe to repeat.
 */
export const forgetEntity = (
  context: WriteContext & { readonly registries: Registries },
  input: unknown,
): Promise<Outcome<Forgotten>> =>
  perform(context, shape, input, async ({ db, subject }, { entityName, entity }) => {
    const views = await findViewsOf(db, context.registries, entityName, entity);
    const { features } = db.keys;
    const tag = features.tag(entity);
    const change = {
      target: { type: 'Entity', id: entityName },
      after: { entity: `sha256:${createHash('sha256').update(entity).digest('hex')}`, forgotten: true },
    };
    const audit = expectChanges(db.keys.auditStream(tag), subject, 'forgetEntity', [change]);
    const rows = views.map((view) => features.row(tag, view, entity));
    const erased = await db.write((redis) => forgetInSlot(redis, audit, db.keys.entityPredictions(entity), rows));
    const logged = await eraseFromLogs(db, entity, erased.generation);
    return { features: erased.rows, predictions: erased.answers + logged };
  });

const MOST_SHOWN = 10;

/** The views of entities of this name. @throws MutationError where there is none, or the entity can be none of theirs. */
async function findViewsOf(
  db: Database,
  registries: Registries,
  entityName: string,
  entity: string,
): Promise<Registry[]> {
  const names = await findRegisteredViews(db);
  const known = (await Promise.all(names.map((view) => registries.find(db, view)))).flatMap((one) => one ?? []);
  const views = known.filter((view) => view.entity === entityName);
  if (views.length === 0 && known.length > 0) {
    const entities = [...new Set(known.map((view) => view.entity))].toSorted().slice(0, MOST_SHOWN);
    throw notFound('Entity', entityName, { hint: `the feature views describe ${entities.join(', ')}` });
  }
  const fitting = views.filter((view) => problemOfEntity(view, entity) === undefined);
  const [first] = views;
  if (first && fitting.length === 0) {
    throw invalidInput({ path: ['entity'], message: problemOfEntity(first, entity) ?? 'must be of a view' });
  }
  return fitting;
}

const MODELS_AT_ONCE = 20;

/** Answers how many entries there were. A model that answers for the first time meanwhile is among those that are served. */
async function eraseFromLogs(db: Database, entity: string, generation: string): Promise<number> {
  const models = [...new Set([...(await findCountedModels(db)), ...(await findServedModels(db))])];
  let erased = 0;
  for (let place = 0; place < models.length; place += MODELS_AT_ONCE) {
    const some = models.slice(place, place + MODELS_AT_ONCE);
    const counts = await Promise.all(some.map((modelId) => eraseFromLog(db, modelId, entity, generation)));
    erased += counts.reduce((sum, count) => sum + count, 0);
  }
  return erased;
}

async function eraseFromLog(db: Database, modelId: string, entity: string, generation: string): Promise<number> {
  const keys = db.keys.predictions(modelId);
  await db.write((redis) => closeLog(redis, keys, entity, generation));
  // Once it is closed: a server that must learn the script first would look before.
  const [newest] = (await db.run((redis) => redis.xRevRange(keys.log, '+', '-', { COUNT: 1 }))) ?? [];
  let erased = 0;
  let from: string | null = newest ? '-' : null;
  while (newest && from !== null) {
    const place: string = from;
    const step = await db.write((redis) => eraseLogStep(redis, keys, entity, place, newest.id));
    erased += step.removed;
    from = step.last === null ? null : `(${step.last}`;
  }
  return erased;
}
