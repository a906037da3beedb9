import { isOrder } from './data/command-values.ts';

/** Headings of Twig's integration tests, and whether PHP evaluates what stands below. */
const SECTIONS: ReadonlyMap<string, 'words' | 'template' | 'php'> = new Map([
  ['TEST', 'words'],
  ['DEPRECATION', 'words'],
  ['EXCEPTION', 'words'],
  ['EXPECT', 'words'],
  ['TEMPLATE', 'template'],
  ['DATA', 'php'],
  ['CONFIG', 'php'],
  ['CONDITION', 'php'],
]);
const HEADING = /^--([A-Z]{1,20})--[ \t]*$/;
const NAMED_TEMPLATE = /^--TEMPLATE(?:\([\w ./@:-]{1,200}\))--[ \t]*$/;
const MOST_CHARACTERS = 256 * 1024;

/** Texts, numbers, words for nothing, and the signs of lists: what PHP evaluates without calling anything. */
const PHP_TOKEN =
  /\s{1,200}|\/\/[^\n?]{0,300}|\d[\d._e]{0,30}|=>|[[\](),;-]|(?:return|true|false|null|array)\b|new \\?(?:ArrayObject|ArrayIterator|stdClass|DateTime|DateTimeImmutable|DateTimeZone|DateInterval|Twig\\Markup)(?=\()|new \\?(?:Twig\\Tests\\)?[A-Z][A-Za-z]{0,60}(?=\(\))|\\?[A-Z][A-Z\d_]{2,60}\b(?!\()|\\?(?:mktime|strtotime|version_compare|phpversion)(?=\()/y;
/** Behind all else an opening bracket is a call. */
const BEFORE_BRACKET = /^(?:|=>|[[(,;-]|return|array|new .{1,200}|\\?(?:mktime|strtotime|version_compare|phpversion))$/;
/** Filters that call what they are given: harmless is an arrow function that stands there, or nothing at all. A remark (`#`) between them hides what is called. */
const CALLS_BACK =
  /\|\s*#|(?:\||\bapply\s)\s*(?:map|filter|reduce|sort|find)\s*(?:#|\((?!\s{0,20}(?:\([\w\s,=]{0,100}\)|\w{1,60})\s{0,20}=>)(?!\s{0,20}\)))|\bhas\s+(?:some|every)\b(?!\s{0,20}(?:\([\w\s,=]{0,100}\)|\w{1,60})\s{0,20}=>)|template_from_string/;

/**
 * Whether a text is a test of Twig's that does nothing but show: PHP evaluates some of its parts when tests run, and those are lists of plain
 * values; its templates call nothing by a name that a text gives.
 */
export function isPlainTwigTest(text: string): boolean {
  if (text.length > MOST_CHARACTERS || !/^--TEST--[ \t]*\r?\n/.test(text)) return false;
  const parts: { readonly kind: 'words' | 'template' | 'php'; readonly lines: string[] }[] = [];
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const kind = NAMED_TEMPLATE.test(line) ? 'template' : SECTIONS.get(HEADING.exec(line)?.[1] ?? '');
    if (kind !== undefined) parts.push({ kind, lines: [] });
    // A heading that nobody knows may be evaluated.
    else if (/^--[A-Z]/.test(line) || parts.length === 0) return false;
    else parts.at(-1)?.lines.push(line);
  }
  return parts.every(({ kind, lines }) => {
    const said = lines.join('\n');
    if (kind === 'words') return !isOrder(said);
    return kind === 'php' ? isPlainPhp(said) : !CALLS_BACK.test(said);
  });
}

const INSTALLER_HEADING = /^--(TEST|COMPOSER|LOCK|INSTALLED|RUN|EXPECT(?:-[A-Z]{1,20}){0,3})--[ \t]*$/;
/** What Composer is told to do with packages that the test makes up. */
const INSTALLER_RUN = /^(?:install|update|require|remove|reinstall)(?: (?!\S*\.\.)[\w./*?@:^~-]{1,100}){0,20}$/;
/** Composer starts these, or loads code by them. */
const INSTALLER_STARTS =
  /"(?:scripts|plugin-api|composer-plugin-api|bin|autoload|autoload-dev|include-path|target-dir)"\s{0,20}:|composer-plugin|composer-installer|\\u/;

/** Whether a text is a test of Composer's installer: packages that it makes up, what is asked for, and what is said then. */
export function isPlainInstallerTest(text: string): boolean {
  if (text.length > MOST_CHARACTERS || INSTALLER_STARTS.test(text)) return false;
  let part = '';
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const heading = INSTALLER_HEADING.exec(line)?.[1];
    // A heading that nobody knows may be evaluated.
    if (heading === undefined && (part === '' || /^--[A-Z]/.test(line))) return false;
    part = heading ?? part;
    if (heading === undefined && part === 'RUN' && line !== '' && !INSTALLER_RUN.test(line)) return false;
    if (heading === undefined && /^(?:TEST|EXPECT)/.test(part) && isOrder(line)) return false;
  }
  return /^--COMPOSER--/m.test(text);
}

function isPlainPhp(text: string): boolean {
  let before = '';
  for (let at = 0; at < text.length;) {
    const sign = text.charAt(at);
    const end = sign === "'" || sign === '"' ? endOfText(text, at) : endOfToken(text, at);
    if (end === null) return false;
    const token = text.slice(at, end);
    // Whatever else stands before it is called: a text by its name, a list, a constant.
    if (token === '(' && !BEFORE_BRACKET.test(before)) return false;
    if (!/^(?:\s|\/\/)/.test(token)) before = token;
    at = end;
  }
  return true;
}

function endOfToken(text: string, at: number): number | null {
  PHP_TOKEN.lastIndex = at;
  const found = PHP_TOKEN.exec(text)?.[0];
  if (found === undefined) return null;
  // A class of the tests' own has their name.
  const isOwn = !found.startsWith('new ') || /^new \\?(?:Array|std|Date|Twig)|Test|Foo/.test(found);
  return isOwn ? at + found.length : null;
}

/** Where a text in quotes ends; null where it does not, or where it inserts a value, which may be a call. */
function endOfText(text: string, start: number): number | null {
  const quote = text.charAt(start);
  for (let at = start + 1; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === quote) return at + 1;
    if (sign === '\\') at += 1;
    else if (sign === '$' && quote === '"') return null;
  }
  return null;
}
