import type { AnalyserMatch } from '../../analysers/analyser.ts';
import type { CheckContext } from '../reviewer.ts';
import type { LintCheck, LintedFile } from './lint.ts';

/** Lines that a linter would write otherwise, by their numbers; each was tried. */
export type ProvenFixes = ReadonlyMap<number, string>;

/**
 * The tool's own fixes of rules whose fix is certain, tried on a copy of the file: the linter then finds that mistake no more, nothing else that
 * it did not find before, and the file parses. What does not stand that is no suggestion.
 */
export async function provenFixes(
  { tool, rules, lints }: LintCheck,
  context: CheckContext,
  { path, text, lines }: LintedFile,
  matches: readonly AnalyserMatch[],
): Promise<ProvenFixes> {
  const wanted = new Map<number, string>();
  for (const { rule, startLine, fixedLine } of matches) {
    const line = lines[startLine - 1];
    // Two fixes of one line may not fit together.
    if (lints[rule]?.mends !== true || fixedLine === undefined || line === undefined || wanted.has(startLine)) continue;
    if (fixedLine !== line && !/[\r\n]/.test(line + fixedLine)) wanted.set(startLine, fixedLine);
  }
  if (wanted.size === 0) return wanted;
  const mended = lines.map((line, index) => wanted.get(index + 1) ?? line).join('\n');
  const [after] = mended === text ? [] : await context.analyse(tool, [{ path, text: mended }], rules);
  if (after?.kind !== 'ok') return new Map();
  const before = new Map<string, number>();
  for (const match of matches) count(before, match, 1);
  for (const match of after.matches) count(before, match, -1);
  const isWorse = [...before.values()].some((left) => left < 0);
  const still = new Set(
    after.matches.filter(({ rule }) => lints[rule]?.mends === true).map(({ startLine }) => startLine),
  );
  return isWorse ? new Map() : new Map([...wanted].filter(([line]) => !still.has(line)));
}

function count(counts: Map<string, number>, { rule, startLine }: AnalyserMatch, by: number): void {
  const key = `${rule} ${startLine}`;
  counts.set(key, (counts.get(key) ?? 0) + by);
}
