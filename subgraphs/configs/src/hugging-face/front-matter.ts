import { parseDocument, stringify } from 'yaml';

/** A file of Markdown with YAML before it. */
export interface FrontMatterFile {
  data: Record<string, unknown>;
  /** Every character after the line that closes the front matter. */
  body: string;
}

const OPEN = /^\uFEFF?---[ \t]*\r?\n/;
const CLOSE = /(^|\n)---[ \t]*(?:\r?\n|$)/;

/** @throws Error where what stands between the lines of --- is no YAML mapping. */
export function readFrontMatter(text: string): FrontMatterFile {
  const rest = text.replace(OPEN, '');
  const closed = rest === text ? null : CLOSE.exec(rest);
  if (!closed) return { data: {}, body: text };
  const [line, before = ''] = closed;
  const yaml = rest.slice(0, closed.index + before.length);
  return { data: parseMapping(yaml), body: rest.slice(closed.index + line.length) };
}

function parseMapping(yaml: string): Record<string, unknown> {
  const document = parseDocument(yaml);
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw new Error(`The front matter must be YAML: ${problem.message}`);
  const data: unknown = document.toJS();
  if (data === null) return {};
  if (typeof data !== 'object' || Array.isArray(data)) {
    throw new Error('The front matter must be a mapping, with lines such as license: mit.');
  }
  return { ...data };
}

/** A file that reads as it was written. Words that older YAML takes for others, such as no, are quoted. */
export function writeFrontMatter({ data, body }: FrontMatterFile): string {
  // A body that looks like front matter would be read as such.
  if (Object.keys(data).length === 0) return OPEN.test(body) ? `---\n---\n${body}` : body;
  return `---\n${stringify(data, { compat: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false })}---\n${body}`;
}
