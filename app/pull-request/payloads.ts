import { z } from 'zod';
import { ObjectId } from '../../schemas/change-set.ts';
import { InputError } from '../../schemas/problem.ts';

/** Only the fields that are used; GitHub adds others as it likes. */
export const RepositoryPayload = z.object({
  id: z.int(),
  name: z.string().min(1),
  owner: z.object({ login: z.string().min(1) }),
});

/** `null` is an account that was deleted. */
const Author = z.object({ login: z.string().min(1), type: z.string() }).nullable();

export const PullRequestPayload = z.object({
  action: z.string(),
  number: z.int(),
  repository: RepositoryPayload,
  label: z.object({ name: z.string() }).optional(),
  /** Of an edit: what was changed, with its value before. */
  changes: z.object({ title: z.unknown().optional(), base: z.unknown().optional() }).optional(),
});

export const IssueCommentPayload = z.object({
  action: z.string(),
  issue: z.object({ number: z.int(), pull_request: z.unknown().optional() }),
  comment: z.object({ id: z.int(), body: z.string(), user: Author }),
  repository: RepositoryPayload,
});

export const ReviewCommentPayload = z.object({
  action: z.string(),
  pull_request: z.object({ number: z.int() }),
  comment: z.object({ id: z.int(), body: z.string(), user: Author, in_reply_to_id: z.int().optional() }),
  repository: RepositoryPayload,
});

const CheckedPull = z.object({
  number: z.int(),
  head: z.object({ sha: ObjectId }),
  base: z.object({ repo: z.object({ id: z.int() }) }),
});

export const CheckRunPayload = z.object({
  action: z.string(),
  check_run: z.object({
    external_id: z.string().nullable(),
    head_sha: ObjectId,
    /** Empty when the head is in a fork. */
    pull_requests: z.array(CheckedPull),
  }),
  repository: RepositoryPayload,
});

export const CheckSuitePayload = z.object({
  action: z.string(),
  check_suite: z.object({ head_sha: ObjectId, pull_requests: z.array(CheckedPull) }),
  repository: RepositoryPayload,
});

export const MergeGroupPayload = z.object({
  action: z.string(),
  merge_group: z.object({ head_sha: ObjectId, head_ref: z.string(), base_sha: ObjectId }),
  repository: RepositoryPayload,
});

/** What people type into a form: GitHub hands it over as text, and a boolean as text or as one. */
export const WorkflowDispatchPayload = z.object({
  inputs: z.object({
    'pull-request': z
      .string()
      .trim()
      .regex(/^#?[1-9]\d{0,8}$/, 'the number of a pull request, for example 7')
      .transform((text) => Number(text.replace('#', ''))),
    full: z.union([z.boolean(), z.enum(['true', 'false', '']).transform((text) => text === 'true')]).default(false),
  }),
  repository: RepositoryPayload,
});

export const WorkflowRunPayload = z.object({
  action: z.string(),
  workflow_run: z.object({
    event: z.string(),
    head_branch: z.string().nullable(),
    head_sha: ObjectId,
    head_repository: z.object({ full_name: z.string() }).nullable(),
  }),
  repository: RepositoryPayload,
});

/** Reads a payload. Throws an `InputError` that names the field where it is not what GitHub documents. */
export function parsePayload<Schema extends z.ZodType>(
  schema: Schema,
  event: string,
  payload: unknown,
): z.infer<Schema> {
  const result = schema.safeParse(payload);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new InputError({
    what: `the payload is not one of GitHub's: ${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'unreadable'}`,
    where: `event ${event}`,
    remedy: "Hand over the event's own payload, as GitHub sent it.",
    cause: result.error,
  });
}
