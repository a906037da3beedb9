import type { Check, CheckContext } from '../../reviewer.ts';
import { blankSuppressions, type Suppression } from '../../changed-code/suppressions.ts';
import { newSideLines, onLine, type HunkLine } from '../added-lines.ts';
import { filesWithAddedLines, isFixture } from '../paths.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';

const CODE = /\.(?:[cm]?[jt]sx?|pyi?|vue|svelte)$/i;
const COMMENTS = {
  rules: [{ id: 'comment', language: ['javascript', 'typescript', 'tsx', 'python'], rule: { kind: 'comment' } }],
};

/** Directives that switch off everything, in words that only they use; naming a rule makes one narrow. */
const BROAD_ALWAYS = new Set(['@ts-ignore', '@ts-nocheck', 'mypy:ignore-errors']);

/** Finds comments by which the change tells a tool to look away. */
export const suppressions: Check = {
  id: 'suppressions',
  async run(context) {
    for (const file of filesWithAddedLines(context.changeSet.files)) {
      const path = file.newPath;
      if (!CODE.test(path)) continue;
      context.looked(path);
      const added = isFixture(path)
        ? []
        : newSideLines(file)
            .flat()
            .filter((line) => line.added);
      const suspects = added.flatMap((line) => directives(line).map((found) => ({ line, found })));
      if (suspects.length === 0) continue;
      const comments = await commentLines(context, file);
      for (const { line, found } of suspects) {
        if (comments?.has(line.line) !== false) report(context, path, line, found);
      }
    }
  },
};

function directives({ text }: HunkLine): readonly Suppression[] {
  return blankSuppressions(text, new Set([1])).blanked;
}

/** Lines with a real comment on them; undefined where the syntax is not known. */
async function commentLines(context: CheckContext, { newPath: path }: ChangedFile): Promise<Set<number> | undefined> {
  const content = await context.read(path, 'new');
  if (content.kind === 'absent') return undefined;
  const [result] = await context.analyse('ast-grep', [{ path, text: content.text }], COMMENTS);
  if (result?.kind !== 'ok') return undefined;
  const lines = new Set<number>();
  for (const { startLine, endLine } of result.matches) {
    for (let line = startLine; line <= endLine; line += 1) lines.add(line);
  }
  return lines;
}

function report(context: CheckContext, path: string, { line, text }: HunkLine, found: Suppression): void {
  const broad = isBroad(found);
  context.report({
    rule: 'suppression-added',
    ...onLine(path, line, text),
    confidence: broad ? 500 : 350,
    title: broad ? 'A tool is told to ignore everything here' : 'A tool is told to look away',
    explanation: `The change adds \`${found.directive}\`. Docket's own lints look at the line all the same; other tools will not.`,
    failureScenario: {
      description: broad
        ? 'Whatever the tool would find here, now or after a later edit, it no longer says.'
        : 'What the named rule would find here, now or after a later edit, the tool no longer says.',
    },
  });
}

/** Whether nothing narrows a directive down: no rule is named behind it. */
function isBroad({ directive, rest }: Suppression): boolean {
  if (BROAD_ALWAYS.has(directive.toLowerCase())) return true;
  return directive !== '@ts-expect-error' && !/^\s*(?:[:[=]\s*)?[@\w]/.test(rest);
}
