import type { Side } from '../../schemas/location.ts';
import type { Severity } from '../../schemas/severity.ts';

/** One finding as a model says it, each field read as far as it can be: lines, lengths and names are hints until they are checked. */
export interface ModelFinding {
  readonly rule: string;
  /** Null where it cannot be read. */
  readonly severity: Severity | null;
  /** Per mille; null where it cannot be read. */
  readonly confidence: number | null;
  readonly path: string;
  readonly side: Side;
  readonly startLine: number | null;
  readonly endLine: number | null;
  readonly quote: string;
  readonly title: string;
  readonly explanation: string;
  readonly failureScenario: {
    readonly description: string;
    readonly command: string | null;
    readonly expected: string | null;
    readonly actual: string | null;
  };
  readonly replacement: string | null;
  readonly references: readonly string[];
}

/** An entry that is no finding whatever is overlooked: it is shown as failed, and leaves the review incomplete. */
export interface UnreadFinding {
  readonly reason: string;
  /** What was said instead, as JSON. */
  readonly said: string;
}
