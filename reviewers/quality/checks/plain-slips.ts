import { PLAIN_LANGUAGES, languageOf } from '../../changed-code/plain/languages.ts';
import { plainSyntax, type PlainSyntax } from '../../changed-code/plain/plain-syntax.ts';
import { isTestOfRust } from '../../changed-code/plain/languages/rust-tests.ts';
import { oneAFunction } from '../../changed-code/one-a-function.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { newSideLines, onLine } from '../added-lines.ts';
import { unfinishedMerges } from '../conflict-marker.ts';
import { disguiseOf } from '../disguise.ts';
import { filesWithAddedLines, isFixture, isTest, WRONG_ON_PURPOSE } from '../paths.ts';
import { PLAIN_SLIPS, type PlainSlip } from '../plain/plain-slip.ts';
import { plainSlips } from '../plain/plain-slips.ts';
import { touchedNodes } from '../plain/touched-nodes.ts';
import { isUnbalanced } from '../plain/unbalanced.ts';
import { lookAtRemovedSource } from '../removed/removed-source.ts';

/** Mistakes that the syntax decides, in the languages whose syntax is told in shared words. */
export const plainSlipsCheck: Check = {
  id: 'plain-slips',
  judges: [{ kinds: PLAIN_LANGUAGES.map(({ kind }) => kind), families: ['correctness'] }],
  goesByEnding: true,
  looksAt: ({ newPath }) => languageOf(newPath) !== null,
  async run(context) {
    await lookAtRemovedSource(context);
    for (const file of filesWithAddedLines(context.changeSet.files)) {
      const path = file.newPath;
      if (languageOf(path) === null) continue;
      const content = await context.read(path, 'new');
      if (content.kind === 'absent') {
        context.unavailable({ path, reason: `the syntax needs the whole file: ${content.reason}` });
        continue;
      }
      const disguise = disguiseOf({ path, text: content.text, changed: context.changedLines(file, 'new') });
      if (disguise !== null) context.unavailable({ path, reason: disguise });
      const syntax = await plainSyntax(context, path, content.text);
      if (syntax !== null) await look(context, { file, text: content.text, syntax });
    }
  },
};

interface Looked {
  readonly file: ChangedFile;
  readonly text: string;
  readonly syntax: PlainSyntax;
}

async function look(context: CheckContext, one: Looked): Promise<void> {
  const { file, text, syntax } = one;
  const path = file.newPath;
  const lines = text.split('\n');
  const changed = context.changedLines(file, 'new');
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  const unread = syntax.errors.filter(({ start, end }) =>
    [...changed].some((line) => line >= lineAt(start) && line <= lineAt(end)),
  );
  if (unread.length > 0) await tellBroken(context, one, changed);
  const ways = [syntax, ...syntax.others.map((root) => ({ ...syntax, root }))];
  const isTouched = touchedNodes(text, changed);
  const seen = ways.flatMap((way) => plainSlips(way, isTouched)).filter(({ node }) => isTouched(node));
  const found = [...new Map(seen.map((slip) => [`${slip.rule} ${slip.node.start} ${slip.name}`, slip])).values()];
  const isRust = syntax.language.kind === 'rust';
  const told = found.filter(
    ({ rule, node }) => !('notInTests' in PLAIN_SLIPS[rule] && isTest(path)) && !(isRust && isTestOfRust(node)),
  );
  // What a test feeds on is wrong on purpose; what was seen and not said is no evidence that all is well.
  if (isFixture(path) && told.length > 0) context.unjudged(path, WRONG_ON_PURPOSE);
  if (isFixture(path)) return;
  const reports = told.map((slip) => reportOf(slip, path, lines, changed, lineAt));
  for (const report of oneAFunction(reports, text)) context.report(report);
}

function reportOf(
  { rule, node, name }: PlainSlip,
  path: string,
  lines: readonly string[],
  changed: ReadonlySet<number>,
  lineAt: (offset: number) => number,
): Report {
  const [first, last] = [lineAt(node.start), lineAt(node.end)];
  const inside = [...changed].filter((line) => line >= first && line <= last && (lines[line - 1] ?? '').trim() !== '');
  const line = inside.includes(first) || inside.length === 0 ? first : Math.min(...inside);
  const { title, why, scenario } = PLAIN_SLIPS[rule];
  return {
    rule,
    ...onLine(path, line, lines[line - 1] ?? ''),
    title,
    explanation: `This is about \`${name.replaceAll('`', "'")}\`. ${why}`,
    failureScenario: { description: scenario },
  };
}

/** A file that the parser stumbles over: broken where its brackets do not close and did before, otherwise in words that the grammar does not know. */
async function tellBroken(
  context: CheckContext,
  { file, text, syntax }: Looked,
  changed: ReadonlySet<number>,
): Promise<void> {
  const path = file.newPath;
  const { label } = syntax.language;
  context.unavailable({ path, reason: `the grammar of ${label} cannot read the changed lines` });
  if (file.status === 'A' || isFixture(path) || unfinishedMerges(newSideLines(file)).length > 0) return;
  const old = await context.read(file.oldPath, 'old');
  // Each branch of a condition may open the same bracket, which closes once behind it.
  const built = (side: string): string => syntax.language.oneBranch?.(side, 0)?.text ?? side;
  if (old.kind === 'absent' || !isUnbalanced(built(text)) || isUnbalanced(built(old.text))) return;
  const lines = text.split('\n');
  const line = [...changed].toSorted((one, other) => one - other).find((each) => (lines[each - 1] ?? '').trim() !== '');
  if (line === undefined) return;
  context.report({
    rule: 'syntax-error',
    ...onLine(path, line, lines[line - 1] ?? ''),
    title: 'File does not parse',
    explanation: 'A bracket is left open, or closed without being open. Before the change all of them closed.',
    failureScenario: { description: `Compiling or loading ${path} fails.` },
  });
}
