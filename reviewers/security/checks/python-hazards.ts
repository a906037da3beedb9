import type { AnalyserMatch } from '../../../analysers/analyser.ts';
import { isAside } from '../../changed-code/aside.ts';
import { oneAFunction } from '../../changed-code/one-a-function.ts';
import { blankSuppressions } from '../../changed-code/suppressions.ts';
import type { CheckContext, Report } from '../../reviewer.ts';
import { audienceOf } from '../audience.ts';
import { quoteOf } from '../quote.ts';
import { HAZARD_HINT, PYTHON_HAZARDS } from '../rules/python-lints.ts';
import { type ChangedPiece, nearChanges } from '../value-hits.ts';

const SETTINGS = { 'target-version': 'py314', lint: { select: Object.keys(PYTHON_HAZARDS) } };

/** So many lines beside a match tell what it is for. */
const BESIDE = 2;

/** What ruff's security rules say of changed lines of Python, where no rule of ours has said it better (`told`). Silent among tests and examples. */
export async function tellPythonHazards(
  context: CheckContext,
  pieces: readonly ChangedPiece[],
  told: readonly Report[],
): Promise<void> {
  const asked = pieces.filter(
    (one) => one.piece.whole && one.file.newPath.endsWith('.py') && HAZARD_HINT.test(nearChanges(one)),
  );
  if (asked.length === 0) return;
  const sources = asked.map(({ file, piece, changed }) => ({
    path: file.newPath,
    text: blankSuppressions(piece.text, changed).text,
  }));
  const results = await context.analyse('ruff', sources, SETTINGS);
  for (const [index, one] of asked.entries()) {
    const result = results[index];
    if (result?.kind !== 'ok') continue;
    const reports = result.matches
      .flatMap((match) => reportOf(one, match) ?? [])
      .filter((report) => isNew(report, told));
    if (reports.length === 0 || (await isAside(context, one.file))) continue;
    for (const report of oneAFunction(reports, one.piece.text)) context.report(report);
  }
}

function reportOf(one: ChangedPiece, match: AnalyserMatch): Report | null {
  const { file, piece } = one;
  const hazard = PYTHON_HAZARDS[match.rule];
  const quote = hazard === undefined ? null : quoteOf({ ...one, match });
  if (hazard === undefined || quote === null) return null;
  const all = piece.text.split('\n');
  const lines = all.slice(match.startLine - 1, match.endLine).join('\n');
  const around = all.slice(Math.max(0, match.startLine - 1 - BESIDE), match.endLine + BESIDE).join('\n');
  const audience = audienceOf(file.newPath, piece.text);
  const found = { code: quote.matched, lines, around, message: match.message, text: piece.text, audience };
  if (hazard.when?.(found) === false) return null;
  const { rule, severity, confidence, title, explanation, scenario } = hazard;
  return {
    rule,
    severity,
    confidence,
    title,
    explanation,
    location: { path: file.newPath, side: 'new', startLine: quote.startLine, endLine: quote.endLine },
    evidence: quote.evidence,
    failureScenario: { description: scenario(quote.matched) },
  };
}

/** Whether nothing was told yet of the same lines. */
function isNew({ location }: Report, told: readonly Report[]): boolean {
  return !told.some(
    (other) =>
      other.location?.path === location?.path &&
      (other.location?.startLine ?? 0) <= (location?.endLine ?? 0) &&
      (location?.startLine ?? 0) <= (other.location?.endLine ?? 0),
  );
}
