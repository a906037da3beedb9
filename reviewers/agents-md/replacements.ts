import type { ChangedFile, FilteredFile } from '../../schemas/change-set.ts';
import type { Location } from '../../schemas/location.ts';

/** A tool of the project that the change replaces by another of its kind. */
export interface Replacement {
  readonly kind: string;
  readonly old: string;
  readonly now: string;
  /** How guidance names the old one, as something to use. */
  readonly mention: RegExp;
  readonly location: Location;
  readonly evidence: string | null;
}

interface Family {
  readonly kind: string;
  /** Dependencies in a package.json. */
  readonly tools: readonly string[];
}

const FAMILIES: readonly Family[] = [
  {
    kind: 'test framework',
    tools: ['jest', 'mocha', 'vitest', 'ava', 'jasmine', 'karma', 'tap', 'cypress', '@playwright/test'],
  },
  {
    kind: 'build tool',
    tools: ['webpack', 'rollup', 'vite', 'parcel', 'gulp', 'grunt', 'esbuild', 'tsup', 'rolldown'],
  },
  { kind: 'linter', tools: ['eslint', 'tslint', 'oxlint', '@biomejs/biome', 'standard', 'xo'] },
  { kind: 'formatter', tools: ['prettier', '@biomejs/biome', 'dprint', 'oxfmt'] },
];

const LOCKFILES: Readonly<Record<string, string>> = {
  'package-lock.json': 'npm',
  'npm-shrinkwrap.json': 'npm',
  'yarn.lock': 'yarn',
  'pnpm-lock.yaml': 'pnpm',
  'bun.lock': 'bun',
  'bun.lockb': 'bun',
  'poetry.lock': 'poetry',
  'Pipfile.lock': 'pipenv',
  'uv.lock': 'uv',
  'pdm.lock': 'pdm',
};

type AnyFile = Pick<ChangedFile | FilteredFile, 'status' | 'oldPath' | 'newPath'>;

/** The package manager, told by its lockfile: one goes and one of another tool comes, in the same folder. */
export function replacedManagers(files: readonly AnyFile[]): Replacement[] {
  const gone = files.filter(
    ({ status, oldPath, newPath }) => status === 'D' || (status === 'R' && oldPath !== newPath),
  );
  const come = files.filter(({ status }) => status === 'A' || status === 'R');
  return gone.flatMap(({ oldPath }) => {
    const old = LOCKFILES[nameOf(oldPath)];
    const next = come.find(
      ({ newPath }) => folderOf(newPath) === folderOf(oldPath) && LOCKFILES[nameOf(newPath)] !== undefined,
    );
    const now = next === undefined ? undefined : LOCKFILES[nameOf(next.newPath)];
    if (old === undefined || now === undefined || old === now) return [];
    const location: Location = { path: oldPath, side: 'old', startLine: null, endLine: null };
    const mention = new RegExp(
      String.raw`(?<![\w./@-])${old}\s+(?:run|test|ci|install|i|add|start|exec|dlx|build|sync)\b`,
    );
    return [{ kind: 'package manager', old, now, mention, location, evidence: null }];
  });
}

/** Test framework, build tool, linter, formatter: a dependency line goes and one of the same kind comes. */
export function replacedTools(file: ChangedFile): Replacement[] {
  if (nameOf(file.newPath) !== 'package.json') return [];
  const lines = file.hunks.flatMap((hunk) => hunk.lines);
  const names = (kind: 'added' | 'deleted') =>
    lines.filter((line) => line.kind === kind).flatMap((line) => dependency(line.text) ?? []);
  const [added, deleted] = [names('added'), names('deleted')];
  return FAMILIES.flatMap(({ kind, tools }) => {
    const now = tools.find((tool) => added.includes(tool) && !deleted.includes(tool));
    const old = tools.find((tool) => deleted.includes(tool) && !added.includes(tool));
    const line = lines.find((one) => one.kind === 'deleted' && dependency(one.text) === old);
    if (now === undefined || old === undefined || line === undefined || line.oldLine === null) return [];
    const location: Location = { path: file.oldPath, side: 'old', startLine: line.oldLine, endLine: line.oldLine };
    const word = old.replace('@biomejs/', '').replace('@playwright/test', 'playwright');
    const mention = new RegExp(String.raw`(?<![\w./@-])${word}(?![\w/-]|\.\w)`, 'i');
    return [{ kind, old, now, mention, location, evidence: line.text.trim() }];
  });
}

function dependency(line: string): string | undefined {
  return /^\s*"([^"]+)":\s*"[^"\d]*\d[^"]*",?\s*$/.exec(line)?.[1];
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
