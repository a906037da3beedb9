import type { ChildProcess } from 'node:child_process';
import { InputError } from '../../../schemas/problem.ts';
import { activityOf, endlessFile, type PlaceOfGit } from './endless-file.ts';
import { escapeLine } from './escape-line.ts';

/** Most calls are over long before the first look; a call that sleeps through two in a row waits for something. */
const LOOK_MS = 1000;

/**
 * Kills a git process that waits for a pipe or a device where it expects a file of its own (`.gitignore`, `config`). `isAsked`: whether it has
 * anything to do; one that waits for a question rests, too. Returns what stops the watch and says why the process was killed, if it was.
 */
export function watchGit(
  child: ChildProcess,
  place: PlaceOfGit,
  isAsked: () => boolean = () => true,
): () => InputError | null {
  let waitsFor: string | null = null;
  let before: number | null = null;
  const timer = setInterval(() => {
    if (child.pid === undefined || waitsFor !== null) return;
    const now = activityOf(child.pid);
    const rests = isAsked() && (now === null || (now.sleeps && now.ticks === before));
    before = isAsked() ? (now?.ticks ?? null) : null;
    if (rests) waitsFor = endlessFile(place);
    if (waitsFor !== null) child.kill('SIGKILL');
  }, LOOK_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    return waitsFor === null ? null : waitsForEver(waitsFor);
  };
}

/** What is said of such a file. */
export function waitsForEver(path: string): InputError {
  return new InputError({
    what: 'git waits for a pipe, a socket or a device where it expects a regular file',
    where: escapeLine(path),
    remedy: 'Remove it, or make it a regular file.',
  });
}
