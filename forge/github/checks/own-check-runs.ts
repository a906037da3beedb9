import { z } from 'zod';
import type { Annotation } from '../../../schemas/publication.ts';
import type { GitHub } from '../api/client.ts';
import { viewerOf } from '../read/identity.ts';

/** A check of ours on a commit. */
export interface CheckPlace {
  readonly repository: { readonly owner: string; readonly name: string };
  readonly head: string;
  readonly name: string;
}

const RawCheckRun = z.object({
  id: z.int(),
  status: z.string(),
  conclusion: z.string().nullable(),
  external_id: z.string().nullable(),
  html_url: z.string().nullable(),
  output: z.object({ title: z.string().nullable(), summary: z.string().nullable(), annotations_count: z.int() }),
  app: z.object({ slug: z.string().optional() }).nullable(),
});

const RawAnnotation = z.object({
  path: z.string(),
  start_line: z.int(),
  end_line: z.int(),
  annotation_level: z.string().nullable(),
  title: z.string().nullable(),
  message: z.string().nullable(),
});

/** A check run that our identity made for this commit. */
export interface OwnCheckRun {
  readonly id: number;
  readonly status: string;
  readonly conclusion: string | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly annotations: number;
  readonly url: string | null;
}

/** How we find our check runs again, whatever they are called elsewhere. */
export function externalId(head: string): string {
  return `docket/${head}`;
}

/** Ours on this commit, newest first: GitHub counts the newest of a name. */
export async function ownCheckRuns(
  github: GitHub,
  { repository, head, name }: CheckPlace,
): Promise<readonly OwnCheckRun[]> {
  const { login } = await viewerOf(github);
  const answer = await github.rest.paginate(github.rest.checks.listForRef, {
    owner: repository.owner,
    repo: repository.name,
    ref: head,
    check_name: name,
    filter: 'all',
    per_page: 100,
  });
  return z
    .array(RawCheckRun)
    .parse(answer)
    .filter((run) => run.external_id === externalId(head) && isOf(run.app?.slug, login))
    .toSorted((a, b) => b.id - a.id)
    .map(ownCheckRun);
}

function ownCheckRun({ id, status, conclusion, output, html_url: url }: z.infer<typeof RawCheckRun>): OwnCheckRun {
  const { title, summary, annotations_count: annotations } = output;
  return { id, status, conclusion, title, summary, annotations, url };
}

/** The run in the answer to a write. */
export function runOf(answer: { readonly data: unknown }): OwnCheckRun {
  return ownCheckRun(RawCheckRun.parse(answer.data));
}

function isOf(slug: string | undefined, login: string): boolean {
  return slug !== undefined && login.replace(/\[bot\]$/, '').toLowerCase() === slug.toLowerCase();
}

/** The annotations that a check run has, each as a key to compare by. */
export async function annotationsOf(
  github: GitHub,
  { repository }: CheckPlace,
  run: OwnCheckRun,
): Promise<readonly string[]> {
  if (run.annotations === 0) return [];
  const answer = await github.rest.paginate(github.rest.checks.listAnnotations, {
    owner: repository.owner,
    repo: repository.name,
    check_run_id: run.id,
    per_page: 100,
  });
  return z
    .array(RawAnnotation)
    .parse(answer)
    .map((one) => keyOf([one.path, one.start_line, one.end_line, one.annotation_level, one.title, one.message]));
}

/** What tells a planned annotation from others. */
export function annotationKey({ path, startLine, endLine, level, title, message }: Annotation): string {
  return keyOf([path, startLine, endLine, level, title, message]);
}

function keyOf(parts: readonly unknown[]): string {
  return JSON.stringify(parts);
}

/** The id in the answer to a write. */
export function idOf(answer: { readonly data: unknown }): number {
  return z.object({ id: z.int() }).parse(answer.data).id;
}
