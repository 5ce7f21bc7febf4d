import type { Kysely } from 'kysely';
import { createCatalogueLoaders } from './loaders/catalogue.ts';
import { createDatasetLoaders } from './loaders/datasets.ts';
import { createDeploymentLoaders } from './loaders/deployments.ts';
import { createFeatureViewLoaders } from './loaders/feature-views.ts';
import { createImpactLoaders } from './loaders/impact.ts';
import { createModelLoaders } from './loaders/models.ts';
import { createRunLoaders } from './loaders/runs.ts';
import type { Database } from './tables.ts';

/** Batches what one fetch of the gateway asks for. New for each, so that nobody gets what another has read. */
export const createLoaders = (db: Kysely<Database>) => ({
  ...createDatasetLoaders(db),
  ...createImpactLoaders(db),
  ...createModelLoaders(db),
  ...createFeatureViewLoaders(db),
  ...createRunLoaders(db),
  ...createDeploymentLoaders(db),
  ...createCatalogueLoaders(db),
});

export type Loaders = ReturnType<typeof createLoaders>;
