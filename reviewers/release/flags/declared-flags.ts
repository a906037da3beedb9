import type { AnalyserMatch } from '../../../analysers/analyser.ts';
import { type Snippet, snippets } from '../snippet.ts';

/** A flag as users type it, and the line that declares it. */
export interface DeclaredFlag {
  readonly name: string;
  readonly line: number;
}

/** The flags that a source file declares, from the places that the rules found. */
export function declaredFlags(text: string, matches: readonly AnalyserMatch[]): DeclaredFlag[] {
  const yargs = /\byargs\b/.test(text);
  const isGo = /\b(?:flag|pflag|cobra)\b/.test(text);
  return snippets(text, matches)
    .filter(({ rule }) => isGo || !rule.startsWith('go-'))
    .flatMap((one) => flagsOf(one, yargs).map((name) => ({ name, line: one.line })));
}

function flagsOf({ rule, text }: Snippet, yargs: boolean): string[] {
  const value = text.replace(/^[rb]?['"`]|['"`]$/g, '');
  if (value.startsWith('-')) return spelled(value);
  if (/^(?:go|clap)-/.test(rule)) return [`--${rule === 'clap-field' ? value.replaceAll('_', '-') : value}`];
  const named = /^[A-Za-z][\w-]*$/.test(value);
  if (rule === 'parse-args-key' && named) return [`--${value}`];
  if ((rule === 'option' || rule === 'options-key') && named && yargs) return [`--${value}`];
  return [];
}

/** `-p, --port <number>` and `--shout/--no-shout` spell two flags each. */
function spelled(value: string): string[] {
  return [...value.matchAll(/(?:^|[\s,|/])(--?[A-Za-z0-9][\w-]*)/g)].map((match) => match[1] ?? '');
}

/** Whether a text still knows a flag, although not by a declaration that is understood: as a word of its own, or as an alias. */
export function stillKnows(text: string, flag: string): boolean {
  const bare = flag.replace(/^-+/, '');
  // Go and Rust name a flag without its hyphens, anywhere; a field of Rust's is one, too.
  if (new RegExp(`"${bare}"|\\b${bare.replaceAll('-', '_')}\\s*:`).test(text)) return true;
  if (new RegExp(`['"\`](-\\w[,|/ ]+)?${flag}(?![\\w-])`).test(text)) return true;
  return new RegExp(`['"]${bare}['"](?<=\\b(?:alias|short)['"]?:\\s{0,20}\\[?[^\\]\\n}]{0,300})`).test(text);
}
