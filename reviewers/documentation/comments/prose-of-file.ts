import type { CheckContext } from '../../reviewer.ts';
import { readMarkdown } from '../markdown.ts';
import { proseOfComment, type ProseLine } from './prose.ts';
import { codeLanguage, type CodeComment, readCode, sentencesIn } from './read-code.ts';

/** Documents whose lines are prose, code in quotes of its own aside. */
const PLAIN = /\.(?:rst|adoc|asciidoc)$/i;
const MARKDOWN = /\.(?:md|markdown)$/i;

/** Whether a file has sentences that can be told from its code. */
export function hasProse(path: string): boolean {
  return MARKDOWN.test(path) || PLAIN.test(path) || codeLanguage(path) !== null;
}

/** The sentences of a file, one list for each stretch that is read as one: its comments, docstrings, messages, or the document. */
export function proseOf(context: CheckContext, path: string, text: string): Promise<ProseLine[][]> | ProseLine[][] {
  if (PLAIN.test(path))
    return [text.split('\n').map((line, index) => ({ line: index + 1, text: line.replace(/\r$/, '') }))];
  return MARKDOWN.test(path) ? proseOfDocument(context, path, text) : proseOfCode(context, path, text);
}

async function proseOfCode(context: CheckContext, path: string, text: string): Promise<ProseLine[][]> {
  const code = await readCode(context, path, text);
  if (code === null) return [];
  const placed = (comment: CodeComment): ProseLine[] =>
    proseOfComment(
      comment,
      code.lineAt(comment.start),
      comment.start - (text.lastIndexOf('\n', comment.start - 1) + 1),
    );
  const sentences = sentencesIn(code).filter(({ text: one }) => !one.includes('\n'));
  return [
    ...[...code.comments, ...code.docstrings].map(placed),
    // Quotes of a literal are no quotes of its sentence.
    ...sentences.map((one) =>
      placed({
        ...one,
        text: one.text.replace(/^[a-zA-Z$@]{0,3}["'`]{1,3}|["'`]{1,3}$/g, (sign) => ' '.repeat(sign.length)),
      }),
    ),
  ];
}

async function proseOfDocument(context: CheckContext, path: string, text: string): Promise<ProseLine[][]> {
  const document = await readMarkdown(context, path, text);
  const prose = (document?.lines ?? []).map((line, index) => ({
    line: index + 1,
    // A line with a span of code over its end is left out as a whole.
    text: document?.code.has(index + 1) === true && !line.includes('`') ? '' : line,
  }));
  return [prose];
}
