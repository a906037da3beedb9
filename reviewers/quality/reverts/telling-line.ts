import { bareText } from '../guards/bare-text.ts';
import { partOf } from '../taken/test-files.ts';

const FURTHER =
  /\.(?:vue|svelte|astro|sh|bash|zsh|fish|ps1|c|h|cc|cpp|hpp|m|mm|swift|scala|exs?|erl|lua|dart|pl|pm|sql|erb|twig|cshtml|razor)$/i;
/** Lines that go and come with others, and say nothing of what was mended. */
const ASIDE =
  /^(?:import\b|from\b|(?:pub )?use\s|using\s[^()]{1,200};|package\b|require(?:_relative)?\b|(?:const|let|var)\s[^=]{1,300}= ?require\(|\} from\b|#include\b|namespace\b|export [{*]|--|<!--|\*|\|\s|"""|''')/;
const MOST_OF_LINE = 2000;
const WORD = /[A-Za-z]{2,}/g;
const NAME = /[A-Za-z_$][\w$]{3,}/g;

/** Whether a file is code of production, by its name: no test, sample or document. */
export function isProductionCode(path: string): boolean {
  const part = partOf(path);
  return part === 'production' || (part === 'other' && FURTHER.test(path) && partOf(`${path}.ts`) === 'production');
}

/** Whether a line says something that others do not: two words at least, with a name among them, that are no comment and no import. */
export function isTelling(text: string, path: string): boolean {
  const own = text.slice(0, MOST_OF_LINE).trim();
  if (ASIDE.test(own)) return false;
  if (bareText(own, path).text === '') return false;
  return new Set(own.match(WORD)).size > 1 && namesOfLines([own]).size > 0;
}

/** Words of the languages themselves: two places that both have them need not speak of the same. */
const KEYWORDS =
  /^(?:abstract|async|await|begin|bool|boolean|break|case|catch|char|class|const|continue|data|default|defer|double|elif|else|elseif|elsif|ensure|enum|export|extends|false|final|finally|float|foreach|from|func|function|impl|implements|import|instanceof|interface|internal|lambda|local|match|module|mutable|namespace|None|null|nullptr|object|override|package|pass|private|protected|public|raise|readonly|rescue|return|self|Some|static|string|String|struct|super|switch|then|this|throw|throws|true|True|False|type|typeof|undefined|unless|using|void|where|while|with|yield)$/;

/** The names in some lines. */
export function namesOfLines(lines: readonly string[]): ReadonlySet<string> {
  const names = lines.flatMap((line) => line.slice(0, MOST_OF_LINE).match(NAME) ?? []);
  return new Set(names.filter((name) => !KEYWORDS.test(name)));
}
