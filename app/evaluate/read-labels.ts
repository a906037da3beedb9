import type { Label } from '../../coordinator/evaluate/match-labels.ts';
import { AacrComments, GoldenComments } from '../../schemas/learning/golden-comments.ts';
import { describeCause, InputError } from '../../schemas/problem.ts';
import { readRegularFile } from '../config/regular-file.ts';
import { z } from 'zod';

/** What is known of changes: by the names that a run may call a change by. */
export type LabelsByChange = ReadonlyMap<string, readonly Label[]>;

/** One change of a benchmark, and where it is. */
export interface BenchmarkChange {
  /** `acme/shop#7`. */
  readonly label: string;
  readonly title: string | null;
  /** Its head and the tip of what it goes into. */
  readonly ends: { readonly head: string; readonly base: string } | null;
  readonly diff: string | null;
}

const File = z.union([AacrComments, GoldenComments]);

/** The text of a file of labels. Throws an `InputError` where it is no regular file, which may have no end. */
export function labelledText(path: string): string {
  try {
    return readRegularFile(path);
  } catch (cause) {
    throw new InputError({
      what: `the labels cannot be read: ${describeCause(cause)}`,
      where: path,
      remedy: 'Name a file.',
      cause,
    });
  }
}

/** Reads a file of a public benchmark: golden comments with or without places. Throws an `InputError` when it is neither. */
export function readLabels(text: string, where: string): LabelsByChange {
  return new Map(readFile(text, where).flatMap((one, index) => changeOf(one, index)));
}

/** The changes of the same file, in its order. Throws an `InputError` as `readLabels` does. */
export function readBenchmark(text: string, where: string): readonly BenchmarkChange[] {
  return readFile(text, where).map((one) => {
    const { source_commit: head, target_commit: base, diff = null } = one;
    return {
      label: labelOf('githubPrUrl' in one ? one.githubPrUrl : one.url),
      title: 'pr_title' in one ? (one.pr_title ?? null) : null,
      ends: head === undefined || base === undefined ? null : { head, base },
      diff,
    };
  });
}

function readFile(text: string, where: string): z.infer<typeof File> {
  const parsed = File.safeParse(jsonOf(text, where));
  if (parsed.success) return parsed.data;
  throw new InputError({
    what: 'the labels are in no format that is known here',
    where,
    remedy: 'Golden comments of code-review-benchmark and comments of AACR-Bench are read: docs/evaluation.md.',
    cause: parsed.error,
  });
}

function jsonOf(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError({ what: 'the labels are no JSON', where, remedy: 'One array of changes is read.', cause });
  }
}

type Change = z.infer<typeof File>[number];

function changeOf(change: Change, index: number): (readonly [string, readonly Label[]])[] {
  const labels = 'githubPrUrl' in change ? placed(change, index) : golden(change, index);
  const names =
    'githubPrUrl' in change
      ? [change.githubPrUrl]
      : [change.url, change.original_url, change.pr_title].flatMap((name) => name ?? []);
  return names.map((name) => [labelOf(name), labels] as const);
}

/** `acme/shop#7` for the address of a pull request; a title stays as it is. */
export function labelOf(name: string): string {
  const [, owner, repository, number] = /^https?:\/\/[^/\s]+\/([^/\s]+)\/([^/\s]+)\/pull\/(\d+)/.exec(name) ?? [];
  return owner === undefined ? name : `${owner}/${repository ?? ''}#${number ?? ''}`;
}

function golden({ comments }: GoldenComments[number], change: number): Label[] {
  return comments.map(({ comment, file, line }, index) => ({
    id: `${change}/${index}`,
    real: true,
    text: comment,
    place: place(file ?? null, 'new', { startLine: line ?? null, endLine: line ?? null }),
  }));
}

function placed({ comments }: AacrComments[number], change: number): Label[] {
  return comments.map(({ note, path, side, from_line: from, to_line: to }, index) => {
    const lines = [from, to].flatMap((line) => line ?? []);
    const [startLine, endLine] = lines.length === 0 ? [null, null] : [Math.min(...lines), Math.max(...lines)];
    return {
      id: `${change}/${index}`,
      real: true,
      text: note,
      place: place(path, side?.trim().toLowerCase() === 'left' ? 'old' : 'new', { startLine, endLine }),
    };
  });
}

function place(
  path: string | null,
  side: 'old' | 'new',
  lines: { readonly startLine: number | null; readonly endLine: number | null },
): Label['place'] {
  return path === null ? null : { path, side, ...lines };
}
