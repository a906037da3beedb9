import type { Contents } from '../../forge/forge.ts';
import type { SourceText } from '../../schemas/coordination.ts';
import type { JudgeAnswer } from '../../schemas/judge.ts';
import type { Side } from '../../schemas/location.ts';
import type { ReviewerReport } from '../../schemas/report.ts';

/** One side of one file. */
interface SideOfFile {
  readonly path: string;
  readonly side: Side;
}

/**
 * What the coordinator needs to prove quotes: each side of each file that a finding or a judge's refutation cites, or that holds a known
 * concern, once, in a fixed order.
 */
export function citedFiles(
  reports: readonly ReviewerReport[],
  judge: readonly JudgeAnswer[],
  known: readonly SideOfFile[] = [],
): SideOfFile[] {
  const refuted = judge.flatMap((answer) => (answer.action === 'drop' ? [answer] : []));
  const cited = new Map(known.map((file) => [`${file.side} ${file.path}`, file]));
  for (const { location } of [...reports.flatMap((report) => report.findings), ...refuted]) {
    if (location !== null) cited.set(`${location.side} ${location.path}`, { path: location.path, side: location.side });
  }
  return [...cited.keys()].toSorted().flatMap((key) => cited.get(key) ?? []);
}

/** Reads the texts of these files. */
export function gatherCited(contents: Contents, cited: readonly SideOfFile[]): Promise<SourceText[]> {
  return Promise.all(
    cited.map(async ({ path, side }) => {
      const content = await contents.read(path, side);
      return { path, side, text: content.kind === 'text' ? content.text : null };
    }),
  );
}

/** Reads what a coordination of these reports needs. */
export function gatherSources(
  contents: Contents,
  reports: readonly ReviewerReport[],
  judge: readonly JudgeAnswer[] = [],
): Promise<SourceText[]> {
  return gatherCited(contents, citedFiles(reports, judge));
}
