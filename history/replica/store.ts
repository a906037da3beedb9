/** An object with the version that a later swap is compared against. */
export interface StoredObject {
  readonly bytes: Uint8Array;
  /** What the store calls this state of the object: an entity tag, or a number. */
  readonly version: string;
}

export interface ListedObject {
  /** Relative to the store's root, as all keys are. */
  readonly key: string;
  readonly size: number;
  readonly modifiedAt: Date;
}

/** How Litestream is told where one replica lies: keys of its configuration file. */
export type ReplicaSettings = Readonly<Record<string, string | number | boolean>>;

/**
 * Where the replicas of a repository's history lie: one folder of a bucket or of a disk. Every method throws an
 * `InfrastructureError` when the store does not answer as it should.
 */
export interface ObjectStore {
  /** For people; holds no credentials. */
  readonly url: string;
  /** The manifest, or null when there is none. */
  readHead(): Promise<StoredObject | null>;
  /**
   * Replaces the manifest if it is still at `expected` (null: if there is none). `lost`: somebody else was faster. Never tries again by
   * itself: whether a swap without an answer took place can only be told from the manifest.
   */
  swapHead(bytes: Uint8Array, expected: string | null): Promise<'swapped' | 'lost'>;
  /** Every object below a folder, in the order of the keys. */
  list(folder: string): Promise<readonly ListedObject[]>;
  /** Deletes objects; one that is gone already is no error. */
  remove(keys: readonly string[]): Promise<void>;
  /**
   * For the doctor: makes an object beside everything else, tries to replace it under a wrong condition and under the right one, and
   * deletes it again.
   */
  tryConditionalWrites(key: string): Promise<{ readonly holds: boolean; readonly canDelete: boolean }>;
  /**
   * Whether the store obeys the conditions that the manifest depends on, found out once for each open store. One that ignores them looks as if
   * every swap had been won.
   */
  holdsConditions(): Promise<boolean>;
  /** What the store's clock says; null where it has none of its own. */
  clock(): Promise<Date | null>;
  /** The replica of an epoch, for Litestream. */
  replicaOf(epoch: string): ReplicaSettings;
  /** Further variables that Litestream needs in its environment, secrets among them; never written to a file. */
  readonly litestreamEnvironment: Readonly<Record<string, string>>;
  close(): void;
}

/** The folder in which each epoch has a folder of its own. */
export const EPOCHS = 'epochs';
