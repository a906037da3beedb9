import type { AnalyserId, AnalyserResult, AnalyserRules, SourceFile } from '../analysers/analyser.ts';
import type { Content, Inspection, ReadWant } from '../forge/forge.ts';
import type { ChangedFile, ChangeSet, FilteredFile } from '../schemas/change-set.ts';
import type { FailureScenario } from '../schemas/finding.ts';
import type { RuleFamily } from '../schemas/judged.ts';
import type { Location, Side } from '../schemas/location.ts';
import type { Severity } from '../schemas/severity.ts';
import type { PolicySettings } from '../schemas/policy.ts';

/**
 * A rule of a reviewer's closed vocabulary; its id is `reviewer/name`.
 *
 * @example
 * ```ts
 * const rules = { 'missing-header': { summary: 'A new file has no header.', severity: 'suggestion', confidence: 900 } };
 * ```
 */
export interface Rule {
  /** One sentence: what the rule finds. */
  readonly summary: string;
  readonly severity: Severity;
  /** Per mille; what a report of this rule gets unless it says otherwise. */
  readonly confidence: number;
  readonly references?: readonly string[];
  /**
   * In which kinds of files the rule says something, and about what: where it is switched off, its reviewer judges less of them. Default: what
   * the checks of its reviewer judge. None: only models apply it.
   */
  readonly scopes?: readonly Judges[];
}

/**
 * What a check says about one place; nothing in it has been verified. One of a wrong shape is kept and recorded as failed.
 *
 * @example
 * ```ts
 * context.report({
 *   rule: 'missing-header',
 *   location: { path: 'src/new.ts', side: 'new', startLine: 1, endLine: 1 },
 *   evidence: "import { open } from './open.ts';",
 *   title: 'A new file without a licence header',
 *   explanation: 'Every file of this project names its licence in its first line.',
 * });
 * ```
 */
export interface Report {
  /** The name of a rule in the reviewer's vocabulary, without the reviewer. */
  readonly rule: string;
  /** Null for what is about the change as a whole: it goes into the summary. */
  readonly location: Location | null;
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
  /**
   * Reads a file at the base or the head, secrets blanked. A text read here counts as looked at. What cannot be read comes back as
   * `absent` with the reason; so may a text that holds nothing of what it is read for.
   *
   * @example
   * ```ts
   * const content = await context.read(file.newPath, 'new');
   * if (content.kind === 'absent') return context.unavailable({ path: file.newPath, reason: content.reason });
   * ```
   */
  read(path: string, side: Side, want?: ReadWant): Promise<Content>;
  /** All paths of one side; null where the source does not know the tree. */
  list(side: Side): Promise<readonly string[] | null>;
  /**
   * Lines at the base or the head that hold a plain text, in the order of paths, up to a limit; `unavailable` where the source has no tree.
   *
   * @example
   * ```ts
   * const users = await context.search({ text: 'oldName', side: 'new', wholeWord: true, limit: 100 });
   * ```
   */
  search: Inspection['search'];
  /** Where names stand as whole words, one question for all of them; `unavailable` where the source has no tree. */
  mentions: Inspection['mentions'];
  /** Commits at or before the base that touched a file; `unavailable` where the source has no history. */
  touchedBy: Inspection['touchedBy'];
  /** Which of the last commits at the base the change takes back; `unavailable` where the source has no history. */
  takenBack: Inspection['takenBack'];
  /**
   * Runs an outside tool on these files; one that could not be analysed comes back as skipped and is recorded as a gap, one that the tool
   * does not understand is left out.
   *
   * @throws Error when the tool cannot be started, or when the check was cut off.
   * @example
   * ```ts
   * const rules = { lint: { select: ['F632'] } };
   * const results = await context.analyse('ruff', [{ path: 'a.py', text }], rules);
   * ```
   */
  analyse(tool: AnalyserId, files: readonly SourceFile[], rules: AnalyserRules): Promise<readonly AnalyserResult[]>;
  /** 1-based numbers of the lines that the change adds (`new`) or removes (`old`). */
  changedLines(file: ChangedFile, side: Side): ReadonlySet<number>;
  /**
   * Says that this file was looked at although nothing was read through the context (its hunks were enough).
   *
   * @throws Error when the check has ended.
   */
  looked(path: string): void;
  /**
   * Says that silence about this file means nothing, and why: it did not parse, for example. What was reported of it counts all the same.
   *
   * @throws Error when the check has ended.
   */
  unjudged(path: string, reason: string): void;
  /**
   * Says that something could not be looked at, because this kind of change set does not carry it.
   *
   * @throws Error when the check has ended.
   */
  unavailable(gap: { readonly path?: string; readonly reason: string }): void;
  /**
   * Says what is wrong at one place. What a check reported before it failed counts.
   *
   * @throws Error when the check has ended.
   */
  report(report: Report): void;
  /** The repository's own rules and limits, as its configuration at the tip of the base says. */
  readonly policy: PolicySettings;
  /** Aborted when the check is cut off: after a minute of work, or when the review is. */
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
  /** It leaves a file unjudged in which something changed that it does not know. */
  readonly whereKnown?: true;
}

/**
 * One deterministic check: data and one function. It reports only on what the change touches.
 *
 * @example
 * ```ts
 * const missingHeader: Check = {
 *   id: 'missing-header',
 *   async run(context) {
 *     for (const file of context.changeSet.files) {
 *       context.looked(file.newPath);
 *       if (context.changedLines(file, 'new').has(1)) context.report(reportOn(file));
 *     }
 *   },
 * };
 * ```
 */
export interface Check {
  /** Unique within the reviewer. */
  readonly id: string;
  /** What its silence says something about. Default: nothing. */
  readonly judges?: readonly Judges[];
  /** Which files of those kinds it looks at: a kind can be known by more than the name that a tool goes by. Default: all. */
  readonly looksAt?: (file: ChangedFile | FilteredFile) => boolean;
  /** It goes by the endings of names: a script that has none (`bin/console`) is given to it under one, and told under its own name. */
  readonly goesByEnding?: true;
  /**
   * It compares base and head by itself: what it reports always counts. Of every other check the runner leaves out what it says as well of
   * code that the change removes: such code only moved.
   */
  readonly comparesSides?: true;
  /** What it throws becomes a gap with its name; it never ends the review. */
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
  /**
   * Angles from which a second conversation begins, where what other reviewers need not be asked about pays for one. Absent: there is none.
   */
  readonly angles?: readonly string[];
  /**
   * Why there is nothing to ask a model about this change, in a few words behind the reviewer's name ("no document changed"); null where
   * there is. Absent: it is always asked. A half that is not asked judges nothing.
   */
  readonly notAsked?: (change: AskedChange) => string | null;
}

/** What is known of a change before models are asked. */
export interface AskedChange {
  readonly files: readonly ChangedFile[];
  /** Where guidance of the repository stands that concerns the changed files: `AGENTS.md`, `docket.yml`. */
  readonly guidance: readonly string[];
  readonly policy: PolicySettings;
}

/** A specialist with a narrow brief; `defineReviewer` checks its shape and shows one. */
export interface Reviewer {
  readonly id: string;
  /** One sentence for people. */
  readonly description: string;
  readonly rules: Readonly<Record<string, Rule>>;
  readonly checks: readonly Check[];
  /** What a model is asked; a reviewer without it has checks only. */
  readonly brief?: Brief;
}
