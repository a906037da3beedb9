import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import type { SecurityRule } from '../vocabulary.ts';

/** A hazard in one side of a file that some tool obeys. */
export interface ConfigurationHazard extends SideHazard {
  readonly rule: SecurityRule;
}
