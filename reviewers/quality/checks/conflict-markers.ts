import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext } from '../../reviewer.ts';
import { newSideLines, onLine, type HunkLine } from '../added-lines.ts';
import { isConflictMarker } from '../conflict-marker.ts';
import { filesWithAddedLines, isFixture } from '../paths.ts';

/** Prose may show conflicts and underlines headings with equal signs; a patch or a reject file is made of markers. */
const PROSE = /\.(?:md|mdx|markdown|rst|txt|adoc|asciidoc|org|tex|pod|rdoc|html?|patch|diff|rej|orig|snap|ipynb)$/i;

const SYNTAX = [
  { tool: 'oxlint', extension: /\.[cm]?[jt]sx?$/i, rules: { rules: {} } },
  { tool: 'ruff', extension: /\.py$/i, rules: { lint: { select: [] } } },
] as const;

/** Finds merges that were committed before they were done: the markers themselves, in text that is not prose. */
export const conflictMarkers: Check = {
  id: 'conflict-markers',
  async run(context) {
    for (const file of filesWithAddedLines(context.changeSet.files)) {
      context.looked(file.newPath);
      if (PROSE.test(file.newPath) || isFixture(file.newPath)) continue;
      const conflicts = unfinished(newSideLines(file));
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

/** One line for each conflict: its first marker that the change adds. A split alone is a heading, not a conflict. */
function unfinished(hunks: readonly (readonly HunkLine[])[]): HunkLine[] {
  const markers = hunks.flat().flatMap((line) => {
    const kind = isConflictMarker(line.text);
    return kind === undefined ? [] : [{ kind, line }];
  });
  if (!markers.some(({ kind }) => kind === 'ours' || kind === 'theirs')) return [];
  const found: HunkLine[] = [];
  let reported = false;
  for (const { kind, line } of markers) {
    if (kind === 'ours') reported = false;
    if (line.added && !reported) {
      found.push(line);
      reported = true;
    }
    if (kind === 'theirs') reported = false;
  }
  return found;
}

/** A file that parses although the markers stand in it has them inside of a string or comment. */
async function isText(context: CheckContext, { newPath }: ChangedFile): Promise<boolean> {
  const parser = SYNTAX.find(({ extension }) => extension.test(newPath));
  if (parser === undefined) return false;
  const content = await context.read(newPath, 'new');
  if (content.kind === 'absent') return false;
  const [result] = await context.analyse(parser.tool, [{ path: newPath, text: content.text }], parser.rules);
  return result?.kind === 'ok' && !result.matches.some((match) => match.rule === 'invalid-syntax');
}
