import type { AnalyserId, AnalyserResult, AnalyserRules, SourceFile } from '../analysers/analyser.ts';
import type { Content } from '../forge/forge.ts';
import type { ChangedFile, ChangeSet } from '../schemas/change-set.ts';
import type { PolicySettings } from '../schemas/config.ts';
import type { FailureScenario } from '../schemas/finding.ts';
import type { RuleFamily } from '../schemas/judged.ts';
import type { Location, Side } from '../schemas/location.ts';
import type { Severity } from '../schemas/severity.ts';

/** A rule of a reviewer's closed vocabulary; its id is `reviewer/name`. */
export interface Rule {
  /** One sentence: what the rule finds. */
  readonly summary: string;
  readonly severity: Severity;
  /** Per mille; what a report of this rule gets unless it says otherwise. */
  readonly confidence: number;
  readonly references?: readonly string[];
}

/** What a check says about one place. */
export interface Report {
  /** The name of a rule in the reviewer's vocabulary, without the reviewer. */
  readonly rule: string;
  readonly location: Location;
  /** The exact code quoted: whole lines or a part of one, as read through the context. Null for a whole-file claim. */
  readonly evidence: string | null;
  readonly title: string;
  readonly explanation: string;
  readonly failureScenario?: FailureScenario;
  readonly replacement?: string;
  readonly severity?: Severity;
  readonly confidence?: number;
  readonly references?: readonly string[];
}

/** The only way a check reaches the world. */
export interface CheckContext {
  readonly changeSet: ChangeSet;
  /** Reads a file at the base or the head. A file read here counts as looked at. */
  read(path: string, side: Side): Promise<Content>;
  /** All paths of one side; null where the source does not know the tree. */
  list(side: Side): Promise<readonly string[] | null>;
  /** Runs an outside tool on these files; one that could not be analysed comes back as skipped and is recorded as a gap. */
  analyse(tool: AnalyserId, files: readonly SourceFile[], rules: AnalyserRules): Promise<readonly AnalyserResult[]>;
  /** 1-based numbers of the lines that the change adds (`new`) or removes (`old`). */
  changedLines(file: ChangedFile, side: Side): ReadonlySet<number>;
  /** Says that this file was looked at although nothing was read through the context (its hunks were enough). */
  looked(path: string): void;
  /** Says that silence about this file means nothing: it did not parse, for example. Its findings count all the same. */
  unjudged(path: string): void;
  /** Says that something could not be looked at, because this kind of change set does not carry it. */
  unavailable(gap: { readonly path?: string; readonly reason: string }): void;
  report(report: Report): void;
  /** The repository's own rules and limits, as its configuration at the tip of the base says. */
  readonly policy: PolicySettings;
  readonly signal: AbortSignal;
}

/**
 * What a check can judge: a file of one of these kinds by rules of these families. Declared only where the check finds at least half of the
 * hazards of that kind and family that its author has not seen; a test computes it.
 */
export interface Judges {
  /** Ids of file kinds, `*` for every kind. */
  readonly kinds: readonly string[];
  readonly families: readonly RuleFamily[];
}

/** One deterministic check: data and one function. It reports only on what the change touches. */
export interface Check {
  /** Unique within the reviewer. */
  readonly id: string;
  /** What its silence says something about. Default: nothing. */
  readonly judges?: readonly Judges[];
  run(context: CheckContext): Promise<void>;
}

/** What a model is asked to look for. Written by hand; `version` grows with every change of its words. */
export interface Brief {
  readonly version: number;
  /** One paragraph: what this specialist is for, and whom its findings protect. */
  readonly focus: string;
  /** What to flag, each with what makes it true. */
  readonly flag: readonly string[];
  /** What NOT to flag, even when it is tempting. */
  readonly doNotFlag: readonly string[];
  /** Names from the reviewer's vocabulary that a model may report; absent: all of them. */
  readonly rules?: readonly string[];
  /** Examples that calibrate the three severities. */
  readonly severity: Readonly<Record<Severity, readonly string[]>>;
}

/** A specialist with a narrow brief. */
export interface Reviewer {
  readonly id: string;
  /** One sentence for people. */
  readonly description: string;
  readonly rules: Readonly<Record<string, Rule>>;
  readonly checks: readonly Check[];
  /** The model half; a reviewer without one has checks only. */
  readonly brief?: Brief;
}
