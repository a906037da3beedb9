import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnalyserPool } from '../../analysers/analyser.ts';
import { coordinate } from '../../coordinator/coordinate.ts';
import type { Forge } from '../../forge/forge.ts';
import { BUILT_IN_REVIEWERS } from '../../reviewers/index.ts';
import { runReviewers } from '../../reviewers/runner/run-reviewers.ts';
import type { Review } from '../../schemas/review.ts';
import { PlantedFamily } from './hazard.ts';
import type { UnjudgeableChange } from './unjudgeable/changes.ts';

/** One small change of one file, and whether it does harm. */
export interface PlantedRow extends UnjudgeableChange {
  readonly family: PlantedFamily;
  readonly bad: boolean;
  /** The text that holds the row, without its ending. */
  readonly group: string;
}

/**
 * The rows of a folder of texts: `@@ family bad|good title path`, `755` behind the path of what may be run, then the lines of the file: `«` before
 * those that only the base has, `»` before those that only the head has. Lines between `×N` and `×` stand N times, `§` in them for 1 to N.
 */
export function readRows(folder: string): readonly PlantedRow[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .flatMap((file) => {
      const group = file.replace(/\.txt$/, '');
      const parts = readFileSync(join(folder, file), 'utf8').split(/^@@ /m).slice(1);
      return parts.map((part) => readRow(part, group));
    });
}

function readRow(part: string, group: string): PlantedRow {
  const [head = '', ...short] = part.replace(/\n$/, '').split('\n');
  const lines = repeated(short);
  const [family, quality = '', title = '', path = '', permissions] = head.split(' ');
  const mode = permissions === '755' ? '100755' : '100644';
  const without = (mark: string): Buffer =>
    Buffer.from(
      lines
        .filter((line) => !line.startsWith(mark))
        .map((line) => `${line.replace(/^[«»]/, '')}\n`)
        .join(''),
    );
  const [base, after] = [without('»'), without('«')];
  const parsed = PlantedFamily.parse(family);
  const name = `${group}-${parsed}-${quality}-${title}`;
  return {
    name,
    kind: group,
    how: base.length === 0 ? 'added' : 'modified',
    family: parsed,
    bad: quality === 'bad',
    group,
    base: base.length === 0 ? null : { path, mode, content: base },
    head: { path, mode, content: after },
  };
}

function repeated(lines: readonly string[]): readonly string[] {
  return lines
    .join('\n')
    .replaceAll(/^×(\d+)\n([^]*?)\n×$/gm, (_, times: string, block: string) =>
      Array.from({ length: Number(times) }, (_unit, index) => block.replaceAll('§', String(index + 1))).join('\n'),
    )
    .split('\n');
}

/** What became of a row: what was published, whether openly, and the verdict. */
export interface ScoredRow {
  readonly verdict: string;
  readonly open: readonly string[];
  readonly folded: readonly string[];
}

const POLICY = { maxInlineComments: 15, minimumConfidence: 300, minimumSeverity: 'suggestion', accept: [] } as const;

/** The review that checks alone make of a change. */
export async function reviewByChecks(forge: Forge, pool: AnalyserPool): Promise<Review> {
  const changeSet = await forge.changeSet({ ignore: [], sensitivePaths: [] });
  const reports = await runReviewers({
    reviewers: BUILT_IN_REVIEWERS,
    changeSet,
    contents: forge.contents,
    inspection: forge.inspection,
    pool,
    required: () => true,
    signal: new AbortController().signal,
    checkTimeoutMs: 240_000,
  });
  const paths = new Set(reports.flatMap(({ findings }) => findings.flatMap(({ location }) => location?.path ?? [])));
  const sources = await Promise.all(
    [...paths].map(async (path) => {
      const content = await forge.contents.read(path, 'new');
      return { path, side: 'new' as const, text: content.kind === 'text' ? content.text : null };
    }),
  );
  await forge.close();
  return coordinate({ changeSet, sources, reports, policy: { ...POLICY, accept: [] } }).review;
}

/** What that review says, and how. */
export async function reviewRow(forge: Forge, pool: AnalyserPool): Promise<ScoredRow> {
  const review = await reviewByChecks(forge, pool);
  const rules = (folded: boolean): string[] => [
    ...new Set(review.comments.flatMap((one) => ((one.folded !== undefined) === folded ? [one.rule] : []))),
  ];
  return { verdict: review.verdict, open: rules(false), folded: rules(true) };
}
