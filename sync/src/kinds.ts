import type { Kind } from './kind.ts';
import { board } from './kinds/board.ts';
import { experiment } from './kinds/experiment.ts';

/** Every kind that workers deliver. */
export const kinds: readonly Kind[] = [experiment, board];
