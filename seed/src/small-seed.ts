import { createHash } from 'node:crypto';
import type { Database as Lineage } from '@tributary/lineage/tables';
import { CompiledQuery, type Kysely } from 'kysely';
import type { Platform } from './generate.ts';
import type { Query } from './load-state.ts';

export const DEFAULT_SEED = 42;

/** Of the platform of DEFAULT_SEED, so that whoever holds it need not make it to know. */
export const DEFAULT_DIGEST = 'dde05d266924eaace1a105c3f5c784ad643a3d301b82120a233d90e315a23511';

/** Tells a platform from one that another version has made of the same integer. */
export const digestOf = (platform: Platform): string =>
  createHash('sha256').update(JSON.stringify(platform)).digest('hex');

/** For the state of loads, which is no table of the platform's. */
export const queryOf =
  (db: Kysely<Lineage>): Query =>
  (text, values = []) =>
    db.executeQuery(CompiledQuery.raw(text, [...values]));
