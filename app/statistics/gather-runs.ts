import type { HistoryLog } from '../../history/log.ts';
import type { RunDetail } from '../../history/read/run-detail.ts';
import type { FinalOutcome } from '../../schemas/learning/outcome-example.ts';
import type { Verdict } from '../../schemas/review.ts';
import type { RunState, StepState } from '../../schemas/run.ts';
import type { Severity } from '../../schemas/severity.ts';
import { stateText } from '../output/state-text.ts';
import { placeText } from '../output/words.ts';

/** One finding as a report tells it. */
export interface ToldFinding {
  readonly severity: Severity;
  readonly title: string;
  readonly rule: string;
  readonly place: string | null;
  /** How it ended, in words. */
  readonly state: string;
  /** Null where nothing is known of it. */
  readonly end: FinalOutcome | null;
}

/** One run as a report tells it. */
export interface ToldRun {
  readonly id: string;
  readonly label: string;
  readonly startedAt: string;
  readonly state: RunState;
  /** Null where it has no end. */
  readonly seconds: number | null;
  readonly verdict: Verdict | null;
  readonly costMicroUsd: number;
  /** In seconds after its beginning; null where a step has no end. */
  readonly steps: readonly {
    readonly name: string;
    readonly state: StepState;
    readonly from: number;
    readonly to: number | null;
  }[];
  readonly findings: readonly ToldFinding[];
}

/** The newest runs of a period, newest first, as a report tells them. */
export function gatherRuns(
  log: Pick<HistoryLog, 'ask' | 'run'>,
  { since, most }: { readonly since: string | null; readonly most: number },
): readonly ToldRun[] {
  return tellRuns(
    log,
    log.ask(since, (statistics) => statistics.newestRuns(most)),
  );
}

/** These runs, as a report tells them. */
export function tellRuns(log: Pick<HistoryLog, 'ask' | 'run'>, ids: readonly string[]): readonly ToldRun[] {
  const details = ids.map((id) => log.run(id));
  return log.ask(null, (statistics) =>
    details.map((detail) => toldRun(detail, (concern) => statistics.endOf(concern))),
  );
}

function toldRun(detail: RunDetail, endOf: (concern: string) => FinalOutcome | null): ToldRun {
  const { run, events, review, usage } = detail;
  const last = events.findLast(({ state }) => state !== 'started');
  const after = (at: string) => Math.max(0, (Date.parse(at) - Date.parse(run.startedAt)) / 1000);
  return {
    id: run.id,
    label: run.label,
    startedAt: run.startedAt,
    state: last?.state ?? 'started',
    seconds: last === undefined ? null : after(last.at),
    verdict: review?.verdict ?? null,
    costMicroUsd: usage.models.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0),
    steps: detail.steps.flatMap(({ step, events: [began, ...later] }) => {
      if (began === undefined) return [];
      const end = later.at(-1);
      const to = end === undefined ? null : after(end.at);
      return [{ name: step.name, state: end?.state ?? 'started', from: after(began.at), to }];
    }),
    findings: detail.findings.map(({ finding, decision }) => ({
      severity: finding.severity,
      title: finding.title,
      rule: finding.rule,
      place: placeText(finding.location),
      state: stateText(decision?.state ?? null),
      end: isPublished(decision?.state.kind) && decision?.concern != null ? endOf(decision.concern) : null,
    })),
  };
}

function isPublished(kind: string | undefined): boolean {
  return kind === 'inline' || kind === 'file' || kind === 'summary';
}
