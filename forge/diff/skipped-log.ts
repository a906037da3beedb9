import type { SkippedInput } from '../../schemas/change-set.ts';

/** Collects what was not understood; neighbouring lines with the same reason become one entry. */
export class SkippedLog {
  readonly #entries: SkippedInput[] = [];

  get entries(): readonly SkippedInput[] {
    return this.#entries;
  }

  add(line: number, lines: number, reason: string): void {
    this.#put({ line, lines, reason });
  }

  /** A line in which nothing of the change can be. */
  addHarmless(line: number, reason: string): void {
    this.#put({ line, lines: 1, reason, harmless: true });
  }

  #put(entry: SkippedInput): void {
    const last = this.#entries.at(-1);
    if (last !== undefined && last.reason === entry.reason && last.line + last.lines === entry.line) {
      this.#entries[this.#entries.length - 1] = { ...last, lines: last.lines + entry.lines };
    } else {
      this.#entries.push(entry);
    }
  }
}
