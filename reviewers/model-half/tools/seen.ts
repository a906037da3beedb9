import type { SeenLines } from '../../../schemas/model-call.ts';

/** Which files a model has been shown from their first to their last line, piece by piece, as text at head or as a patch. */
export class Seen {
  readonly #lines = new Map<string, Set<number>>();
  readonly #whole = new Set<string>();

  add({ path, what, first, last, of }: SeenLines): void {
    const key = `${what} ${path}`;
    const lines = this.#lines.get(key) ?? new Set();
    this.#lines.set(key, lines);
    for (let line = first; line <= last; line += 1) lines.add(line);
    if (lines.size >= of) this.#whole.add(path);
  }

  get whole(): ReadonlySet<string> {
    return this.#whole;
  }
}
