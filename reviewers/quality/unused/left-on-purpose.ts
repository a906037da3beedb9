/** Directives by which a tool is told to be silent, and what behind them is about what is unused; those of one line are seen at the declaration. */
const DIRECTIVES: readonly (readonly [RegExp, RegExp])[] = [
  [/ReSharper disable/, /Unused|NotAccessed|UnassignedField|Redundant/],
  [
    /#pragma warning disable/,
    /^\s*(?:$|\/\/)|\b(?:CS)?0{0,2}(?:16[89]|219|414|649)\b|IDE005[129]|IDE0060|CA18(?:01|11|23)|S(?:1144|4487)/,
  ],
  [/SuppressMessage\(/, /IDE005[12]|CA18(?:01|11|23)|Unused/],
  [/@(?:file:)?Suppress(?:Warnings)?\(/, /unused|"all"/],
  [/\bnoinspection\b/, /Unused/],
  [/(?:es|ox)lint-disable(?:-next-line|-line)?/, /^\s*(?:\*\/|$)|unused/],
  [/biome-ignore/, /noUnused/],
  [/#!?\[(?:allow|expect)\(/, /dead_code|unused/],
  [/\/\/\s?nolint:/, /unused|deadcode|structcheck|varcheck|all/],
  [/(?:rubocop|pylint): ?disable/, /[Uu]nused/],
  [/@(?:phpstan-ignore|psalm-suppress)/, /[Uu]nused/],
];
/** Of those, what holds for more than the next line or declaration. */
const WIDE =
  /ReSharper disable (?!once)|#pragma warning disable|@file:Suppress|eslint-disable(?!-)|oxlint-disable(?!-)|#!\[|^@Suppress|biome-ignore-all/;
/** So much of a line is looked at. */
const MOST_OF_LINE = 300;

/**
 * Whether a file says that something in it is left unused on purpose: by a directive that the change adds, or by one that stands there for all of the
 * file.
 */
export function saysUnused(text: string, added: ReadonlySet<number>): boolean {
  return text.split('\n').some((whole, index) => {
    const line = whole.slice(0, MOST_OF_LINE);
    return isDirective(line) && (added.has(index + 1) || WIDE.test(line));
  });
}

function isDirective(line: string): boolean {
  return DIRECTIVES.some(([directive, about]) => {
    const at = directive.exec(line);
    return at !== null && about.test(line.slice(at.index + at[0].length));
  });
}
