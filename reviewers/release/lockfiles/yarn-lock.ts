import type { Drift, Lockfile } from './lockfile.ts';
import { pinnedNames } from './pinned-names.ts';

/** Kinds of wishes that yarn does not write down word for word. */
const NOT_RECORDED = /^(link|portal|patch|file|workspace|catalog|exec):/;

/** Both formats of yarn.lock: the first one, and that of yarn 2 and later. */
export const yarnLock: Lockfile = {
  file: 'yarn.lock',
  command: 'yarn install --immutable',
  refusal:
    'The lockfile would have been modified by this install, which is explicitly forbidden (yarn 1: Your lockfile needs to be updated)',
  covers: (_lock, { directory }, workspace) => directory === '' || workspace(directory),
  drift(lock, { directory, wanted, removed, rootManifest }) {
    if (!/^(# yarn lockfile v1|__metadata:)/m.test(lock)) throw new Error('it has neither mark of a yarn.lock');
    const modern = /^__metadata:/m.test(lock);
    const pinned = pinnedNames(rootManifest);
    const keys = new Set(lock.split(/\r?\n/).flatMap(keysOf));
    const siblings = new Set(
      [...keys].filter((key) => key.includes('@workspace:')).map((key) => key.replace(/@workspace:.*/, '')),
    );
    const missing = wanted.flatMap(({ name, spec }): Drift[] => {
      if (NOT_RECORDED.test(spec) || pinned.has(name) || siblings.has(name)) return [];
      if (keys.has(`${name}@${spec}`) || keys.has(`${name}@npm:${spec}`)) return [];
      return [{ name, problem: `wants ${spec}, which the lockfile does not resolve` }];
    });
    const asked = modern ? askedBy(lock, directory === '' ? '.' : directory) : new Set<string>();
    const left = removed.filter(({ name }) => asked.has(name));
    return [
      ...missing,
      ...left.map(({ name }) => ({ name, problem: 'is removed, but the lockfile still asks for it' })),
    ];
  },
};

/** The wishes that one entry answers: `"a@^1", a@^1.2:` in the first format, `"a@npm:^1, a@npm:^1.2":` in the later one. */
function keysOf(line: string): string[] {
  if (!/^["?@\w]/.test(line) || !line.endsWith(':')) return [];
  const keys = line.replace(/^\? /, '').slice(0, -1).split(',');
  return keys.map((key) => key.replaceAll('"', '').trim());
}

/** Names that the workspace in this folder asks for, as the lockfile has them. */
function askedBy(lock: string, folder: string): ReadonlySet<string> {
  const entry = lock.split(/\n(?=["?@\w])/).find((part) => {
    return keysOf(part.split('\n', 1)[0] ?? '').some((key) => key.endsWith(`@workspace:${folder}`));
  });
  const table = /^ {2}dependencies:\n((?: {4}.*\n?)*)/m.exec(entry ?? '')?.[1] ?? '';
  return new Set([...table.matchAll(/^ {4}"?([^":\s]+)"?:/gm)].map((match) => match[1] ?? ''));
}
