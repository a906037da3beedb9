import { candidatesOf } from '../../coordinator/judge/candidates.ts';
import { prepareAhead } from '../../coordinator/coordinate.ts';
import { filesOfKnown } from '../../coordinator/memory/known-files.ts';
import type { CoordinatorInput, SourceText } from '../../schemas/coordination.ts';
import type { JudgeAnswer } from '../../schemas/judge.ts';
import type { Memory } from '../../schemas/memory.ts';
import type { ReviewerReport } from '../../schemas/report.ts';
import type { RepositorySuppression } from '../../schemas/learning/suppression.ts';
import type { TrackRecord } from '../../schemas/learning/track-record.ts';
import type { Analysis, JudgeResult } from '../analyse/analysis.ts';
import { citedFiles } from '../analyse/gather-sources.ts';
import type { ReviewOutput } from '../output/review-output.ts';
import type { RunJournal } from '../run-journal.ts';
import { describeCause } from '../../schemas/problem.ts';

interface JudgeParts {
  readonly analysis: Analysis;
  readonly journal: RunJournal;
}

/** The coordinator's whole input, and how the judge ended; null when none was asked. */
interface Judged {
  readonly input: CoordinatorInput;
  readonly judge: ReviewOutput['judge'];
}

/**
 * Completes the coordinator's input: the texts that prove the quotes and hold known concerns, and the judge's answers where one was
 * asked. A judge that failed changes no finding, and leaves the review incomplete.
 */
export async function judgeCandidates(
  {
    memory,
    trackRecord,
    suppressions,
    ...facts
  }: Pick<CoordinatorInput, 'changeSet' | 'policy'> & {
    readonly reports: readonly ReviewerReport[];
    /** Null where nothing is remembered. */
    readonly memory: Memory | null;
    /** Null where nothing was learned yet. */
    readonly trackRecord: TrackRecord | null;
    /** None where nobody dismissed anything for the whole repository. */
    readonly suppressions: readonly RepositorySuppression[];
  },
  { analysis, journal }: JudgeParts,
): Promise<Judged> {
  const reports = [...facts.reports];
  const known = {
    ...(memory === null ? {} : { memory }),
    ...(trackRecord === null ? {} : { trackRecord }),
    ...(suppressions.length === 0 ? {} : { suppressions: [...suppressions] }),
  };
  const input = { ...facts, reports, ...known };
  const sourcesFor = (judge: readonly JudgeAnswer[]) =>
    readSources(analysis, citedFiles(reports, judge, filesOfKnown(input)));
  const first = { ...input, sources: await sourcesFor([]) };
  const result = await askJudge(analysis, candidatesOf(prepareAhead(first)));
  const { status, reason } = result;
  if (status === 'absent') return { input: first, judge: null };
  journal.recordJudge(result);
  const judge = { status, reason };
  const unverified = result.unverified ?? null;
  const told = unverified === null ? {} : { unverified };
  if (status !== 'ok') return { input: { ...first, ...told }, judge };
  const answers = [...result.answers];
  return { input: { ...input, sources: await sourcesFor(answers), judge: answers, ...told }, judge };
}

async function askJudge(analysis: Analysis, candidates: Parameters<Analysis['judge']>[0]): Promise<JudgeResult> {
  try {
    return await analysis.judge(candidates);
  } catch (error) {
    const reason = describeCause(error);
    return { status: 'failed', reason, answers: [], unverified: reason };
  }
}

/** Without the analysing process only the hunks can prove a quote. */
async function readSources(analysis: Analysis, cited: ReturnType<typeof citedFiles>): Promise<SourceText[]> {
  try {
    return await analysis.sources(cited);
  } catch {
    // The reports already say that the process died; the review goes on with what the change itself shows.
    return cited.map((file) => ({ ...file, text: null }));
  }
}
