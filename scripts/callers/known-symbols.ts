import type { Language, SourceFile } from './source-files.ts';

/** A place in a file. */
export interface Spot {
  readonly path: string;
  /** Where the name begins. */
  readonly at: number;
}

/** A name of which every place in a repository is known: one definition, and calls or reads. Told by text, not by the check's own reader. */
export interface KnownSymbol {
  readonly name: string;
  readonly definition: Spot;
  readonly calls: readonly Spot[];
}

const DEFINITIONS: Readonly<Record<Language, RegExp>> = {
  script:
    /(?:^|\n)(?:export )?(?:async )?function (\w{6,40})\(|\n(?: {2}| {4}|\t)(?:private |public |protected |static |async )*(\w{6,40})\([^()\n]*\)(?:: [\w<>[\]| ]+)? \{\n/g,
  python: /(?:^|\n)(?: {4})?(?:async )?def ([a-z]\w{5,40})\(/g,
  go: /\nfunc (?:\(\w+ \*?\w+\) )?(\w{6,40})\(/g,
  java: /\n {2,8}(?:(?:public|private|protected|static|final|synchronized) )*[\w<>[\], ?]{2,60} (\w{6,40})\([^()]*\) (?:throws [\w, ]+)?\{/g,
  csharp:
    /\n[ \t]+(?:(?:public|private|protected|internal|static|async|virtual|sealed|unsafe|new) )+[\w<>[\], ?.]{2,60} (\w{6,40})\([^()]*\)\s*(?:\{|=>)/g,
  rust: /\n *(?:pub(?:\([a-z]+\))? )?(?:const |async |unsafe )*fn (\w{6,40})\(/g,
};

/** Functions and methods whose every mention is told. */
export function knownFunctions(files: readonly SourceFile[], language: Language): KnownSymbol[] {
  const defined = new Map<string, Spot[]>();
  for (const { path, text } of files) {
    for (const match of text.matchAll(DEFINITIONS[language])) {
      const name = match[1] ?? match[2] ?? '';
      const at = match.index + match[0].lastIndexOf(`${name}(`);
      defined.set(name, [...(defined.get(name) ?? []), { path, at }]);
    }
  }
  const once = new Map(
    [...defined].flatMap(([name, spots]) =>
      spots[0] !== undefined && spots.length === 1 ? [[name, spots[0]] as const] : [],
    ),
  );
  return withCalls(files, once, (text, at, name) => text[at + name.length] === '(', language);
}

const FIELDS: Readonly<Record<Language, RegExp>> = {
  script: /\n  (?:private |public |protected |readonly )*(\w{6,40})\??(?:: [^;\n{(]+)?(?: = [^;\n]+)?;(?=\n)/g,
  python: /\n {8}self\.([a-z]\w{5,40})(?:: [^=\n]+)? = [^\n]*[^\n([{,](?=\n)/g,
  go: /\n\t(\w{6,40})[ \t]+[*[\]\w.]+(?:[ \t]+`[^`\n]*`)?(?=\n)/g,
  java: /\n {2,8}(?:(?:public|private|protected|static|final) )+[\w<>[\], ?]{2,60} (\w{6,40})(?: = [^;\n]+)?;/g,
  csharp:
    /\n[ \t]+(?:(?:public|private|protected|internal|static|readonly|const|required) )+[\w<>[\], ?.]{2,60} (\w{6,40})(?: = [^;\n]+)?(?:;| \{ get; (?:(?:private |internal )?(?:set|init); )?\})/g,
  rust: /\n +pub(?:\([a-z]+\))? (\w{6,40}): [^\n]+,(?=\n)/g,
};

/** Fields whose every mention is told. */
export function knownFields(files: readonly SourceFile[], language: Language): KnownSymbol[] {
  const defined = new Map<string, Spot[]>();
  for (const { path, text } of files) {
    for (const match of text.matchAll(FIELDS[language])) {
      const name = match[1] ?? '';
      const before = match[0].search(new RegExp(`\\b${name}\\b`));
      defined.set(name, [...(defined.get(name) ?? []), { path, at: match.index + before }]);
    }
  }
  const once = new Map(
    [...defined].flatMap(([name, spots]) =>
      spots[0] !== undefined && spots.length === 1 ? [[name, spots[0]] as const] : [],
    ),
  );
  return withCalls(
    files,
    once,
    (text, at, name) => {
      const behind = text.slice(at + name.length, at + name.length + 40);
      if (language === 'rust' && text[at - 1] === ' ' && behind.startsWith(': ')) return true;
      return text[at - 1] === '.' && !/^\s*(?:\(|=[^=]|[+-]?=)/.test(behind);
    },
    language,
  );
}

/** Keeps the names of which each mention is the definition, a call or read as `isUse` tells, or stands in an import. */
function withCalls(
  files: readonly SourceFile[],
  defined: ReadonlyMap<string, Spot>,
  isUse: (text: string, at: number, name: string) => boolean,
  language: Language,
): KnownSymbol[] {
  const calls = new Map<string, Spot[]>([...defined.keys()].map((name) => [name, []]));
  for (const { path, text } of files) {
    for (const { 0: name, index: at } of text.matchAll(/[A-Za-z_$][\w$]*/g)) {
      const known = calls.get(name);
      const definition = defined.get(name);
      if (known === undefined || (definition?.path === path && definition.at === at)) continue;
      const line = text.slice(text.lastIndexOf('\n', at) + 1, text.indexOf('\n', at));
      if (isImport(text, at, line, language)) continue;
      if (isUse(text, at, name) && !isMention(line, name)) known.push({ path, at });
      else calls.delete(name);
    }
  }
  return [...calls].flatMap(([name, spots]) => {
    const definition = defined.get(name);
    return definition === undefined || spots.length < 1 || spots.length > 40
      ? []
      : [{ name, definition, calls: spots }];
  });
}

/** A comment, a docstring, another definition, a method of what it is built on. */
function isMention(line: string, name: string): boolean {
  if (
    /^\s*(?:\/\/|#|\*|"""|(?:async )?def\b|func\b|fn\b|class\b)|`/.test(line) ||
    line.includes(`super().${name}`) ||
    line.includes(`super.${name}`)
  )
    return true;
  if (line.slice(0, line.indexOf(name)).split(/['"]/).length % 2 === 0) return true;
  return new RegExp(
    `^\\s*(?:(?:public|protected|abstract|default|static) )*(?!return|throw|new|await|else|yield)[\\w<>[\\],.?]+(?:, ?[\\w<>[\\],.?]+)* ${name}\\(`,
  ).test(line);
}

function isImport(text: string, at: number, line: string, language: Language): boolean {
  if (/^\s*(?:import|from|using|(?:pub )?use)\b/.test(line)) return true;
  if (!/^(?:script|python)$/.test(language) || !/^\s*[\w$]+(?: as \w+)?,?\s*$/.test(line)) return false;
  const open = text.lastIndexOf(language === 'python' ? '(' : '{', at);
  return (
    /\bimport\s*$/.test(text.slice(Math.max(0, open - 10), open)) ||
    /\bimport(?: type)? $/.test(text.slice(Math.max(0, open - 15), open))
  );
}
