import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { InputError } from '../../../schemas/problem.ts';
import { endlessFile, type PlaceOfGit } from './endless-file.ts';
import { escapeLine } from './escape-line.ts';
import { lookAtGit, type LookAtGit } from './what-git-waits-on.ts';

/** Most calls are over long before the first look. */
const LOOK_MS = 1000;

/**
 * So many looks in a row have to show the same: git waits for such a file, has had no time on a processor and has written nothing. Two, where the
 * system tells what it waits for. Where it tells its time alone, a minute of looks, and where it tells nothing, ten: such a git may only be slow.
 * A machine that lets us look more rarely takes as much longer.
 */
const ENOUGH_LOOKS = { told: 2, timeOnly: 60, untold: 600 };

interface Watch {
  /** Whether git has anything to do; one that waits for a question rests, too. */
  readonly isAsked?: () => boolean;
  /** Looks at the process of this id. */
  readonly look?: (pid: number) => LookAtGit;
}

/**
 * Kills a git process that waits for a pipe or a device where it expects a file of its own (`.gitignore`, `config`), and no other, however slow
 * it is. Returns what stops the watch and says why the process was killed, if it was.
 */
export function watchGit(
  child: ChildProcess,
  place: PlaceOfGit,
  { isAsked = () => true, look = lookAtGit }: Watch = {},
): () => InputError | null {
  let waitsFor: string | null = null;
  let before: string | null = null;
  let looks = 0;
  const timer = setInterval(() => {
    if (child.pid === undefined || waitsFor !== null) return;
    const now = isAsked() ? look(child.pid) : null;
    const mark = now === null || now.wait.kind === 'nothing' ? null : markOf(child, now);
    if (mark === null || mark !== before) looks = 0;
    before = mark;
    if (now === null || mark === null) return;
    looks += 1;
    if (looks < enoughFor(now)) return;
    looks = 0;
    waitsFor = now.wait.kind === 'file' ? now.wait.path : endlessFile(place);
    if (waitsFor !== null) child.kill('SIGKILL');
  }, LOOK_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    return waitsFor === null ? null : waitsForEver(waitsFor);
  };
}

/** What stays the same as long as a process does nothing. */
function markOf({ stdout }: ChildProcess, { wait, ticks }: LookAtGit): string {
  return `${wait.kind} ${ticks} ${stdout instanceof Socket ? stdout.bytesRead : 0}`;
}

function enoughFor({ wait, ticks }: LookAtGit): number {
  if (wait.kind !== 'untold') return ENOUGH_LOOKS.told;
  return ticks === null ? ENOUGH_LOOKS.untold : ENOUGH_LOOKS.timeOnly;
}

/** What is said of such a file. */
export function waitsForEver(path: string): InputError {
  return new InputError({
    what: 'git waits for a pipe, a socket or a device where it expects a regular file',
    where: escapeLine(path),
    remedy: 'Remove it, or make it a regular file.',
  });
}
