/** One dependency as a manifest declares it. */
export interface Dependency {
  readonly name: string;
  /** The wanted versions in the manifest's own words; empty where it names none. */
  readonly spec: string;
}

/** What a change did to the dependencies of one manifest, as the lockfile must answer for it. */
export interface LockQuestion {
  /** The manifest at head. */
  readonly manifest: string;
  /** The manifest beside the lockfile: the same one, or the root of the workspace. */
  readonly rootManifest: string;
  /** The manifest's folder as seen from the lockfile; empty when they stand side by side. */
  readonly directory: string;
  /** Dependencies that are new or want other versions than before. */
  readonly wanted: readonly Dependency[];
  /** Dependencies that are gone. */
  readonly removed: readonly Dependency[];
  /** Whether the change touches the lockfile. */
  readonly touched: boolean;
}

/** One dependency for which manifest and lockfile disagree. */
export interface Drift {
  readonly name: string;
  /** Continues the sentence that begins with the name: `is not in the lockfile`. */
  readonly problem: string;
}

/** One kind of lockfile. Its functions throw when the text cannot be read as what it should be. */
export interface Lockfile {
  readonly file: string;
  /** The command that refuses the drift, and what it then says. */
  readonly command: string;
  readonly refusal: string;
  /** Whether this lockfile answers for a manifest in a folder below it. */
  covers(lock: string, question: LockQuestion, workspace: WorkspacePatterns): boolean;
  drift(lock: string, question: LockQuestion): readonly Drift[];
}

/** Which folders below a root manifest belong to its workspace. */
export type WorkspacePatterns = (directory: string) => boolean;

/** A manifest and the lockfiles that may stand beside it. */
export interface Ecosystem {
  readonly manifest: string;
  readonly lockfiles: readonly Lockfile[];
  dependencies(manifest: string): readonly Dependency[];
  /** The package's own name; null where it has none. */
  packageName(manifest: string): string | null;
  /** `beside` reads a file next to the root manifest. */
  workspace(
    rootManifest: string,
    beside: (file: string) => Promise<string | null>,
  ): Promise<WorkspacePatterns> | WorkspacePatterns;
}
