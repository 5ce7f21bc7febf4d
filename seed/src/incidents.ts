import type { QuarantineRow } from './histories.ts';
import type { ModelRow } from './rows.ts';
import type { Training } from './runs.ts';
import { after, atWork, DAY, later, YEAR_END } from './time.ts';

const QUARANTINED = 'penguins@2';
const ARCHIVED = 'strike-size-classifier';

/** Data that turned out to be wrong after the last run that read it. */
export const generateQuarantines = (): QuarantineRow[] => [
  {
    originId: QUARANTINED,
    reason: 'Flipper lengths of one season were entered in inches.',
    by: 'yusuf.demir',
    at: atWork(after(YEAR_END, -5 * DAY)),
  },
];

/** A model that was given up some days after its last run. */
export function archiveGivenUp(models: readonly ModelRow[], trainings: readonly Training[]): ModelRow[] {
  const own = trainings.filter(({ row }) => row.modelId === ARCHIVED);
  const last = own.reduce((time, { row }) => later(time, row.updatedAt), new Date(0));
  const archivedAt = atWork(after(last, 9 * DAY));
  return models.map((row) => (row.id === ARCHIVED ? { ...row, archivedAt, updatedAt: archivedAt } : row));
}
