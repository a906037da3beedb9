import { bareText } from '../guards/bare-text.ts';
import { partOf } from '../taken/test-files.ts';

const FURTHER =
  /\.(?:vue|svelte|astro|sh|bash|zsh|fish|ps1|c|h|cc|cpp|hpp|m|mm|swift|scala|exs?|erl|lua|dart|pl|pm|sql|erb|twig|cshtml|razor)$/i;
/** Lines that go and come with others, and say nothing of what was mended. */
const ASIDE =
  /^(?:import\b|from\b|(?:pub )?use\s|using\s[^()]{1,200};|package\b|require(?:_relative)?\b|(?:const|let|var)\s[^=]{1,300}= ?require\(|\} from\b|#include\b|namespace\b|export [{*]|--|<!--|\*|"""|''')/;
const MOST_OF_LINE = 2000;
const WORD = /[A-Za-z]{2,}/g;
const NAME = /[A-Za-z_$][\w$]{3,}/g;

/** Whether a file is code of production, by its name: no test, sample or document. */
export function isProduction(path: string): boolean {
  const part = partOf(path);
  return part === 'production' || (part === 'other' && FURTHER.test(path) && partOf(`${path}.ts`) === 'production');
}

/** Whether a line says something that others do not: two words at least that are no comment, no import, no closing sign. */
export function isTelling(text: string, path: string): boolean {
  const own = text.slice(0, MOST_OF_LINE).trim();
  if (ASIDE.test(own)) return false;
  return new Set(bareText(own, path).text.match(WORD)).size > 1;
}

/** The names in some lines. */
export function namesIn(lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.slice(0, MOST_OF_LINE).match(NAME) ?? []));
}
