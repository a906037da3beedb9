import { bareText } from '../guards/bare-text.ts';

/** A place at which a name stands in code, a string included. */
export interface Standing {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  readonly before: string;
  readonly after: string;
}

const WORD = /#?[A-Za-z_$][\w$]*[?!]?/g;

/** Names of a text. */
export function wordsIn(text: string): string[] {
  return text.match(WORD)?.flatMap((word) => [word, word.replace(/[?!]$/, ''), word.replace(/^[#$]/, '')]) ?? [];
}

/** A text whose names are looked for, without its comments. */
export class CodeText {
  readonly lines: readonly string[];
  readonly #code: string;
  readonly #path: string;

  constructor(text: string, path: string) {
    this.#path = path;
    const { before } = bareText(text, path);
    let code = '';
    let from = 0;
    // What is left out and is no white space is a comment.
    for (let at = 0; at < text.length; at += 1) {
      if (before[at] !== before[at + 1] || /\s/.test(text.charAt(at))) continue;
      code += `${text.slice(from, at)} `;
      from = at + 1;
    }
    this.#code = code + text.slice(from);
    this.lines = this.#code.split('\n');
  }

  /** Where a name stands as a whole word. */
  standings(name: string): Standing[] {
    if (!this.#code.includes(name)) return [];
    const pattern = wholeWord(name, this.#path);
    return this.lines.flatMap((text, index) =>
      text.includes(name)
        ? [...text.matchAll(pattern)].map((match) => ({
            line: index + 1,
            text,
            before: text.slice(0, match.index),
            after: text.slice(match.index + name.length),
          }))
        : [],
    );
  }
}

/** Languages whose names may hold a `$`. In others it stands before a name, as in the texts of Kotlin: `"$NAME …"`. */
const DOLLAR = /\.(?:[cm]?[jt]sx?|java)$/i;

/** A name alone; `?` and `!` of Ruby are part of it. */
function wholeWord(name: string, path: string): RegExp {
  const literal = name.replaceAll(/[$?!]/g, String.raw`\$&`);
  const letters = String.raw`\w${DOLLAR.test(path) ? '$' : ''}`;
  // What is behind `$` in PHP is a variable, unless it is one of a class.
  const variable = /\.php$/i.test(path) ? String.raw`(?<!(?<!::)\$)` : '';
  return new RegExp(
    String.raw`(?<![${letters}${name.startsWith('#') ? '' : '#'}])${variable}${literal}(?![${letters}])`,
    'g',
  );
}

/** Languages in which a parameter's type stands before its name. PHP's names have a dollar there. */
const TYPE_FIRST = /\.(?:java|cs)$/i;
/** A parameter's type and what may stand before it, up to the name. What stands around an operator (`a ?? b`) is no type, nor is `ref` alone. */
const TYPED =
  /(?:^|[(,])\s*(?:(?:@[\w.]+(?:\([^()]{0,100}\))?|\[[^\]]{0,100}\]|(?:final|this|in|out|ref|params|scoped|readonly)\b)\s*)*([\w.]+(?:<[^()=]{1,150}>)?(?:\[[\s,]*\]|\?|\.{3})*)\s+$/;
/** So much before a name is looked at for its type, in characters. */
const MOST_BEFORE = 200;
const NO_TYPE =
  /^(?:return|new|throw|case|in|is|as|await|yield|and|or|else|instanceof|not|ref|out|select|where|by|orderby|equals|when|from|on|final|this|params|scoped|readonly|assert)$/;

/** Whether a place only gives the field another value, or takes a value of the same name to give it. */
export function isOnlyGiven({ text, before, after }: Standing, name: string, path: string): boolean {
  const literal = name.replaceAll('$', String.raw`\$`);
  const assigned = new RegExp(String.raw`^\s*(this\.|self\.|\$this->)?${literal}\s*(?::[^=]{1,80})?=(?![=>~])`).exec(
    text,
  );
  if (assigned !== null) {
    const isLeft = before.length < assigned[0].length;
    // To the right of `this.key =`, a bare `key` is the parameter; without `this.` it is read.
    const isParameter = assigned[1] !== undefined && !/(?:\.|->|::)\s*$/.test(before);
    return (isLeft || isParameter) && !/,\s*$/.test(text);
  }
  if (!TYPE_FIRST.test(path) || !/^\s*[,)]/.test(after)) return false;
  const type = TYPED.exec(before.slice(-MOST_BEFORE))?.[1];
  return type !== undefined && !NO_TYPE.test(type);
}

const COMMENT_LINE = /^\s*(?:\/\/|\/?\*|#(?!\[))/;
const COMMENT_BEFORE = /(?<!:)\/\/|\/\*|(?:^|\s)#(?!\[)/;

/** Where a name stands in a line of the whole text that is no comment to the eye, whatever a reader of quotes makes of what stands above it. */
export function plainStandings(name: string, text: string, path: string): Standing[] {
  if (!text.includes(name)) return [];
  const pattern = wholeWord(name, path);
  return text.split('\n').flatMap((line, index) =>
    line.includes(name) && !COMMENT_LINE.test(line)
      ? [...line.matchAll(pattern)]
          .map((match) => ({
            line: index + 1,
            text: line,
            before: line.slice(0, match.index),
            after: line.slice(match.index + name.length),
          }))
          .filter(({ before }) => !COMMENT_BEFORE.test(before))
      : [],
  );
}
