import { notFound as createNotFound, type MutationError } from '@tributary/common/mutations/outcome';

/** What the ids of versions look like: a caller may give that of the dataset or model. */
const FORMS: Record<string, string> = { DatasetVersion: 'fraud-transactions@3', ModelVersion: 'fraud-detector@2' };

/** As the kernel's, with the form of the id where an id of another form was given. */
export function notFound(type: string, id: string, at: { place?: string; hint?: string } = {}): MutationError {
  const form = id.includes('@') ? undefined : FORMS[type];
  return createNotFound(type, id, { hint: form && `its id is of the form ${form}`, ...at });
}
