import type { Decision } from '../../schemas/decision.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { Outcome } from '../../schemas/outcome.ts';
import type { Problem } from '../../schemas/problem.ts';
import type { Digest, Run, RunState, Step } from '../../schemas/run.ts';
import { canonicalJson } from '../../schemas/text/canonical-json.ts';
import { digestOf, type PackedBytes, packBytes } from '../tables/artifacts.ts';
import { CallRecorder } from './call-recorder.ts';
import type { OnTrouble, WriteBuffer } from './write-buffer.ts';
import type { PublicationState } from '../tables/publication-events.ts';
import { RunRows } from './run-rows.ts';
import { StepRecorder } from './step-recorder.ts';
import type { Scrub } from './scrub.ts';
import type { Tables } from '../tables/tables.ts';

/** How a run is begun. */
export interface RunOptions {
  readonly id?: string;
  readonly onTrouble?: OnTrouble | undefined;
  readonly scrub?: Scrub;
}

/** What a recorder writes with. */
export interface RecorderTools {
  readonly tables: Tables;
  readonly journal: WriteBuffer;
  readonly now: () => Date;
  /** What every text passes before it is written. */
  readonly scrub: Scrub;
}

/**
 * Writes one run into the log. Every call is one durable transaction, save those within `together`; ids and places are given here, so that a row keeps
 * them when it has to wait in memory.
 */
export class RunRecorder {
  readonly runId: string;
  readonly run: Run;
  /** Writes what models and their tools were asked. */
  readonly calls: CallRecorder;
  readonly #tools: RecorderTools;
  readonly #rows: RunRows;

  constructor(run: Run, tools: RecorderTools) {
    this.runId = run.id;
    this.run = run;
    this.#tools = tools;
    this.#rows = new RunRows(run.id, tools);
    this.calls = new CallRecorder(this.#rows, tools.journal);
    const row = { ...this.#rows.head(), at: run.startedAt, state: 'started', note: null } as const;
    const { runs, runEvents } = tools.tables;
    tools.journal.append([() => runs.append(run), () => runEvents.append(row)]);
  }

  /** Makes what is recorded meanwhile one durable transaction. */
  together<Value>(work: () => Value): Value {
    return this.#tools.journal.together(work);
  }

  /** Begins a step. `input` names what goes into it beyond its key. */
  step({
    input = null,
    ...named
  }: Pick<Step, 'kind' | 'name' | 'key'> & { readonly input?: Digest | null }): StepRecorder {
    const step = { ...this.#rows.head(), ...named };
    const event = {
      ...this.#rows.head(),
      step: step.id,
      at: this.#rows.at(),
      state: 'started',
      reason: null,
      artifact: input,
    } as const;
    const { steps, stepEvents } = this.#tools.tables;
    this.#tools.journal.append([() => steps.append(step), () => stepEvents.append(event)]);
    return new StepRecorder(step.id, (end) => {
      const row = { ...this.#rows.head(), step: step.id, at: this.#rows.at(), ...this.#tools.scrub(end) };
      this.#tools.journal.append([() => stepEvents.append(row)]);
    });
  }

  /** Stores bytes under the digest of their uncompressed form; equal bytes are stored once. */
  putArtifact(bytes: Uint8Array, mediaType: string): Digest {
    const { digest, rows } = this.#rows.artifact(bytes, mediaType);
    this.#tools.journal.append(rows);
    return digest;
  }

  /** Stores a value of which this is the canonical JSON, packed: one of a hundred megabytes is not read back to be scrubbed. */
  putJson(value: unknown, packed: PackedBytes): Digest {
    const clean = this.#tools.scrub(value);
    const { digest, rows } = this.#rows.packed(
      clean === value ? packed : packBytes(Buffer.from(canonicalJson(clean))),
      'application/json',
    );
    this.#tools.journal.append(rows);
    return digest;
  }

  /** Records raw findings in the order they were reported. */
  recordFindings(step: StepRecorder, findings: readonly Finding[]): void {
    const rows = this.#tools.scrub(findings).map((finding) => ({ ...this.#rows.head(), step: step.id, finding }));
    this.#tools.journal.append(rows.map((row) => () => this.#tools.tables.findings.add(row)));
  }

  /** Records decisions in the coordinator's order. */
  recordDecisions(step: StepRecorder, decisions: readonly Decision[]): void {
    const rows = this.#tools.scrub(decisions).map((decision) => ({ ...this.#rows.head(), step: step.id, decision }));
    this.#tools.journal.append(rows.map((row) => () => this.#tools.tables.decisions.add(row)));
  }

  /** To be called before anything leaves Docket. Returns the publication's id, for the receipt. */
  recordIntent({ target, body }: { readonly target: string; readonly body: Uint8Array }): string {
    const row = { ...this.#rows.head(), target: this.#tools.scrub(target), bodyDigest: digestOf(body) };
    const event = this.#publicationEvent({ publication: row.id, state: 'intent', reference: null });
    this.#tools.journal.append([() => this.#tools.tables.publications.append(row), event]);
    return row.id;
  }

  /** `receipt` when it is known to have arrived, `failed` when it is known that it did not; `reference` is what the other side calls it. */
  recordReceipt(receipt: {
    readonly publication: string;
    readonly state: Exclude<PublicationState, 'intent'>;
    readonly reference: string | null;
  }): void {
    this.#tools.journal.append([this.#publicationEvent(receipt)]);
  }

  recordOutcome(outcome: Outcome): void {
    const row = { ...this.#rows.head(), outcome: this.#tools.scrub(outcome) };
    this.#tools.journal.append([() => this.#tools.tables.outcomes.add(row)]);
  }

  /** Ends the run, and tries once more to write what is only in memory. Returns what prevents it, or null. */
  finish(state: Exclude<RunState, 'started'>, note: string | null): Problem | null {
    const row = { ...this.#rows.head(), at: this.#rows.at(), state, note: this.#tools.scrub(note) };
    this.#tools.journal.append([() => this.#tools.tables.runEvents.append(row)]);
    return this.#tools.journal.flush();
  }

  /** The moment, by the clock of the log. */
  at(): string {
    return this.#rows.at();
  }

  /** How many rows of this run are only in memory. */
  get unsaved(): number {
    return this.#tools.journal.unsaved;
  }

  #publicationEvent(event: {
    readonly publication: string;
    readonly state: PublicationState;
    readonly reference: string | null;
  }): () => void {
    const row = { ...this.#rows.head(), at: this.#rows.at(), ...this.#tools.scrub(event) };
    return () => this.#tools.tables.publicationEvents.append(row);
  }
}
