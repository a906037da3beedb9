import type { ChangedFile } from '../../../schemas/change-set.ts';
import { languageOf } from '../../changed-code/plain/languages.ts';
import { plainSyntax } from '../../changed-code/plain/plain-syntax.ts';
import type { CheckContext } from '../../reviewer.ts';
import { wordsOf } from '../query-words.ts';
import { servingFiles } from './serving-files.ts';
import { PLAIN_LOOKUP_HINT } from './lookups.ts';
import { type PlainQuery, plainQueries } from './plain-queries.ts';

/** Questions in loops, in the languages whose syntax is told in the shared words. */
export async function tellPlainQueries(context: CheckContext): Promise<void> {
  for (const file of servingFiles(context)) {
    const content = await context.read(file.newPath, 'new');
    if (content.kind === 'absent') {
      context.unavailable({ path: file.newPath, reason: `the syntax needs the whole file: ${content.reason}` });
      continue;
    }
    const { text } = content;
    if (!PLAIN_LOOKUP_HINT.test(text)) continue;
    const syntax = await plainSyntax(context, file.newPath, text);
    if (syntax === null) continue;
    const paths = /^(?:ruby|php)$/.test(syntax.language.kind) ? await context.list('new') : null;
    const changed = context.changedLines(file, 'new');
    const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
    const found = plainQueries(syntax, paths).filter(({ call, round }) => {
      const [first, last, head] = [lineAt(call.start), lineAt(call.end), lineAt(round.node.start)];
      return [...changed].some((line) => line === head || (line >= first && line <= last));
    });
    if (found.length === 0) continue;
    const before = await stoodBefore(context, file, paths);
    for (const query of found) {
      if (before.delete(nameOf(query))) continue;
      const line = lineAt(query.call.start);
      context.report({
        location: { path: file.newPath, side: 'new', startLine: line, endLine: line },
        evidence: (text.split('\n')[line - 1] ?? '').replace(/\r$/, ''),
        ...wordsOf({ call: query.call.text, list: query.round.list, what: query.what, side: false }),
      });
    }
  }
}

const squeezed = (text: string): string => text.replace(/\s+/g, '');
const nameOf = ({ call, round }: PlainQuery): string => `${squeezed(round.list)} ${squeezed(call.text)}`;

/** The same questions at the base, of this file. */
async function stoodBefore(
  context: CheckContext,
  file: ChangedFile,
  paths: readonly string[] | null,
): Promise<Set<string>> {
  if (file.status === 'A' || languageOf(file.oldPath) === null) return new Set();
  const old = await context.read(file.oldPath, 'old');
  const syntax = old.kind === 'absent' ? null : await plainSyntax(context, file.oldPath, old.text);
  return new Set(syntax === null ? [] : plainQueries(syntax, paths).map(nameOf));
}
