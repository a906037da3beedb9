import type { AnalyserMatch } from '../../../analysers/analyser.ts';
import type { CheckContext } from '../../reviewer.ts';

/**
 * What a place of a file is: `prose` in comments and documents, `string` in a literal, `quoted` where a document shows code, and `code`.
 */
type PlaceKind = 'prose' | 'string' | 'quoted' | 'code';

/** Says what stands at a 1-based line and a 0-based column. */
export type PlaceAt = (line: number, column: number) => PlaceKind;

const MARKDOWN = /\.(?:md|markdown|mdx)$/i;
const ASCIIDOC = /\.(?:adoc|asciidoc)$/i;
const REST = /\.rst$/i;
const SYNTAX =
  /\.(?:[cm]?[jt]sx?|pyi?|go|java|php|phtml|rb|rake|gemspec|cs|kts?|rs)$|(?:^|\/)(?:Rakefile|Fastfile|Appfile|Dangerfile)$/i;

const kinds = (id: string, language: readonly string[], ...names: readonly string[]) => ({
  id,
  language,
  rule: { any: names.map((kind) => ({ kind })) },
});

/** How each grammar calls comments and literals. */
const RULES = {
  rules: [
    kinds('prose', ['javascript', 'typescript', 'tsx', 'go', 'php', 'ruby', 'csharp', 'python'], 'comment'),
    kinds('prose', ['java', 'rust'], 'line_comment', 'block_comment'),
    kinds('prose', ['kotlin'], 'line_comment', 'multiline_comment'),
    {
      id: 'prose',
      language: ['python'],
      rule: { kind: 'string', inside: { kind: 'expression_statement' } },
    },
    kinds('string', ['javascript', 'typescript'], 'string', 'template_string'),
    kinds('string', ['tsx'], 'string', 'template_string', 'jsx_text'),
    kinds('string', ['python'], 'string'),
    kinds('string', ['go'], 'interpreted_string_literal', 'raw_string_literal'),
    kinds('string', ['java', 'kotlin'], 'string_literal'),
    kinds('string', ['rust'], 'string_literal', 'raw_string_literal'),
    kinds('string', ['php'], 'encapsed_string', 'string', 'heredoc'),
    kinds('string', ['ruby'], 'string', 'heredoc_body', 'string_array'),
    kinds(
      'string',
      ['csharp'],
      'string_literal',
      'verbatim_string_literal',
      'interpolated_string_expression',
      'raw_string_literal',
    ),
  ],
};

/** How a line that is a comment as a whole begins, in the languages that no grammar reads. */
const COMMENT_LINE = /^\s*(?:\/\/|\/\*|\*\s|#\s|--\s|;;?\s|<!--)/;

/** Tells prose from code in a file; null where its syntax cannot be read, which is recorded. */
export async function prosePlaces(context: CheckContext, path: string, text: string): Promise<PlaceAt | null> {
  if (MARKDOWN.test(path)) return placesByMatches(context, path, text, 'markdown', 'prose');
  if (ASCIIDOC.test(path)) return placesOfAsciidoc(text.split('\n'));
  if (REST.test(path)) return placesOfRest(text.split('\n'));
  if (SYNTAX.test(path)) return placesByMatches(context, path, text, 'ast-grep', 'code');
  const lines = text.split('\n');
  return (line) => (COMMENT_LINE.test(lines[line - 1] ?? '') ? 'prose' : 'code');
}

async function placesByMatches(
  context: CheckContext,
  path: string,
  text: string,
  tool: 'markdown' | 'ast-grep',
  elsewhere: PlaceKind,
): Promise<PlaceAt | null> {
  const [result] = await context.analyse(tool, [{ path, text }], tool === 'markdown' ? {} : RULES);
  if (result?.kind !== 'ok') return null;
  const spans = result.matches.flatMap((match) => {
    const kind = KIND[match.rule];
    return kind === undefined ? [] : [{ ...match, kind }];
  });
  return (line, column) => {
    const around = spans.filter((span) => holds(span, line, column));
    // A docstring is a literal as well.
    return around.find(({ kind }) => kind !== 'string')?.kind ?? around[0]?.kind ?? elsewhere;
  };
}

const KIND: Readonly<Record<string, PlaceKind>> = { prose: 'prose', string: 'string', code: 'quoted' };

function holds({ startLine, startColumn, endLine, endColumn }: AnalyserMatch, line: number, column: number): boolean {
  return (
    (line > startLine || (line === startLine && column >= startColumn)) &&
    (line < endLine || (line === endLine && column < endColumn))
  );
}

/** What opens and closes a block that AsciiDoc shows as it is. */
const FENCE = /^(?:-{4,}|\.{4,}|\+{4,}|`{3,})\s*$/;

/** AsciiDoc: what stands between two such lines is shown, and so is an indented line. */
function placesOfAsciidoc(lines: readonly string[]): PlaceAt {
  let fence: string | null = null;
  const said = lines.map((line) => {
    const sign = FENCE.test(line) ? line.slice(0, 4) : null;
    if (sign !== null && (fence === null || fence === sign)) fence = fence === null ? sign : null;
    return fence === null && !/^(?:\s|\[|:\w)/.test(line);
  });
  return (line) => (said[line - 1] === true ? 'prose' : 'quoted');
}

/** A directive of reStructuredText whose body is shown and not said, and any other. */
const SHOWS = /^\s*\.\. [\w-]{0,30}(?:code|literal|math|raw|sample|include|toctree|table|auto)[\w-]{0,30}::/;
const DIRECTIVE = /^\s*\.\. /;

/** reStructuredText: what is indented below `::` or a directive that shows something is no prose. */
function placesOfRest(lines: readonly string[]): PlaceAt {
  let shownFrom: number | null = null;
  const said = lines.map((line) => {
    if (line.trim() === '') return false;
    const depth = /^\s*/.exec(line)?.[0].length ?? 0;
    if (shownFrom !== null && depth > shownFrom) return false;
    const isDirective = DIRECTIVE.test(line);
    shownFrom = SHOWS.test(line) || (!isDirective && /::\s*$/.test(line)) ? depth : null;
    return !isDirective && !/^\s*:[\w-]+:/.test(line);
  });
  return (line) => (said[line - 1] === true ? 'prose' : 'quoted');
}
