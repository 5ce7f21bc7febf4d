import { type AsyncBuffer, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { CheckColumns, FileRow, RowFile } from './file-rows.ts';

const MAGIC = 'PAR1';
/** So many rows are in memory at a time. */
const ROWS_A_PART = 10_000;

export const isParquet = (start: Buffer): boolean => start.toString('latin1', 0, MAGIC.length) === MAGIC;

/** Columns of the top level by their names. */
export async function readParquet(file: AsyncBuffer, check: CheckColumns): Promise<RowFile> {
  const metadata = await parquetMetadataAsync(file);
  check(parquetSchema(metadata).children.map(({ element }) => element.name));
  const size = Number(metadata.num_rows);
  let read = 0;
  async function* rows(): AsyncGenerator<FileRow> {
    for (let rowStart = 0; rowStart < size; rowStart += ROWS_A_PART) {
      const rowEnd = Math.min(size, rowStart + ROWS_A_PART);
      for (const cells of await parquetReadObjects({ file, metadata, compressors, utf8: false, rowStart, rowEnd })) {
        read += 1;
        yield { place: read, cells };
      }
    }
  }
  return { rows: rows(), cellsAreText: true, read: () => read, size };
}
