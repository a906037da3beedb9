import type { Syntax } from '../../changed-code/syntax-node.ts';

/** A setting that users may leave alone, and what it is then. */
export interface DeclaredDefault {
  /** As they write it: `--timeout`, `PORT`, `server.port`. */
  readonly name: string;
  readonly kind: 'flag' | 'environment variable' | 'setting' | 'action input';
  /** The value in one form whatever the way it is written. */
  readonly value: string;
  /** 1-based, of the value. */
  readonly line: number;
}

/** A value as a program writes it down; null where it is more than that. */
export interface Literal {
  readonly value: string;
  readonly start: number;
}

const NUMBER = /^-?\d[\d_]*(?:\.\d+)?$/;
const UNITS: Readonly<Record<string, number>> = {
  Nanosecond: 1e-6,
  Microsecond: 1e-3,
  Millisecond: 1,
  Second: 1000,
  Minute: 60_000,
  Hour: 3_600_000,
};
/** Longer texts are prompts and templates. */
const LONGEST = 80;

/** Reads a literal; products of numbers and Go's lengths of time are one, too. */
export function writtenValue(node: Syntax | undefined): Literal | null {
  if (node === undefined || node.text.length > LONGEST) return null;
  const text = node.text.trim();
  const found = (value: string): Literal => ({ value, start: node.start });
  if (/^(?:true|false)$/i.test(text)) return found(text.toLowerCase());
  const quoted = /^[rbu]?(["'`])([^"'`\\$\n]*)\1$/.exec(text);
  if (quoted !== null) return found(quoted[2] ?? '');
  const factors = text.split('*').map((one) => factor(one.trim()));
  const product = factors.reduce((all, one) => all * one, 1);
  return Number.isNaN(product) ? null : found(String(product));
}

function factor(text: string): number {
  if (NUMBER.test(text)) return Number(text.replaceAll('_', ''));
  return UNITS[/^time\.(\w+)$/.exec(text)?.[1] ?? ''] ?? Number.NaN;
}

/** The text of a string literal without its quotes; null where it is none. */
export function stringOf(node: Syntax | undefined): string | null {
  return node === undefined ? null : (/^[rbu]?(["'`])([^"'`\\$\n]*)\1$/.exec(node.text)?.[2] ?? null);
}

/** The longest of the spellings of a flag in texts such as `-p, --port <number>`; null where there is none. */
export function flagIn(texts: readonly string[]): string | null {
  const spelled = texts.flatMap((text) => text.match(/(?<![\w-])--?[A-Za-z0-9][\w-]*/g) ?? []);
  return spelled.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

/** A default before its line is known. */
export interface FoundDefault extends Pick<DeclaredDefault, 'name' | 'kind'> {
  readonly literal: Literal;
}

/** Names of environment variables are written in capitals. */
export const VARIABLE = /^[A-Z][A-Z0-9_]{2,}$/;
