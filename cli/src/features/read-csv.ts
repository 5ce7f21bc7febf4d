import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { CheckColumns, FileRow, UnreadableRow } from './file-rows.ts';

/** Rows by the names in the first line. An empty cell is null. */
export async function* readCsv(
  chunks: AsyncIterable<Buffer>,
  check: CheckColumns,
): AsyncGenerator<FileRow | UnreadableRow> {
  const skipped: UnreadableRow[] = [];
  const parser = parse({
    bom: true,
    columns: (names: string[]) => {
      check(names);
      return names;
    },
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    cast: (cell) => (cell === '' ? null : cell),
    on_skip: (error) => {
      if (error) skipped.push({ place: Number(error.lines) || 0, problem: error.message });
    },
  });
  const source = Readable.from(chunks);
  source.on('error', (error) => parser.destroy(error));
  for await (const { record, info } of source.pipe(parser)) {
    yield* skipped.splice(0);
    yield { place: info.lines, cells: record };
  }
  yield* skipped;
}
