import type { AnalyserMatch, AnalyserResult, SourceFile } from '../../analysers/analyser.ts';
import { oldLines } from '../changed-code/untouched-lines.ts';
import type { CheckContext } from '../reviewer.ts';
import type { LintCheck, LintedFile } from './lint.ts';

/** What the tool says of lines that the change leaves alone, at the base: by path, each as a rule on an old line. */
type Standing = ReadonlyMap<string, ReadonlySet<string>>;

/** Asks about the base only where something is said of a line that the change leaves alone. A file that cannot be compared is not in the answer. */
export async function matchesOfBase(
  { tool, rules, lints }: LintCheck,
  context: CheckContext,
  files: readonly LintedFile[],
  results: readonly AnalyserResult[],
): Promise<Standing> {
  const asked = files.filter(({ file, changed }, index) => {
    const result = results[index];
    return (
      file.status !== 'A' &&
      result?.kind === 'ok' &&
      result.matches.some(({ rule, startLine }) => lints[rule] !== undefined && !changed.has(startLine))
    );
  });
  const sources: SourceFile[] = [];
  const paths: string[] = [];
  for (const { file, path } of asked) {
    const content = await context.read(file.oldPath, 'old');
    if (content.kind !== 'text') continue;
    sources.push({ path: file.oldPath, text: content.text });
    paths.push(path);
  }
  if (sources.length === 0) return new Map();
  const before = await context.analyse(tool, sources, rules);
  return new Map(
    before.flatMap((result, index) => {
      const parsed = result.kind === 'ok' && !result.matches.some(({ rule }) => rule === 'invalid-syntax');
      if (!parsed) return [];
      return [
        [paths[index] ?? '', new Set(result.matches.map(({ rule, startLine }) => `${rule} ${startLine}`))] as const,
      ];
    }),
  );
}

/** What the tool says of changed lines, and of lines that it said nothing of before although they are the same. */
export function withoutStanding(
  { file, path, changed }: LintedFile,
  matches: readonly AnalyserMatch[],
  stood: Standing,
): readonly AnalyserMatch[] {
  const before = stood.get(path);
  const oldLine = oldLines(file);
  return matches.filter(({ rule, startLine }) => {
    if (changed.has(startLine)) return true;
    return before !== undefined && !before.has(`${rule} ${oldLine(startLine) ?? 0}`);
  });
}
