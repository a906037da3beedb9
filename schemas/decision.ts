import { z } from 'zod';
import { Location, RepositoryPath } from './location.ts';

/** Why a finding is held back; each names the bar that it missed. */
export const SuppressionReason = z.enum([
  'unverified',
  'uncorroborated',
  'low-confidence',
  'untouched-line',
  'ignored-by-config',
  'already-raised',
  'dismissed',
  'rejected-on-this-blob',
  'refuted',
]);
export type SuppressionReason = z.infer<typeof SuppressionReason>;

/** The one terminal state of a raw finding. Nothing is dropped. */
export const TerminalState = z.discriminatedUnion('kind', [
  /** A comment on lines of the diff. */
  z.strictObject({ kind: z.literal('inline'), at: Location }),
  /** A comment on a file. */
  z.strictObject({ kind: z.literal('file'), path: RepositoryPath }),
  /** An entry of the review's summary. */
  z.strictObject({ kind: z.literal('summary') }),
  /** The same concern as another finding, which carries it on. */
  z.strictObject({ kind: z.literal('merged'), into: z.string().min(1) }),
  /** Held back; `bar` says in words what was missing. */
  z.strictObject({ kind: z.literal('suppressed'), reason: SuppressionReason, bar: z.string() }),
  /** Not usable as given, for example a rule outside the reviewer's vocabulary. */
  z.strictObject({ kind: z.literal('failed'), reason: z.string() }),
]);
export type TerminalState = z.infer<typeof TerminalState>;

/** The coordinator's steps in their order. */
export const DecisionStepName = z.enum([
  'validate',
  'verify',
  'dedupe',
  'memo',
  'judge',
  'calibrate',
  'score',
  'route',
  'cap',
]);
export type DecisionStepName = z.infer<typeof DecisionStepName>;

/** What one step said about one finding. */
export const DecisionStep = z.strictObject({ step: DecisionStepName, note: z.string() });
export type DecisionStep = z.infer<typeof DecisionStep>;

/** What the coordinator did with one raw finding, and why. */
export const Decision = z.strictObject({
  finding: z.string().min(1),
  /** Identity of the claim: rule, path, normalised quote and its ordinal; stable when lines shift. Null when invalid. */
  fingerprint: z.string().nullable(),
  /** Identity of the concern across wording, rule and renames. */
  concern: z.string().nullable(),
  state: TerminalState,
  steps: z.array(DecisionStep),
});
export type Decision = z.infer<typeof Decision>;
