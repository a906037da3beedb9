import type { CodeLanguage, CodeComment } from './read-code.ts';

/** A parameter that a comment documents. */
export interface DocumentedName {
  readonly name: string;
  /** The offsets of the name in the file. */
  readonly start: number;
  readonly end: number;
  /** How it is written, from the tag to the name. */
  readonly written: string;
}

/** Tags that say the comment is about something else than the function below, or lets another comment speak. */
const OTHER_SUBJECT: Readonly<Partial<Record<CodeLanguage, RegExp>>> = {
  script:
    /@(?:callback|typedef|overload|method|function|func|name|class|constructor|event|type|inheritdoc|inheritDoc|template|namespace|module|lends|memberof|alias|borrows|see\s+module)\b/,
  php: /@?\{?@inheritdoc\b|@method\b/i,
  ruby: /@overload\b|@!|@macro\b|:call-seq:|\(see /,
  java: /\{@inheritDoc\}/,
  csharp: /<inheritdoc\b|<include\b/i,
};

/** The parameters that a function's comment documents; empty where it is no documentation of that kind. */
export function documentedNames(language: CodeLanguage, { text, start }: CodeComment): DocumentedName[] {
  if (OTHER_SUBJECT[language]?.test(text) === true) return [];
  switch (language) {
    case 'script':
      return text.startsWith('/**') ? scriptNames(text, start) : [];
    case 'java':
    case 'kotlin':
      return text.startsWith('/**')
        ? matched(text, start, /^[ \t]{0,80}(?:\/\*\*|\*)?[ \t]{0,40}@param[ \t]{1,40}<?\[?(\w+)/gm)
        : [];
    case 'csharp':
      return text.startsWith('///') ? matched(text, start, /<param name="(\w+)"/g) : [];
    case 'php':
      return text.startsWith('/**') ? phpNames(text, start) : [];
    case 'ruby':
      return matched(
        text,
        start,
        /^[ \t]{0,80}#[ \t]{0,20}@param[ \t]{1,20}(?:\[[^\]\n]{0,200}\]{1,3}[ \t]{1,20})?[*&]{0,2}([a-z_]\w*)(?=[ \t:]|$)/gm,
      );
    case 'python':
      return pythonNames(text, start);
    case 'go':
    case 'rust':
      return [];
  }
}

function matched(text: string, start: number, pattern: RegExp): DocumentedName[] {
  return Array.from(text.matchAll(pattern), (match) => {
    const name = match[1] ?? '';
    const end = start + match.index + match[0].lastIndexOf(name) + name.length;
    const written = match[0].replace(/^[\s*/#]+/, '');
    return { name, start: end - name.length, end, written };
  });
}

const TAG = /^[ \t]{0,80}(?:\/\*\*|\*)?[ \t]{0,40}@(?:(?:phpstan|psalm)-)?(?:param|arg|argument)\b[ \t]{0,40}/gm;

/** `@param {Type} name`, `@param {Type} [name=1]`, `@param name.inner`: what is in the brackets may have brackets. */
function scriptNames(text: string, start: number): DocumentedName[] {
  return tagged(text, start, (from) => {
    const afterType = text.charAt(from) === '{' ? closing(text, from) : from;
    if (afterType === null) return null;
    const match = /^\s{0,3}\[?(?:\.\.\.)?([A-Za-z_$][\w$]*)/.exec(text.slice(afterType, afterType + 200));
    return match === null ? null : { at: afterType + match[0].length - (match[1]?.length ?? 0), name: match[1] ?? '' };
  });
}

/** `@param array<string, int> &...$name`: the first variable behind the type. */
function phpNames(text: string, start: number): DocumentedName[] {
  return tagged(text, start, (from) => {
    let at = from;
    const end = text.indexOf('\n', from);
    const stop = end === -1 ? text.length : end;
    while (at < stop) {
      const sign = text.charAt(at);
      if ('<({['.includes(sign)) {
        const close = closing(text, at);
        if (close === null || close > stop) return null;
        at = close;
      } else if (sign === '$') {
        const name = /^\$[a-zA-Z_]\w*/.exec(text.slice(at, at + 100))?.[0];
        return name === undefined || name === '$this' ? null : { at, name };
      } else at += 1;
    }
    return null;
  });
}

function tagged(
  text: string,
  start: number,
  nameFrom: (from: number) => { readonly at: number; readonly name: string } | null,
): DocumentedName[] {
  return Array.from(text.matchAll(TAG)).flatMap((match): DocumentedName[] => {
    const found = nameFrom(match.index + match[0].length);
    if (found === null) return [];
    const end = found.at + found.name.length;
    const tag = match.index + match[0].indexOf('@');
    return [{ name: found.name, start: start + found.at, end: start + end, written: text.slice(tag, end) }];
  });
}

const CLOSES: Readonly<Record<string, string>> = { '{': '}', '(': ')', '<': '>', '[': ']' };

/** The offset behind the bracket that closes the one at an offset; arrows are no brackets. */
function closing(text: string, at: number): number | null {
  const open: string[] = [];
  for (let next = at; next < text.length && next - at < 2000; next += 1) {
    const sign = text.charAt(next);
    if (CLOSES[sign] !== undefined) open.push(CLOSES[sign]);
    else if (sign === open.at(-1) && !(sign === '>' && /[=-]/.test(text.charAt(next - 1)))) {
      open.pop();
      if (open.length === 0) return next + 1;
    }
  }
  return null;
}

const SPHINX = /^[ \t]{0,80}:(?:param|parameter|arg|argument) {1,4}(?:[^:\n]{1,100}[ \t])?\\?\*{0,2}([A-Za-z_]\w*):/gm;

/** Sphinx's fields, Google's sections, NumPy's. */
function pythonNames(text: string, start: number): DocumentedName[] {
  return [...matched(text, start, SPHINX), ...sectionNames(text, start)];
}

/** `Args:` with entries that are indented, or `Parameters` with a line below it and entries that are not. */
function sectionNames(text: string, start: number): DocumentedName[] {
  const found: DocumentedName[] = [];
  const lines = text.split('\n');
  let offset = 0;
  const starts = lines.map((line) => {
    const at = offset;
    offset += line.length + 1;
    return at;
  });
  for (const [index, line] of lines.entries()) {
    const google = /^([ \t]*)(?:"""|''')?(?:Args|Arguments|Parameters):[ \t]*\r?$/.exec(line);
    const numpy =
      /^([ \t]*)Parameters[ \t]*\r?$/.exec(line) !== null && /^[ \t]*-{3,}[ \t]*\r?$/.test(lines[index + 1] ?? '');
    if (google === null && !numpy) continue;
    const depth = indentOf(line);
    const first = index + (numpy ? 2 : 1);
    const entry = numpy ? depth : indentOf(lines[first] ?? '');
    if (!numpy && entry <= depth) continue;
    for (let at = first; at < lines.length; at += 1) {
      const one = lines[at] ?? '';
      if (one.trim() === '') {
        // NumPy's sections end with the next heading, Google's at a line that is less indented.
        continue;
      }
      const indent = indentOf(one);
      if (indent < entry || (numpy && /^[ \t]*[-=]{3,}/.test(lines[at + 1] ?? ''))) break;
      if (indent > entry) continue;
      const names = numpy ? numpyEntry(one) : googleEntry(one);
      if (names === null) break;
      for (const { name, column } of names) {
        const begin = start + (starts[at] ?? 0) + column;
        found.push({ name, start: begin, end: begin + name.length, written: one.trim().slice(0, 60) });
      }
    }
  }
  return found;
}

const indentOf = (line: string): number => /^[ \t]*/.exec(line)?.[0].length ?? 0;

interface Entry {
  readonly name: string;
  readonly column: number;
}

/** `name: …`, `name (type): …`. */
function googleEntry(line: string): Entry[] | null {
  const match = /^([ \t]*\\?\*{0,2})([A-Za-z_]\w*)(?:[ \t]*\([^\n]{0,200}\))?[ \t]*:(?:\s|$)/.exec(line);
  return match === null ? null : [{ name: match[2] ?? '', column: match[1]?.length ?? 0 }];
}

/** `name : type`, `a, b : type`, or the name alone. */
function numpyEntry(line: string): Entry[] | null {
  const match =
    /^[ \t]*((?:\\?\*{0,2}[A-Za-z_]\w*)(?:,[ \t]*\\?\*{0,2}[A-Za-z_]\w*){0,8})[ \t]*(?::(?:\s|$)|\r?$)/.exec(line);
  if (match === null) return null;
  const from = indentOf(line);
  return Array.from((match[1] ?? '').matchAll(/[A-Za-z_]\w*/g), ({ 0: name, index }) => ({
    name,
    column: from + index,
  }));
}
