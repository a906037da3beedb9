import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { createPrivateFile } from '../../history/file/private-file.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';
import type { Memory } from '../../schemas/memory.ts';
import { describeCause, InfrastructureError, InputError } from '../../schemas/problem.ts';
import { ReviewComment } from '../../schemas/review.ts';
import { isAbsence, readRegularFile } from '../config/regular-file.ts';

/** What somebody at this machine said of a published finding. It stays on this machine: no store and no pull request knows it. */
export const LocalDismissal = z.strictObject({
  schemaVersion: z.literal(1),
  comment: ReviewComment,
  reason: z.string().min(1),
  at: z.iso.datetime(),
  /** From then on it counts no more. */
  until: z.iso.datetime(),
  /** An agent wrote it down for a person whom it asked; absent where the person did. */
  by: z.literal('agent').optional(),
});
export type LocalDismissal = z.infer<typeof LocalDismissal>;

/** Beside the history, in a file of its own: what is put into a store is the history alone. */
export function dismissalsPath(historyPath: string): string {
  return join(dirname(historyPath), 'dismissals.jsonl');
}

/** Every dismissal that was written down, oldest first. Throws an `InputError` where the file is not what this program writes, an `InfrastructureError` where it cannot be read. */
export function readDismissals(path: string): readonly LocalDismissal[] {
  const lines = textOf(path)
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line, index) => {
    const parsed = z.string().transform(asJson).pipe(LocalDismissal).safeParse(line);
    if (parsed.success) return parsed.data;
    throw new InputError({
      what: 'a dismissal cannot be read',
      where: `${path}:${index + 1}`,
      remedy: 'Remove the line; what it dismissed is then raised again.',
      cause: parsed.error,
    });
  });
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Whatever is no JSON is no dismissal either, which the schema says.
    return null;
  }
}

function textOf(path: string): string {
  try {
    return readRegularFile(path);
  } catch (cause) {
    if (isAbsence(cause)) return '';
    throw new InfrastructureError({
      what: `the dismissals cannot be read: ${describeCause(cause)}`,
      where: path,
      remedy: 'Make it a readable file.',
      cause,
    });
  }
}

/** Writes a dismissal down; a later one of the same concern counts instead of it. */
export function writeDismissal(path: string, dismissal: LocalDismissal): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    createPrivateFile(path);
    appendFileSync(path, `${JSON.stringify(dismissal)}\n`);
  } catch (cause) {
    throw new InfrastructureError({
      what: 'the dismissal cannot be written',
      where: path,
      remedy: 'Make the file writable.',
      cause,
    });
  }
}

/** The dismissals that still count, as a review's memory; null where none is about a file of the change. */
export function memoryOfDismissals(
  dismissals: readonly LocalDismissal[],
  { files, filtered }: Pick<ChangeSet, 'files' | 'filtered'>,
  now: Date,
): Memory | null {
  const newest = new Map(
    dismissals.map((one) => [JSON.stringify([one.comment.concern, one.comment.fingerprint]), one]),
  );
  const paths = new Set([...files, ...filtered].flatMap(({ oldPath, newPath }) => [oldPath, newPath]));
  const known = [...newest.values()]
    .filter(
      ({ until, comment }) => new Date(until) > now && (comment.location === null || paths.has(comment.location.path)),
    )
    .map(({ comment, reason, by }) => ({
      comment,
      blob: null,
      state: 'dismissed' as const,
      actor: by === 'agent' ? 'an agent at this machine that asked somebody' : 'somebody at this machine',
      reason,
    }));
  return known.length === 0 ? null : { known, rejected: [], since: null };
}

/** What a review on this machine remembers. A run that goes into a store goes without it, so that no store ever knows of it. */
export function localMemory({
  path,
  store,
  onNotice,
}: {
  readonly path: string;
  readonly store: string | null;
  readonly onNotice: (text: string) => void;
}): (changeSet: Pick<ChangeSet, 'files' | 'filtered'>) => Promise<Memory | null> {
  return async (changeSet) => {
    const memory = memoryOfDismissals(readDismissals(path), changeSet, new Date());
    if (memory === null || store === null) return memory;
    onNotice('what was dismissed on this machine does not count here: this run goes into a store');
    return null;
  };
}
