import { experimentKind, modelConfigKind } from '../collections.ts';
import type { ExperimentWhere, ModelConfigWhere } from '../schema-types.generated.ts';
import { all, createFilter, dateTimeFilter, listHas, metricFilter, stringFilter, valueIn } from './conditions.ts';
import { pathFilter } from './path-filter.ts';

const configPath = pathFilter(modelConfigKind);
const experimentPath = pathFilter(experimentKind);

/** @throws BAD_USER_INPUT for a path, a value or a text that cannot be. */
export const modelConfigsWhere = createFilter<ModelConfigWhere>({
  modelId: stringFilter('modelId'),
  framework: stringFilter('framework'),
  tag: listHas('tags'),
  metric: metricFilter,
  path: (filters) => all(filters.map(configPath)),
  createdAt: dateTimeFilter('createdAt'),
});

/** @throws BAD_USER_INPUT for a path, a value or a text that cannot be. */
export const experimentsWhere = createFilter<ExperimentWhere>({
  id: valueIn('_id'),
  modelId: stringFilter('modelId'),
  framework: stringFilter('framework'),
  status: stringFilter('status'),
  tag: listHas('tags'),
  metric: metricFilter,
  path: (filters) => all(filters.map(experimentPath)),
  createdAt: dateTimeFilter('createdAt'),
});
