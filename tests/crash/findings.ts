/** What is not as it must be: how often of each kind, and one example. */
export class Findings {
  readonly #kinds = new Map<string, { count: number; example: string }>();

  add(kind: string, example: unknown): void {
    const known = this.#kinds.get(kind);
    if (known) known.count += 1;
    else this.#kinds.set(kind, { count: 1, example: JSON.stringify(example)?.slice(0, 600) ?? '' });
  }

  /** One line a kind. */
  get lines(): string[] {
    return [...this.#kinds].map(([kind, { count, example }]) => `${count} × ${kind}, such as ${example}`);
  }
}
