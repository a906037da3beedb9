import type { AnalyserMatch } from '../../../analysers/analyser.ts';
import type { CheckContext } from '../../reviewer.ts';

/**
 * What a place of a file is: `prose` in comments and documents, `string` in a literal, `quoted` where a document shows code, and `code`.
 */
export type PlaceKind = 'prose' | 'string' | 'quoted' | 'code';

/** Says what stands at a 1-based line and a 0-based column. */
export type PlaceAt = (line: number, column: number) => PlaceKind;

const MARKDOWN = /\.(?:md|markdown|mdx)$/i;
const OTHER_DOCUMENT = /\.(?:rst|adoc|asciidoc)$/i;
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
export async function placesOf(context: CheckContext, path: string, text: string): Promise<PlaceAt | null> {
  if (MARKDOWN.test(path)) return placesByMatches(context, path, text, 'markdown', 'prose');
  if (OTHER_DOCUMENT.test(path)) return placesOfDocument(text.split('\n'));
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

const FENCE = /^\s*(?:-{4,}|\.{4,}|={4,}|\+{4,}|`{3,}|\|={3,})\s*$/;

/** A document of another markup: what is indented or between two lines of the same signs is shown, not said. */
function placesOfDocument(lines: readonly string[]): PlaceAt {
  let fence: string | null = null;
  const said = lines.map((line, index) => {
    const sign = FENCE.test(line) && !isUnderline(lines[index - 1] ?? '', line) ? line.trim().slice(0, 4) : null;
    if (sign !== null && (fence === null || fence === sign)) fence = fence === null ? sign : null;
    return fence === null && !/^(?: {3}|\t)/.test(line) && !/^\s*\.\. |^\s*:\w+:/.test(line);
  });
  return (line) => (said[line - 1] === true ? 'prose' : 'quoted');
}

/** A title of reStructuredText has a line of signs below it that is about as long. */
function isUnderline(title: string, line: string): boolean {
  return title.trim() !== '' && Math.abs(title.trim().length - line.trim().length) <= 2;
}
