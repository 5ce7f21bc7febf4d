/** A row of a file with its place: the line of a text, the number of a row in Parquet. */
export interface FileRow {
  readonly place: number;
  readonly cells: Readonly<Record<string, unknown>>;
}

/** What is no row. */
export interface UnreadableRow {
  readonly place: number;
  readonly problem: string;
}

/** A file's rows as they are read, in their order. */
export interface RowFile {
  /** Checks the names of the columns where the file has them once for all rows. */
  readonly rows: AsyncIterable<FileRow | UnreadableRow>;
  /** Whether vectors and JSON stand in cells as text. */
  readonly cellsAreText: boolean;
  /** How much was read so far, and how much there is: in bytes, or rows; undefined where nobody knows. */
  readonly read: () => number;
  readonly size: number | undefined;
}

/** @throws Error that names the column. */
export type CheckColumns = (names: readonly string[]) => void;
