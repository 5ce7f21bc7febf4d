const NON_FINITE = /-?\b(?:NaN|Infinity)\b/;

/** What stands outside the texts of a body that is no JSON, and is a number in other languages: NaN or an infinity. */
export function findNonFinite(body: string): string | undefined {
  for (let at = 0; at < body.length; ) {
    const quote = body.indexOf('"', at);
    const [found] = NON_FINITE.exec(body.slice(at, quote < 0 ? undefined : quote)) ?? [];
    if (found !== undefined || quote < 0) return found;
    at = endOfText(body, quote);
  }
  return undefined;
}

function endOfText(body: string, quote: number): number {
  for (let at = quote + 1; at < body.length; at++) {
    if (body[at] === '\\') at += 1;
    else if (body[at] === '"') return at + 1;
  }
  return body.length;
}
