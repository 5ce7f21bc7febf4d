import { conflict, type Failure, invalidInput } from '@tributary/common/mutations/outcome';
import pg from 'pg';
import { NODE_KINDS } from '../graph/node-kinds.ts';
import { notFound } from './not-found.ts';

const UNIQUE = '23505';
const FOREIGN_KEY = '23503';
const CHECK = '23514';
/** A text or number that the column's type cannot hold. */
const DATA = /^22/;

/** What a caller reads when a name or place is taken. Other constraints get a general sentence. */
const TAKEN: Record<string, string> = {
  dataset_pkey: 'A dataset with this id is there already.',
  model_pkey: 'A model with this id is there already.',
  model_name_key: 'Another model has this name.',
  run_group_pkey: 'A run group with this id is there already.',
  run_group_name_key: 'Another run group has this name.',
  run_pkey: 'A training run with this id is there already.',
  deployment_open: 'This version is PENDING or LIVE in this environment already.',
};

/** What a caller reads of the row that a foreign key misses, by its table. */
const TYPES: Record<string, string> = {
  dataset: 'Dataset',
  model: 'Model',
  run_group: 'RunGroup',
  ...Object.fromEntries(Object.values(NODE_KINDS).map(({ table, typename }) => [table, typename])),
};

/** The field of the input that a check is about. */
const CHECKED: Record<string, string> = {
  slug_check: 'id',
  model_name_check: 'name',
  metric_definition_name_check: 'name',
  run_artifact_uri_check: 'uri',
  model_version_artifact_uri_check: 'uri',
  deployment_endpoint_url_check: 'endpointUrl',
};

/**
 * What a broken rule of the database means to the caller; undefined for any other error. The database has the last word
 * on rules: it alone sees what others write at the same time.
 */
export function failureOfConstraint(error: unknown): Failure | undefined {
  if (!(error instanceof pg.DatabaseError)) return undefined;
  const { code = '', constraint = '', detail = '' } = error;
  if (code === UNIQUE) return conflict('DUPLICATE', TAKEN[constraint] ?? 'It is there already.').failure;
  if (code === FOREIGN_KEY) {
    const [, id = '', table = ''] = /=\((.*)\) is not present in table "(\w+)"/.exec(detail) ?? [];
    return notFound(TYPES[table] ?? 'Node', id).failure;
  }
  if (code === CHECK) {
    const path = CHECKED[constraint];
    return invalidInput({ path: path ? [path] : [], message: 'must fit a rule of the database' }).failure;
  }
  if (DATA.test(code))
    return invalidInput({ path: [], message: 'must not have a value in it that the database cannot hold' }).failure;
  return undefined;
}

/** Two transactions waited for each other, or read what the other changed: one of them has to begin again. */
export const isRetriable = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && (error.code === '40P01' || error.code === '40001');
