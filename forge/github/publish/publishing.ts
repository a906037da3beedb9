import { setTimeout as sleep } from 'node:timers/promises';
import type { GitHub } from '../api/client.ts';
import type { PullRequestRef } from '../read/pull-request.ts';

/** What bringing something about on GitHub needs to know, whatever it is. */
export interface WriteFrame {
  readonly signal: AbortSignal;
  /** The pause before GitHub is looked at again when it did not answer, or does not show yet what it took. */
  readonly pauseMs: number;
  /** For people: `owner/name#7`. */
  readonly where: string;
}

/** What every write on a pull request needs to know. */
export interface Publishing extends WriteFrame {
  readonly github: GitHub;
  readonly ref: PullRequestRef;
  readonly onNotice: (text: string) => void;
}

/** A pull request to write on, outside of a whole publication. */
export interface WriteTarget {
  readonly ref: PullRequestRef;
  readonly onNotice?: ((text: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const PAUSE_MS = 500;

/** The frame of a single write, for the functions that write one part of a publication. */
export function publishingOn(github: GitHub, { ref, onNotice, signal }: WriteTarget, pauseMs = PAUSE_MS): Publishing {
  const where = `${ref.owner}/${ref.name}#${ref.number}`;
  return {
    github,
    ref,
    onNotice: onNotice ?? (() => {}),
    signal: signal ?? new AbortController().signal,
    pauseMs,
    where,
  };
}

/** The repository of a pull request, as the REST API names it. */
export function repositoryOf({ ref }: Pick<Publishing, 'ref'>): { readonly owner: string; readonly repo: string } {
  return { owner: ref.owner, repo: ref.name };
}

/** Waits before the next look; an abort ends the wait. */
export async function pause({ pauseMs, signal }: WriteFrame): Promise<void> {
  await sleep(pauseMs, undefined, { signal });
}
