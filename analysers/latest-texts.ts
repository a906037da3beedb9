/** Characters of the texts about which something is kept: as many as a change of some hundred files has on both its sides. */
const KEPT = 4_000_000;

/** What was made of texts, of those that were used last. */
export class LatestTexts<Made> {
  readonly #kept = new Map<string, { readonly length: number; readonly made: Made }>();
  #length = 0;

  /** What was made of a text for one purpose. */
  get(purpose: string, text: string): Made | undefined {
    const key = keyOf(purpose, text);
    const known = this.#kept.get(key);
    if (known === undefined) return undefined;
    // The last one used is the last one that goes.
    this.#kept.delete(key);
    this.#kept.set(key, known);
    return known.made;
  }

  set(purpose: string, text: string, made: Made): void {
    const key = keyOf(purpose, text);
    this.#length += text.length - (this.#kept.get(key)?.length ?? 0);
    this.#kept.delete(key);
    this.#kept.set(key, { length: text.length, made });
    for (const [oldest, { length }] of this.#kept) {
      if (this.#length <= KEPT) break;
      this.#kept.delete(oldest);
      this.#length -= length;
    }
  }
}

const keyOf = (purpose: string, text: string): string => `${purpose} ${text}`;
