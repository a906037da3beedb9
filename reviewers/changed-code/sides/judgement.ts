import type { FailureScenario } from '../../../schemas/finding.ts';
import type { Severity } from '../../../schemas/severity.ts';

/** A hazard in one side of a file. */
export interface SideHazard {
  /** A name of the reviewer's vocabulary. */
  readonly rule: string;
  /** What stays the same when the lines move: a hazard of the base with the same rule and identity accounts for one of the head. */
  readonly identity: string;
  /** 1-based lines at which it can be shown, the most telling first: the first one that the change adds is taken. */
  readonly lines: readonly number[];
  readonly title: string;
  readonly explanation: string;
  readonly failureScenario: FailureScenario;
  readonly severity?: Severity;
  readonly confidence?: number;
  /** Texts one of which would stand somewhere in the tree if what seems to be missing came from elsewhere. */
  readonly elsewhere?: readonly string[];
}

/** Something that a judge could not read. */
export interface UnreadPart {
  readonly reason: string;
  /** What stays the same when the lines move. A part that stood so at the base is none of the change's. */
  readonly identity: string;
}

/** What a judge says of one side of a file. */
export interface SideJudgement {
  readonly hazards: readonly SideHazard[];
  readonly unread: readonly UnreadPart[];
}
