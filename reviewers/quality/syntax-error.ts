import type { AnalyserMatch } from '../../analysers/analyser.ts';
import type { CheckContext } from '../reviewer.ts';
import { newSideLines, onLine } from './added-lines.ts';
import { unfinishedMerges } from './conflict-marker.ts';
import { isFixture, isTest } from './paths.ts';
import type { LintCheck, LintedFile } from './lint.ts';

/** A new file may be a template or a piece of code to be shown; only one that looks like neither is taken for broken. */
const TEMPLATE = /\{\{|\{%|<%|<\?php/;
const SHOWN = /(?:^|\/)(?:docs?|data|static|snippets?|samples?|examples?|templates?)\//i;

/**
 * Reports files that parsed before the change and do not any more. A file that did not parse before either is in a language
 * that the tool does not know: it was not looked at.
 */
export async function reportSyntaxErrors(
  context: CheckContext,
  { tool, rules }: Pick<LintCheck, 'tool' | 'rules'>,
  broken: readonly { readonly linted: LintedFile; readonly errors: readonly AnalyserMatch[] }[],
): Promise<void> {
  for (const { linted, errors } of broken) {
    const { path, lines } = linted;
    // A merge that was not finished is told as one; whatever else looks like its rest excuses nothing.
    context.unjudged(path, `${tool} cannot parse this file`);
    if (isFixture(path) || unfinishedMerges(newSideLines(linted.file)).length > 0) continue;
    if (!(await isBroken(context, { tool, rules }, linted))) continue;
    const error = errors.find((each) => linted.changed.has(each.startLine)) ?? errors[0];
    const place = error && nearestChanged(linted, error.startLine);
    if (error === undefined || place === undefined) continue;
    const isNew = linted.file.status === 'A';
    const before = isNew ? '' : 'Before the change the file parsed.';
    context.report({
      rule: 'syntax-error',
      ...(isNew && ({ severity: 'warning', confidence: 700 } as const)),
      ...onLine(path, place, lines[place - 1] ?? ''),
      title: 'File does not parse',
      explanation: [`The parser says at line ${error.startLine}: ${error.message}.`, before].join(' ').trim(),
      failureScenario: { description: `Compiling or loading ${path} fails with this error.` },
    });
  }
}

/** Whether the file is broken, rather than in a language that the tool does not know: before the change it parsed. */
async function isBroken(
  context: CheckContext,
  { tool, rules }: Pick<LintCheck, 'tool' | 'rules'>,
  { file: { status, oldPath }, path, text }: LintedFile,
): Promise<boolean> {
  if (status === 'A') return !TEMPLATE.test(text) && !SHOWN.test(path) && !isTest(path);
  const old = await context.read(oldPath, 'old');
  if (old.kind === 'absent') return false;
  const [result] = await context.analyse(tool, [{ path: oldPath, text: old.text }], rules);
  return result?.kind === 'ok' && !result.matches.some((match) => match.rule === 'invalid-syntax');
}

/** The parser stumbles at or after the mistake: the last changed line with text up to there is shown. */
function nearestChanged({ changed, lines }: LintedFile, line: number): number | undefined {
  const shown = [...changed]
    .filter((each) => (lines[each - 1] ?? '').trim() !== '')
    .toSorted((one, other) => one - other);
  return shown.findLast((each) => each <= line) ?? shown[0];
}
