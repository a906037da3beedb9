import { compareText } from '../../schemas/text/compare-text.ts';
import type { Decision } from '../../schemas/decision.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { Outcome } from '../../schemas/outcome.ts';
import type { RememberedConcern } from '../../schemas/review.ts';
import type { Run } from '../../schemas/run.ts';
import { decisionsOf, publicationsOf, type PublicationRecord } from './run-detail.ts';
import { reviewOf } from './recorded-run.ts';
import { runById } from './find-run.ts';
import type { FindingRow } from '../tables/findings.ts';
import type { Tables } from '../tables/tables.ts';

/** One run's word on the finding. */
export interface FindingChapter {
  readonly run: Run;
  readonly finding: Finding;
  /** Null when the run did not get as far as deciding. */
  readonly decision: Decision | null;
  /** The finding that carries this one on, when it was merged. */
  readonly carrier: { readonly finding: Finding; readonly decision: Decision | null } | null;
  /** Findings of the same run that were merged into this one. */
  readonly merged: readonly Finding[];
  /** What left Docket in that run. */
  readonly publications: readonly PublicationRecord[];
}

/** The whole story of a finding: every time anybody said it or the same concern, oldest first. */
export interface FindingHistory {
  readonly finding: string;
  readonly fingerprint: string | null;
  readonly concern: string | null;
  readonly chapters: readonly FindingChapter[];
  /** What later runs on the same pull request knew of the concern, whether anybody found it again or not; oldest first. */
  readonly remembered: readonly { readonly run: Run; readonly concern: RememberedConcern }[];
  readonly outcomes: readonly Outcome[];
}

/**
 * Follows a finding from the run that `anchor` belongs to through all others: by its own id, by its fingerprint, by its
 * concern. An outside tool may give the same id to another claim in another run; such a claim is left out.
 */
export function findingHistory(tables: Tables, anchor: FindingRow): FindingHistory {
  const own = decisionsOf(tables, anchor.run).get(anchor.finding.id) ?? null;
  const claim = { fingerprint: own?.fingerprint ?? null, concern: own?.concern ?? null };
  const places = new Map<string, { readonly run: string; readonly finding: string }>();
  const add = (run: string, finding: string): unknown => places.set(`${run} ${finding}`, { run, finding });
  add(anchor.run, anchor.finding.id);
  for (const row of tables.decisions.ofClaim(claim)) add(row.run, row.decision.finding);
  for (const row of tables.findings.byFinding(anchor.finding.id)) {
    if (isSameClaim(row.finding, anchor.finding)) add(row.run, row.finding.id);
  }
  const byRun = Map.groupBy(places.values(), ({ run }) => run);
  return {
    finding: anchor.finding.id,
    ...claim,
    chapters: [...byRun]
      .toSorted(([a], [b]) => compareText(a, b))
      .flatMap(([run, found]) => chapters(tables, run, new Set(found.map(({ finding }) => finding)))),
    remembered: claim.concern === null ? [] : rememberedIn(tables, [...byRun.keys()], claim.concern),
    outcomes: claim.concern === null ? [] : tables.outcomes.ofConcern(claim.concern).map(({ outcome }) => outcome),
  };
}

/** Only pull requests are remembered from run to run. */
function rememberedIn(tables: Tables, chapters: readonly string[], concern: string): FindingHistory['remembered'] {
  const labels = new Set(
    chapters
      .map((id) => runById(tables, id))
      .flatMap(({ source, label }) => (source === 'pull-request' ? [label] : [])),
  );
  return [...labels]
    .flatMap((label) => tables.runs.ofLabel({ source: 'pull-request', label }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((run) => {
      const known = reviewOf(tables, run.id)?.remembered?.find((one) => one.concern === concern);
      return known === undefined ? [] : [{ run, concern: known }];
    });
}

function chapters(tables: Tables, runId: string, ids: ReadonlySet<string>): FindingChapter[] {
  const run = runById(tables, runId);
  const said = new Map(tables.findings.ofRun(runId).map(({ finding }) => [finding.id, finding]));
  const decisions = decisionsOf(tables, runId);
  const publications = publicationsOf(tables, runId);
  return [...said.values()]
    .filter(({ id }) => ids.has(id))
    .map((finding) => {
      const decision = decisions.get(finding.id) ?? null;
      const into = decision?.state.kind === 'merged' ? said.get(decision.state.into) : undefined;
      return {
        run,
        finding,
        decision,
        carrier: into === undefined ? null : { finding: into, decision: decisions.get(into.id) ?? null },
        merged: [...said.values()].filter(({ id }) => isMergedInto(decisions.get(id), finding.id)),
        publications,
      };
    });
}

function isMergedInto(decision: Decision | undefined, finding: string): boolean {
  return decision?.state.kind === 'merged' && decision.state.into === finding;
}

function isSameClaim(one: Finding, other: Finding): boolean {
  return one.reviewer === other.reviewer && one.rule === other.rule && one.location?.path === other.location?.path;
}
