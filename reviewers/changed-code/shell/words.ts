import type { Command, SyntaxNode, Word, WordPart } from 'unbash';

/** An expansion in a word: of a parameter or of what a command prints. */
export interface Expansion {
  readonly part: WordPart;
  /** The name of the parameter (`x`, `1`, `@`); null for a command. */
  readonly name: string | null;
  /** Whether it stands in double quotes, so that it stays one word. */
  readonly quoted: boolean;
}

/** The text of a word in which nothing is expanded; null where something is. */
export function literalOf(word: Word | undefined): string | null {
  return word === undefined || expansionsIn(word).length > 0 ? null : word.value;
}

/** The expansions of a word, the outermost only. */
export function expansionsIn(word: { readonly parts?: readonly WordPart[] | undefined }): Expansion[] {
  return (word.parts ?? []).flatMap((part) => expansionsOf(part, false));
}

function expansionsOf(part: WordPart, quoted: boolean): Expansion[] {
  switch (part.type) {
    case 'SimpleExpansion':
      return [{ part, name: part.text.replace(/^\$/, ''), quoted }];
    case 'ParameterExpansion':
      return [{ part, name: part.parameter, quoted }];
    case 'CommandExpansion':
    case 'ProcessSubstitution':
      return [{ part, name: null, quoted }];
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.flatMap((inner) => expansionsOf(inner, true));
    case 'ExtendedGlob':
    case 'BraceExpansion':
    case 'Glob':
      return (part.parts ?? []).flatMap((inner) => expansionsOf(inner, quoted));
    case 'AnsiCQuoted':
    case 'ArithmeticExpansion':
    case 'Literal':
    case 'SingleQuoted':
      return [];
  }
}

/** A command's program without its folder, behind `sudo`, `env`, `exec` and kin; null where it is computed. */
export function programOf(command: Command): { readonly name: string; readonly args: readonly Word[] } | null {
  const words = [...(command.name === undefined ? [] : [command.name]), ...command.args].filter(
    (one): one is Word => one.type === 'Word',
  );
  let at = 0;
  while (at < words.length) {
    const literal = literalOf(words[at]);
    if (literal === null) return null;
    const name = literal.slice(literal.lastIndexOf('/') + 1);
    if (!PASSES_ON.has(name)) return { name, args: words.slice(at + 1) };
    at += 1;
    while (/^-|^\w+=/.test(words[at]?.text ?? '')) at += TAKES.has(words[at]?.text ?? '') ? 2 : 1;
    if (name === 'timeout') at += 1;
  }
  return null;
}

const PASSES_ON: ReadonlySet<string> = new Set(
  'sudo env exec command nohup time nice doas timeout builtin sshpass setsid'.split(' '),
);
const TAKES: ReadonlySet<string> = new Set(['-u', '-n', '-g', '-k', '-s', '-p']);

/** Whether a node is a simple command. */
export function isCommand(node: SyntaxNode): node is Command {
  return node.type === 'Command';
}
