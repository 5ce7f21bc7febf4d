import { createHash } from 'node:crypto';
import { list } from '@tributary/common/mutations/inputs';
import { type InputIssue, invalidInput, type Outcome } from '@tributary/common/mutations/outcome';
import { z } from 'zod';
import { expectChanges } from '../writes/audited-script.ts';
import { perform } from '../writes/perform.ts';
import type { WriteContext } from '../writes/work.ts';
import { problemOfEntity } from './entities.ts';
import type { Registries } from './registries.ts';
import type { Registry } from './registry.ts';
import { removeRows } from './rows.ts';
import { whileOpen } from './while-open.ts';

const shape = z.object({ view: z.string(), entities: list(z.string()) });

/** Removes the rows of entities. Answers how many there were; the audit tells of each, with the entity's hash. */
export const deleteFeatures = (
  context: WriteContext & { readonly registries: Registries },
  view: string,
  entities: readonly string[],
): Promise<Outcome<number>> =>
  perform(context, shape, { view, entities }, ({ db, subject }, { view, entities }) =>
    whileOpen(db, context.registries, view, (registry) => {
      checkEntities(registry, entities);
      return removeRows(db, registry, [...new Set(entities)], (stream, ofStream) =>
        expectChanges(
          stream,
          subject,
          'deleteFeatures',
          ofStream.map((entity) => changeOf(view, entity)),
        ),
      );
    }),
  );

/** The audit knows people by their hashes. */
const changeOf = (view: string, entity: string) => ({
  target: { type: 'FeatureView', id: view },
  after: { entity: `sha256:${createHash('sha256').update(entity).digest('hex')}`, deleted: true },
});

const MAX_ISSUES = 20;

function checkEntities(registry: Registry, entities: readonly string[]): void {
  const issues = entities.flatMap((entity, index): InputIssue[] => {
    const message = problemOfEntity(registry, entity);
    return message === undefined ? [] : [{ path: ['entities', String(index)], message }];
  });
  if (issues.length > 0) throw invalidInput(...issues.slice(0, MAX_ISSUES));
}
