/** Every decision stands in the index at the beginning of docs/decisions.md, and the index names no other. */
export function findIndexProblems(text: string): string[] {
  const [head = ''] = text.split(/^## /m, 1);
  const linked = [...head.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = '']) => anchor);
  const headings = [...text.matchAll(/^###? (.+)$/gm)].map(([, heading = '']) => toAnchor(heading));
  const missing = headings.filter((anchor) => !linked.includes(anchor));
  const stale = linked.filter((anchor) => !headings.includes(anchor));
  return [
    ...missing.map((anchor) => `docs/decisions.md: the index lacks #${anchor}`),
    ...stale.map((anchor) => `docs/decisions.md: the index has #${anchor}, which is no heading`),
  ];
}

/** As GitHub makes it of a heading. */
const toAnchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
