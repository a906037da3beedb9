import type Database from 'better-sqlite3';
import { Artifacts } from './artifacts.ts';
import { Decisions } from './decisions.ts';
import { Findings } from './findings.ts';
import { ModelCalls } from './model-calls.ts';
import { Outcomes } from './outcomes.ts';
import { PublicationEvents } from './publication-events.ts';
import { Publications } from './publications.ts';
import { ReusedCalls } from './reused-calls.ts';
import { Runs, RunEvents } from './runs.ts';
import { Steps, StepEvents } from './steps.ts';
import { Tombstones } from './tombstones.ts';
import { ToolCalls } from './tool-calls.ts';

/** Every table of one connection, its statements prepared. */
export interface Tables {
  readonly runs: Runs;
  readonly runEvents: RunEvents;
  readonly steps: Steps;
  readonly stepEvents: StepEvents;
  readonly modelCalls: ModelCalls;
  readonly reusedCalls: ReusedCalls;
  readonly toolCalls: ToolCalls;
  readonly artifacts: Artifacts;
  readonly findings: Findings;
  readonly decisions: Decisions;
  readonly publications: Publications;
  readonly publicationEvents: PublicationEvents;
  readonly outcomes: Outcomes;
  readonly tombstones: Tombstones;
}

export function prepareTables(db: Database.Database): Tables {
  return {
    runs: new Runs(db),
    runEvents: new RunEvents(db),
    steps: new Steps(db),
    stepEvents: new StepEvents(db),
    modelCalls: new ModelCalls(db),
    reusedCalls: new ReusedCalls(db),
    toolCalls: new ToolCalls(db),
    artifacts: new Artifacts(db),
    findings: new Findings(db),
    decisions: new Decisions(db),
    publications: new Publications(db),
    publicationEvents: new PublicationEvents(db),
    outcomes: new Outcomes(db),
    tombstones: new Tombstones(db),
  };
}

/** Reads every row of every table; throws at the first one that this version cannot read. */
export function checkRows(tables: Tables): void {
  for (const table of Object.values<{ check(): void }>({ ...tables })) table.check();
}

/** The tables that a union takes over, parents before children. The bytes of artifacts are looked after apart. */
export const UNION_TABLES = [
  'runs',
  'run_events',
  'steps',
  'step_events',
  'model_calls',
  'reused_calls',
  'tool_calls',
  'artifacts',
  'findings',
  'decisions',
  'publications',
  'publication_events',
  'outcomes',
  'tombstones',
] as const;
