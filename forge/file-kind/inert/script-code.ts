import { braceCode } from './brace-code.ts';

/** Words behind which a slash begins a regular expression. */
const BEFORE_PATTERN =
  /(?:^|[^\w$.])(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield|instanceof)$/;
/** A regular expression on one line: classes may hold a slash. */
const PATTERN = /\/(?![*/])(?:\\[^\n]|\[(?:\\[^\n]|[^\]\\\n])*\]|[^\\[/\n])+\/[a-z]{0,8}/y;
/** An expression of a template that holds no strings, templates or braces of its own. */
const EXPRESSION = /\$\{[^`"'{}/\\]{0,500}\}/y;
const SAME_LINE = 200;

/**
 * Takes JavaScript and TypeScript apart. Unclear are markup (its text may hold quotes and slashes), templates with strings inside, and a slash that
 * may divide or begin a regular expression.
 */
export const scriptCode = braceCode({
  lineComments: true,
  quotes: '"\'',
  characters: false,
  rawBackticks: false,
  refused: /<\/|\/>|<!--|-->/,
  special: (text, at) => {
    const sign = text.charAt(at);
    if (sign === '`') return template(text, at) ?? false;
    if (sign !== '/' || text[at + 1] === '/' || text[at + 1] === '*') return null;
    const before = text
      .slice(Math.max(0, at - SAME_LINE), at)
      .replace(/^[^]*\n/, '')
      .trimEnd();
    // Behind `a++` a slash divides, and it begins a pattern behind `+ +`.
    if (/(?:\+\+|--)$/.test(before)) return false;
    if (/[(,=:[!&|?{;+*%~^<>]$/.test(before) || BEFORE_PATTERN.test(before)) return match(PATTERN, text, at) ?? false;
    return /[\w$\]]$/.test(before) ? null : false;
  },
});

/** A template as far as it can be read. */
function template(text: string, at: number): string | null {
  for (let next = at + 1; next < text.length; next += 1) {
    if (text[next] === '`') return text.slice(at, next + 1);
    if (text[next] === '\\') next += 1;
    else if (text.startsWith('${', next)) {
      const expression = match(EXPRESSION, text, next);
      if (expression === null) return null;
      next += expression.length - 1;
    }
  }
  return null;
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
