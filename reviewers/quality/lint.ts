import type { Severity } from '../../schemas/severity.ts';
import type { AnalyserId, AnalyserRules, SourceFile } from '../../analysers/analyser.ts';
import type { ChangedFile } from '../../schemas/change-set.ts';

/** A line in its file. */
export interface LintedPlace {
  readonly lines: readonly string[];
  /** 0-based. */
  readonly index: number;
}

/** One lint rule of an outside tool, in our words and with our severity. */
export interface Lint {
  /** Its name in our vocabulary. */
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: number;
  readonly title: string;
  /** What goes wrong; true for whatever the tool's rule matches. */
  readonly why: string;
  /** These steps lead to this wrong result; true for whatever the tool's rule matches. */
  readonly scenario: string;
  /** Narrows the tool's rule to the lines where it is right. */
  readonly when?: (line: string, before: string, at: LintedPlace) => boolean;
  /** What the tool must say: one of its rules may tell several things. */
  readonly says?: RegExp;
  /** The tool's own options for the rule. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** The tool's fix is the only way to mean it: it becomes a suggestion where it stands the test of being applied. */
  readonly mends?: true;
  /** Off in tests, where what it finds is done on purpose. */
  readonly notInTests?: true;
}

/** A lint rule's part of a vocabulary entry. */
export function lint(
  grade: readonly [rule: string, severity: Severity, confidence: number],
  words: { readonly title: string; readonly why: string; readonly scenario: string },
  limits: Pick<Lint, 'when' | 'says' | 'options' | 'notInTests' | 'mends'> = {},
): Lint {
  const [rule, severity, confidence] = grade;
  return { rule, severity, confidence, ...words, ...limits };
}

/** An outside linter as a check. */
export interface LintCheck {
  readonly id: string;
  readonly tool: AnalyserId;
  readonly extension: RegExp;
  /** File kinds that it judges. */
  readonly kinds: readonly string[];
  readonly rules: AnalyserRules;
  readonly lints: Readonly<Record<string, Lint>>;
}

/** A changed file with its whole text at the head. */
export interface LintedFile extends SourceFile {
  readonly file: ChangedFile;
  readonly lines: readonly string[];
  readonly changed: ReadonlySet<number>;
  /** Whether it was made by a bundler, at both sides. */
  readonly wasBundle: boolean;
}
