import type { Decision } from '../../schemas/decision.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { Outcome } from '../../schemas/outcome.ts';
import type { ModelHalf, Review } from '../../schemas/review.ts';
import type { Run, RunEvent, Step, StepEvent } from '../../schemas/run.ts';
import type { Usage } from '../../schemas/usage.ts';
import type { Artifact } from '../tables/artifacts.ts';
import type { PublicationEvent } from '../tables/publication-events.ts';
import type { Publication } from '../tables/publications.ts';
import { modelHalfOf, reviewOf } from './recorded-run.ts';
import type { Tables } from '../tables/tables.ts';
import type { Tombstone } from '../tables/tombstones.ts';
import { type Calls, callsOfRun, callsOfStep, usageOf } from './usage.ts';

/** Something that left Docket, and what is known of its arrival. */
export interface PublicationRecord {
  readonly publication: Publication;
  readonly events: readonly PublicationEvent[];
}

/** A piece of a run, and what models did for it. */
interface StepDetail {
  readonly step: Step;
  readonly events: readonly StepEvent[];
  /** How a reviewer's model half ended; null when none was planned. */
  readonly model: ModelHalf | null;
  readonly usage: Usage;
}

/** Everything the log knows about one run. */
export interface RunDetail {
  readonly run: Run;
  readonly events: readonly RunEvent[];
  readonly steps: readonly StepDetail[];
  /** All steps together. */
  readonly usage: Usage;
  /** Raw findings in the order they were recorded; the decision is null when the run did not get that far. */
  readonly findings: readonly { readonly finding: Finding; readonly decision: Decision | null }[];
  readonly review: Review | null;
  readonly publications: readonly PublicationRecord[];
  /** Outcomes of earlier comments that this run noticed. */
  readonly outcomes: readonly Outcome[];
  readonly artifacts: readonly Artifact[];
  /** What has been let go of this run's artifacts. */
  readonly tombstones: readonly Tombstone[];
}

export function detail(tables: Tables, run: Run): RunDetail {
  const { id } = run;
  const decisions = decisionsOf(tables, id);
  const calls = callsOfRun(tables, id);
  return {
    run,
    events: tables.runEvents.ofRun(id),
    steps: stepsOf(tables, id, calls),
    usage: usageOf(calls),
    findings: tables.findings
      .ofRun(id)
      .map(({ finding }) => ({ finding, decision: decisions.get(finding.id) ?? null })),
    review: reviewOf(tables, id),
    publications: publicationsOf(tables, id),
    outcomes: tables.outcomes.ofRun(id).map(({ outcome }) => outcome),
    artifacts: tables.artifacts.liveOfRun(id),
    tombstones: tables.tombstones.ofRun(id),
  };
}

function stepsOf(tables: Tables, run: string, calls: Calls): StepDetail[] {
  const ofRun = tables.stepEvents.ofRun(run);
  return tables.steps.ofRun(run).map((step) => {
    const events = ofRun.filter((event) => event.step === step.id);
    return { step, events, model: modelHalfOf(tables, step, events), usage: usageOf(callsOfStep(calls, step.id)) };
  });
}

/** The decisions of a run by finding; of several about one finding the last counts. */
export function decisionsOf(tables: Tables, run: string): ReadonlyMap<string, Decision> {
  return new Map(tables.decisions.ofRun(run).map(({ decision }) => [decision.finding, decision]));
}

export function publicationsOf(tables: Tables, run: string): PublicationRecord[] {
  const events = tables.publicationEvents.ofRun(run);
  return tables.publications.ofRun(run).map((publication) => ({
    publication,
    events: events.filter((event) => event.publication === publication.id),
  }));
}
