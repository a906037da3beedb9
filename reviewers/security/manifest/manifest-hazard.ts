import type { FailureScenario } from '../../../schemas/finding.ts';
import type { Severity } from '../../../schemas/severity.ts';
import type { SecurityRule } from '../vocabulary.ts';
import type { PackageManifest } from './package-manifest.ts';

/** Both sides of a manifest, and what else a rule asks about it. */
export interface ManifestChange {
  readonly path: string;
  readonly base: PackageManifest;
  readonly head: PackageManifest;
  /** Whether a package of this name is part of the repository. */
  readonly isOwn: (name: string) => boolean;
}

/** A hazard that the head has and the base has not. */
export interface ManifestHazard {
  readonly rule: SecurityRule;
  /** The keys that lead to the value, from the outside in. */
  readonly keys: readonly string[];
  readonly title: string;
  readonly explanation: string;
  readonly failureScenario: FailureScenario;
  readonly severity?: Severity;
  readonly confidence?: number;
}
