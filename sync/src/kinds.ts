import type { Logger } from '@tributary/common/log';
import type { Copy } from '@tributary/lineage/copies/copies';
import type { Settings } from '@tributary/lineage/settings';
import type { Kind } from './kind.ts';
import { board } from './kinds/board.ts';
import { experiment } from './kinds/experiment.ts';
import { registry } from './kinds/registry.ts';
import { createServing } from './kinds/serving.ts';

/** Every kind, under a platform's rules. */
export function createKinds(settings: Settings, log?: Logger): readonly Kind[] {
  const byName: Record<Copy['kind'], Kind> = { experiment, board, registry, serving: createServing(settings, log) };
  return Object.values(byName);
}
