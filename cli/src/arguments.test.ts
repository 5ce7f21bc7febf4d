import { expect, it } from '@jest/globals';
import { readArtifacts } from './artifacts.ts';
import { readCard } from './card.ts';
import { readMove } from './move.ts';
import { readSync } from './sync.ts';
import { readVerify } from './verify.ts';

it.each([
  ['sync rebuild takes one of experiment, board, registry', () => readSync(['rebuild', 'everything'])],
  ['sync retry takes one of experiment, board, registry', () => readSync(['retry'])],
  ['sync status takes no "board".', () => readSync(['status', 'board'])],
  ['verify takes no "board", only --repair.', () => readVerify(['board'], false)],
  ['export takes one folder.', () => readMove('export', [])],
  ['import takes one folder.', () => readMove('import', ['a', 'b'])],
  ['artifacts takes: prune [--yes].', () => readArtifacts([], false)],
  ['card takes "export MODEL [FILE]" or "import FILE [--model MODEL]".', () => readCard(['export'], undefined)],
])('a command whose arguments do not fit says: %s', (message, read) => {
  expect(read).toThrow(message);
});
