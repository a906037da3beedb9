import { dirname, extname } from 'node:path/posix';
import type { Contract } from './changed-contracts.ts';
import type { FileFacts } from './facts.ts';

/**
 * How a use was tied to what it uses: by imports and types, by a name that nothing else has, or, `likely`, by such a name on a value whose type is not
 * written down: it may be of a library that has the name as well.
 */
export type Tie = 'resolved' | 'unique' | 'likely' | null;

export interface World {
  /** Files at head in which one of the names stands. */
  readonly files: readonly FileFacts[];
  /** Names of which every file that holds them is in `files`. */
  readonly whole: ReadonlySet<string>;
  readonly goModule: string | null;
  /** C#: namespaces that `global using` gives to all files of a project. */
  readonly globals: ReadonlySet<string>;
  /** Go: whether a file is built with another version of what another file defines: a module of its own, that does not take the tree's. */
  readonly isApart: (path: string, target: string) => boolean;
  /** Scripts: the paths, without their ending, that configuration and manifests give a module which a file names; null: they say nothing. */
  readonly aliased: (from: string, module: string) => readonly string[] | null;
  /** Told of each name that is looked up and defined in no file that was read; `module`: where it is handed on from. */
  readonly missed?: (file: FileFacts, name: string, module?: string) => void;
  /** Whether the change adds one of these lines of the head. */
  readonly isAdded: (path: string, first: number, last: number) => boolean;
}

export type CallerLanguage = 'script' | 'python' | 'go' | 'java' | 'csharp' | 'rust';

const ENDINGS: Readonly<Record<string, CallerLanguage>> = {
  py: 'python',
  go: 'go',
  java: 'java',
  cs: 'csharp',
  rs: 'rust',
};

export function callerLanguage(path: string): CallerLanguage | null {
  return /\.[cm]?[jt]sx?$/.test(path) ? 'script' : (ENDINGS[extname(path).slice(1)] ?? null);
}

/** Words that are as long as this are several. */
const LONG = 15;

/** A name that nobody chooses by chance for something else. */
export function isDistinctive(name: string): boolean {
  return (name.length >= 8 && /[a-z0-9][A-Z]|[A-Za-z0-9]_[A-Za-z0-9]/.test(name)) || name.length >= LONG;
}

/** Whether nothing else that the repository defines has the name. */
export function isUnique({ old, now, after }: Contract, { files, whole }: World): boolean {
  if (!whole.has(old.name)) return false;
  const named = files.flatMap((file) =>
    file.declared.filter((one) => one.name === old.name).map((one) => ({ one, file })),
  );
  const others = named.filter(
    ({ one, file }) => !(now !== null && file.path === after.path && one.owner === old.owner),
  );
  return others.length === 0;
}

/** Go: whether no other file of the folder defines it. Build constraints choose among files that define the same. */
export function isOnlyHere({ old, now, after }: Contract, { files, whole }: World): boolean {
  const folder = dirname(after.path);
  const same = files.filter(
    (file) =>
      dirname(file.path) === folder && file.declared.some((one) => one.owner === old.owner && one.name === old.name),
  );
  return whole.has(old.name) && same.length === (now === null ? 0 : 1);
}
