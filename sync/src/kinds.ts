import type { DeliveredKind } from '@tributary/lineage/copies';
import type { Kind } from './kind.ts';
import { board } from './kinds/board.ts';
import { experiment } from './kinds/experiment.ts';
import { registry } from './kinds/registry.ts';

const byName: Record<DeliveredKind, Kind> = { experiment, board, registry };

/** Every kind that workers deliver. */
export const kinds: readonly Kind[] = Object.values(byName);
