import { Windows } from './windows.ts';

/** Every text that is looked for whole has so many units at least. */
const HEAD = 8;

/** Texts that are looked for whole, all in one way through a text: what thousands of secrets are looked for in takes no longer than for one. */
export class WholeIndex {
  readonly #heads = new Windows(HEAD);
  readonly #texts = new Map<string, Set<string>>();

  /** Takes a text of eight units or more. */
  add(text: string): void {
    const head = text.slice(0, HEAD);
    if (head.length < HEAD) throw new RangeError('a text that is looked for whole is too short');
    this.#heads.add(head);
    this.#texts.set(head, (this.#texts.get(head) ?? new Set()).add(text));
  }

  /** Calls `mark` with the beginning and the end of what is found, of each text no place twice. */
  find(text: string, mark: (from: number, to: number) => void): void {
    const marked = new Map<string, number>();
    this.#heads.find(text, (at, head) => {
      for (const whole of this.#texts.get(head) ?? []) {
        if (!text.startsWith(whole, at)) continue;
        const end = at + whole.length;
        mark(Math.max(at, marked.get(whole) ?? 0), end);
        marked.set(whole, end);
      }
    });
  }

  /** Whether any of them stands in a row of characters, of ASCII alone. */
  someIn(codes: Uint8Array): boolean {
    return this.#heads.someIn(codes, (at, head) =>
      [...(this.#texts.get(head) ?? [])].some((whole) => standsAt(codes, at, whole)),
    );
  }
}

function standsAt(codes: Uint8Array, at: number, text: string): boolean {
  for (let unit = HEAD; unit < text.length; unit += 1) if (codes[at + unit] !== text.charCodeAt(unit)) return false;
  return true;
}
