import { type Hidden, hiddenIn } from './hidden-places.ts';
import { formsOf, secretParts } from './secret-forms.ts';
import { GramIndex } from './gram-index.ts';
import { WholeIndex } from './whole-index.ts';

/** Secrets of one process: more of them are forgotten, oldest first, because every one costs memory. */
const MOST = 2000;

/** Shorter ones would blank ordinary words. */
const LEAST_LITERAL = 8;

/** The secrets that a process knows, and the one function that looks for them, in every form, in whatever leaves it. */
export class KnownSecrets {
  readonly #parts = new Set<string>();
  readonly #literals = new Set<string>();
  #index = new GramIndex();
  #exact = new WholeIndex();
  /** Values that were scrubbed part by part, and how much was known then. */
  readonly #vouched = new WeakMap<object, number>();
  #learned = 0;

  /** Makes secrets known. Those that cannot be told from words are left out. */
  learn(secrets: Iterable<string>): void {
    const given = [...secrets];
    for (const secret of given) if (secret.length >= LEAST_LITERAL) this.#literals.add(secret);
    for (const part of given.flatMap(secretParts)) {
      if (this.#parts.has(part)) continue;
      this.#parts.add(part);
      this.#add(part);
    }
    if (this.#parts.size <= MOST) return;
    const kept = [...this.#parts].slice(-MOST);
    this.#parts.clear();
    this.#literals.clear();
    this.#index = new GramIndex();
    this.#exact = new WholeIndex();
    this.learn(kept);
  }

  /**
   * A text without the secrets themselves, word for word, also those that are words: for texts beside the files that gave them away, where
   * the same word means the same.
   */
  withoutLiterals(text: string): string {
    let blanked = text;
    for (const secret of this.#literals) blanked = blanked.replaceAll(secret, () => '*'.repeat(secret.length));
    return blanked;
  }

  /** How much has been learned; what was found clean before it grew has to be looked at again. */
  get learned(): number {
    return this.#learned;
  }

  /** What is known, in plain text. */
  parts(): readonly string[] {
    return [...this.#parts];
  }

  /** A text without the known secrets: letters and digits of what gives one away become `*`; length and all other signs stay. */
  scrub(text: string): string {
    return this.scrubAll([text])[0] ?? text;
  }

  /** The same for a text that follows one which has left already: a secret that began there is found, and what is left of it blanked. */
  scrubAfter(before: string, text: string): string {
    return this.scrubAll([before, text])[1] ?? text;
  }

  /** The same for texts that are read together, in this order: a secret that goes on in the next one is found. */
  scrubAll(texts: readonly string[]): string[] {
    if (this.#parts.size === 0) return [...texts];
    const joined = texts.join(SEPARATOR);
    const hidden = hiddenIn(joined, { index: this.#index, exact: this.#exact });
    if (hidden === null) return [...texts];
    return cut(blanked(joined, hidden), texts);
  }

  /** Whether nothing of a known secret is in a text. */
  isClean(text: string): boolean {
    return this.#parts.size === 0 || hiddenIn(text, { index: this.#index, exact: this.#exact }) === null;
  }

  /** A value with every text in it scrubbed, names of fields too, all of them read together; the value itself where nothing was found. */
  scrubValue<T>(value: T): T {
    if (this.#parts.size === 0) return value;
    const skip = (one: object): boolean => this.#vouched.get(one) === this.#learned;
    // Names of fields are read last: between the fields of a finding they would part a secret that goes on in the next one.
    const texts: string[] = [];
    const names: string[] = [];
    walk(value, (text, kind) => ((kind === 'text' ? texts : names).push(text), text), skip);
    const clean = this.scrubAll([...texts, ...names]);
    if (clean.every((text, at) => text === (texts[at] ?? names[at - texts.length]))) return value;
    const next = { text: clean.slice(0, texts.length).values(), name: clean.slice(texts.length).values() };
    // The walk gives back what it was given, with other texts in it.
    return walk(value, (_text, kind) => next[kind].next().value ?? '', skip) as T;
  }

  /** Says that every part of a value was scrubbed by itself, so that one too large to be read in one go is not read again until more is known. */
  vouch(value: object): void {
    this.#vouched.set(value, this.#learned);
  }

  #add(part: string): void {
    this.#learned += 1;
    const { exact, pieces } = formsOf(part);
    for (const one of exact) this.#exact.add(one);
    for (const piece of pieces) this.#index.add(piece);
  }
}

/** No letter and no digit, so that it parts no secret. */
const SEPARATOR = '\n';

/** Escapes stay escapes, of an asterisk: text in JSON, in addresses and in HTML is still that. */
function blankedUnit(raw: string): string {
  if (raw.length === 1) return raw.replace(/[\p{L}\p{N}]/u, '*');
  const behind = /[;}]$/.test(raw) ? raw.slice(-1) : '';
  const end = raw.length - behind.length;
  let from = end;
  while (from > 0 && /[0-9a-f]/i.test(raw.charAt(from - 1))) from -= 1;
  if (end - from < 2) return /^[\\&]/.test(raw) ? raw : raw.replaceAll(/[\p{L}\p{N}]/gu, '*');
  const [before, digits] = [raw.slice(0, from), raw.slice(from, end)];
  const code = before.endsWith('#') ? '42' : before === '\\' ? '52' : '2a';
  return `${before}${code.padStart(digits.length, '0')}${behind}`;
}

function blanked(text: string, hidden: readonly Hidden[]): string {
  let out = '';
  let from = 0;
  for (const { start, end } of hidden) {
    if (start < from) continue;
    out += text.slice(from, start) + blankedUnit(text.slice(start, end));
    from = end;
  }
  return out + text.slice(from);
}

function cut(text: string, originals: readonly string[]): string[] {
  let from = 0;
  return originals.map((original) => {
    const part = text.slice(from, from + original.length);
    from += original.length + SEPARATOR.length;
    return part;
  });
}

type Change = (text: string, kind: 'text' | 'name') => string;

function walk(value: unknown, change: Change, skip: (one: object) => boolean): unknown {
  if (typeof value === 'string') return change(value, 'text');
  if (typeof value === 'object' && value !== null && skip(value)) return value;
  if (Array.isArray(value)) return value.map((one) => walk(one, change, skip));
  if (value instanceof Map) {
    return new Map([...value].map(([key, one]) => [walk(key, change, skip), walk(one, change, skip)] as const));
  }
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [change(key, 'name'), walk(one, change, skip)]));
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
