import type { PolicyRule, PolicySettings } from '../schemas/policy.ts';

/** A wrong piece of code and its neighbour that is right, for a rule of an outside linter. */
export type LintExamples = Readonly<Record<string, { readonly bad: string; readonly good: string }>>;

/** A change of one file that a rule flags, and one that it does not. */
export interface RuleExample {
  readonly path: string;
  /** The file at the base; absent: the change adds it. */
  readonly base?: string;
  /** The file before the last commit of the base, where a rule looks that far back. */
  readonly earlier?: string;
  /** The file at the head; null: the change removes it. */
  readonly bad: string | null;
  readonly good: string;
  /** Other files, the same at both ends. */
  readonly beside?: Readonly<Record<string, string>>;
  /** What the repository asks for, where the example takes it. */
  readonly policy?: Partial<Omit<PolicySettings, 'rules'>> & { readonly rule?: PolicyRule };
}

/** What people are told of a rule of ours beyond its summary. */
export interface RuleWords {
  /** What goes wrong, in one or two sentences. */
  readonly why: string;
  readonly example: RuleExample;
}

/** A rule's words, for a file that the change adds. */
export function flags(why: string, [path, bad, good]: readonly [path: string, bad: string, good: string]): RuleWords {
  return { why, example: { path, bad: `${bad}\n`, good: `${good}\n` } };
}

/** The same for a file that stood at the base. */
export function flagsChange(why: string, example: RuleExample): RuleWords {
  return { why, example };
}
