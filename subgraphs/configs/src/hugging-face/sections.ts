/** What a card says that Hugging Face has no key for. */
export interface Sections {
  summary?: string | null | undefined;
  intendedUse?: string | null | undefined;
  limitations?: string | null | undefined;
}

const SECTIONS = [
  { field: 'summary', heading: 'Summary', words: /summary/i },
  { field: 'intendedUse', heading: 'Intended use', words: /intended uses?/i },
  { field: 'limitations', heading: 'Limitations', words: /limitations?/i },
] as const;

/** Adds to a text the sections whose heading it does not have; everything else stays as it is, to the byte. */
export function addSections(markdown: string, sections: Sections): string {
  const headings = findHeadings(markdown);
  return SECTIONS.reduce((text, { field, heading, words }) => {
    const content = sections[field];
    if (!content || headings.some((line) => words.test(line))) return text;
    return `${text}${gapAfter(text)}## ${heading}\n\n${content}\n`;
  }, markdown);
}

const gapAfter = (text: string) => (text === '' || /\n\r?\n$/.test(text) ? '' : text.endsWith('\n') ? '\n' : '\n\n');

const FENCE = /^ {0,3}(```+|~~~+)/;
const ATX = /^ {0,3}#{1,6}(?:[ \t]|$)/;
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/;

/** The lines that are headings of Markdown, of either form, outside of code. */
function findHeadings(markdown: string): string[] {
  const headings: string[] = [];
  let fence: string | undefined;
  let previous = '';
  for (const line of markdown.split(/\r?\n/)) {
    const [, mark] = FENCE.exec(line) ?? [];
    if (fence !== undefined) {
      if (mark?.startsWith(fence)) fence = undefined;
    } else if (mark !== undefined) fence = mark;
    else if (ATX.test(line)) headings.push(line);
    else if (UNDERLINE.test(line) && previous.trim() !== '') headings.push(previous);
    previous = line;
  }
  return headings;
}
