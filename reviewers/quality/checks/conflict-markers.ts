import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext } from '../../reviewer.ts';
import { newSideLines, onLine } from '../added-lines.ts';
import { hasWholeConflict, isConflictMarker, unfinishedMerges } from '../conflict-marker.ts';
import { filesWithAddedLines, isFixture } from '../paths.ts';

/** Prose speaks of conflicts and underlines headings with equal signs: there only a whole conflict is one. */
const PROSE = /\.(?:md|mdx|markdown|rst|txt|adoc|asciidoc|org|tex|pod|rdoc|html?)$|(?:^|\/)[^./]+$/i;
const MARKDOWN = /\.(?:md|mdx|markdown)$/i;
/** A patch, a reject file and a snapshot are made of the lines of others. */
const QUOTES = /\.(?:patch|diff|rej|orig|snap)$/i;

const SYNTAX = [
  { tool: 'oxlint', extension: /\.[cm]?[jt]sx?$/i, rules: { rules: {} } },
  { tool: 'ruff', extension: /\.py$/i, rules: { lint: { select: [] } } },
] as const;

/** Finds merges that were committed before they were done, in every text. */
export const conflictMarkers: Check = {
  id: 'conflict-markers',
  async run(context) {
    for (const file of filesWithAddedLines(context.changeSet.files)) {
      context.looked(file.newPath);
      if (QUOTES.test(file.newPath) || isFixture(file.newPath)) continue;
      const lines = newSideLines(file);
      if (PROSE.test(file.newPath) && !hasWholeConflict(lines)) continue;
      const conflicts = unfinishedMerges(lines);
      if (conflicts.length === 0 || (await isText(context, file))) continue;
      for (const { line, text } of conflicts) {
        context.report({
          rule: 'conflict-marker',
          ...onLine(file.newPath, line, text),
          title: 'Unresolved merge conflict',
          explanation: 'git wrote this line into a file that it could not merge; both versions still stand there.',
          failureScenario: {
            description: `Whatever reads ${file.newPath} meets the marker line and both versions of the code around it.`,
          },
        });
      }
    }
  },
};

/** A file that parses although the markers stand in it has them inside of a string or comment. */
async function isText(context: CheckContext, { newPath }: ChangedFile): Promise<boolean> {
  if (MARKDOWN.test(newPath)) return isShownAsCode(context, newPath);
  const parser = SYNTAX.find(({ extension }) => extension.test(newPath));
  if (parser === undefined) return false;
  const content = await context.read(newPath, 'new');
  if (content.kind === 'absent') return false;
  const [result] = await context.analyse(parser.tool, [{ path: newPath, text: content.text }], parser.rules);
  return result?.kind === 'ok' && !result.matches.some((match) => match.rule === 'invalid-syntax');
}

/** Whether every marker of a document stands in a block of code: there it is shown. */
async function isShownAsCode(context: CheckContext, path: string): Promise<boolean> {
  const content = await context.read(path, 'new');
  if (content.kind === 'absent') return false;
  const [result] = await context.analyse('markdown', [{ path, text: content.text }], {});
  if (result?.kind !== 'ok') return false;
  const code = result.matches.filter(({ rule }) => rule === 'code');
  return content.text.split('\n').every((line, index) => {
    const kind = isConflictMarker(line);
    if (kind === undefined || kind === 'split') return true;
    return code.some(({ startLine, endLine }) => startLine <= index && index + 2 <= endLine + 1);
  });
}
