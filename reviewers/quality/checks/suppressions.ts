import type { Check, CheckContext } from '../../reviewer.ts';
import { blankSuppressions, type Suppression } from '../../changed-code/suppressions.ts';
import { newSideLines } from '../added-lines.ts';
import { filesWithAddedLines, isFixture, isTest } from '../paths.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';

const CODE = /\.(?:[cm]?[jt]sx?|pyi?|vue|svelte)$/i;
const COMMENTS = {
  rules: [{ id: 'comment', language: ['javascript', 'typescript', 'tsx', 'python'], rule: { kind: 'comment' } }],
};

/** Directives that switch off everything, in words that only they use. */
const BROAD_ALWAYS = new Set(['@ts-ignore', '@ts-nocheck', 'mypy:ignore-errors']);

/** So many places are named. */
const MOST_NAMED = 5;

interface Place {
  readonly path: string;
  readonly line: number;
  readonly directive: string;
}

/**
 * Says once a change, in the summary, that blanket directives became more: those that name no rule and give no reason, outside of tests. A
 * narrow or explained one is how such tools are meant to be used.
 */
export const suppressions: Check = {
  id: 'suppressions',
  comparesSides: true,
  async run(context) {
    const added: Place[] = [];
    let removed = 0;
    for (const file of context.changeSet.files) if (CODE.test(file.oldPath)) removed += blanketIn(deletedLines(file));
    for (const file of filesWithAddedLines(context.changeSet.files)) {
      if (!CODE.test(file.newPath)) continue;
      context.looked(file.newPath);
      if (!isFixture(file.newPath) && !isTest(file.newPath)) added.push(...(await addedIn(context, file)));
    }
    if (added.length > removed) report(context, added, removed);
  },
};

/** Whether nothing narrows a directive down and nothing says why it is there. */
function isBlanket({ directive, rest }: Suppression): boolean {
  const said = rest.replace(/\*\/\}?|-->/g, '').trim();
  if (directive === '@ts-expect-error') return false;
  if (BROAD_ALWAYS.has(directive.toLowerCase())) return said === '';
  return !/[\p{L}\p{N}@]/u.test(said);
}

function blanketIn(lines: readonly string[]): number {
  return lines.flatMap((text) => blankSuppressions(text, new Set([1])).blanked).filter(isBlanket).length;
}

function deletedLines(file: ChangedFile): string[] {
  return isFixture(file.oldPath) || isTest(file.oldPath)
    ? []
    : file.hunks.flatMap((hunk) => hunk.lines.flatMap(({ kind, text }) => (kind === 'deleted' ? [text] : [])));
}

async function addedIn(context: CheckContext, file: ChangedFile): Promise<Place[]> {
  const suspects = newSideLines(file).flatMap((lines) =>
    lines.flatMap(({ line, text, added }, index) => {
      const found = added ? blankSuppressions(text, new Set([1])).blanked.filter(isBlanket) : [];
      return isReason(lines[index - 1]?.text ?? '')
        ? []
        : found.map(({ directive }) => ({ path: file.newPath, line, directive }));
    }),
  );
  if (suspects.length === 0) return [];
  const comments = await commentLines(context, file);
  return suspects.filter(({ line }) => comments?.has(line) !== false);
}

/** Whether the line above is a comment in words: it explains the directive. */
function isReason(above: string): boolean {
  return (
    /^\s*(?:\/\/|#|\*|\/\*)/.test(above) &&
    /\p{L}{2}/u.test(above) &&
    blankSuppressions(above, new Set([1])).blanked.length === 0
  );
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

function report(context: CheckContext, added: readonly Place[], removed: number): void {
  const more = added.length - removed;
  const named = added
    .slice(0, MOST_NAMED)
    .map(({ path, line, directive }) => `\`${directive}\` at \`${path}\`:${line}`);
  const others = added.length > MOST_NAMED ? ` and ${added.length - MOST_NAMED} more` : '';
  context.report({
    rule: 'suppression-added',
    location: null,
    evidence: null,
    title: `${more} more ${more === 1 ? 'comment tells' : 'comments tell'} a tool to ignore everything`,
    explanation: `The change adds ${named.join(', ')}${others}${removed > 0 ? `, and takes ${removed} away` : ''}. Name the rule, or say why. Docket's own lints look at the lines all the same; other tools will not.`,
    failureScenario: {
      description: 'Whatever the tool would find there, now or after a later edit, it no longer says.',
    },
  });
}
