import type { Dependency } from './lockfile.ts';

/** What a change does to a list of dependencies. */
export interface ChangedDependencies {
  /** New ones, and old ones that want other versions now. */
  readonly wanted: readonly Dependency[];
  readonly removed: readonly Dependency[];
}

/** Compares by name and wish; a dependency that only moved between tables is no change. */
export function changedDependencies(before: readonly Dependency[], after: readonly Dependency[]): ChangedDependencies {
  const wishes = new Set(before.map(({ name, spec }) => `${name} ${spec}`));
  const names = new Set(after.map(({ name }) => name));
  return {
    wanted: after.filter(({ name, spec }) => !wishes.has(`${name} ${spec}`)),
    removed: before.filter(({ name }) => !names.has(name)),
  };
}
