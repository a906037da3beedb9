import { z } from 'zod';
import { ObjectId } from '../../../schemas/change-set.ts';
import { type GitHub, GitHubError } from '../api/client.ts';
import { Actor, loginOf } from './actor.ts';
import { NotThere, untilThere } from './until-there.ts';

/** A pull request, by the names that its address has. */
export interface PullRequestRef {
  readonly owner: string;
  readonly name: string;
  readonly number: number;
}

/** What is known of a pull request before anything of the change is read: the facts of one moment. */
export const PullRequest = z.strictObject({
  ref: z.strictObject({ owner: z.string(), name: z.string(), number: z.int() }),
  /** Stays the same when the repository is renamed. */
  repositoryId: z.int(),
  /** `github.com`, or the host of an Enterprise Server. */
  host: z.string(),
  state: z.enum(['open', 'closed']),
  merged: z.boolean(),
  mergedAt: z.string().nullable(),
  /** GitHub's clock; later ones are newer. */
  updatedAt: z.string(),
  draft: z.boolean(),
  title: z.string(),
  body: z.string(),
  labels: z.array(z.string()),
  /** The login of an app ends with `[bot]`; `ghost` is an account that is gone. */
  author: z.strictObject({ login: z.string(), isBot: z.boolean() }),
  /** The tip of the branch as it is now; the last one that the pull request saw where the branch is gone. */
  base: z.strictObject({ branch: z.string(), commit: ObjectId }),
  head: z.strictObject({
    branch: z.string(),
    commit: ObjectId,
    /** Null when the fork was deleted. */
    repository: z.strictObject({ id: z.int(), fullName: z.string() }).nullable(),
  }),
  /** Whether the head lies in another repository, or in one that is gone. */
  fromFork: z.boolean(),
  defaultBranch: z.string(),
  /** The tip of the default branch. */
  defaultCommit: ObjectId,
  isPrivate: z.boolean(),
  url: z.string(),
});
export type PullRequest = z.infer<typeof PullRequest>;

/** The fields of a repository that tell of one of its pull requests; `more` is asked of it besides, of the tip of the default branch `ofTip`. */
export const pullFields = ({ more = '', ofTip = '' } = {}): string => `databaseId nameWithOwner isPrivate
    defaultBranchRef { name target { oid ${ofTip} } }
    pullRequest(number: $number) {
      state isDraft merged mergedAt updatedAt title body url
      author { __typename login }
      labels(first: 100) { nodes { name } }
      baseRefName baseRefOid baseRef { target { oid } }
      headRefName headRefOid headRepository { databaseId nameWithOwner }
      ${more}
    }`;

const READ = `query DocketPullRequest($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) { ${pullFields()} }
}`;

const Tip = z.object({ target: z.object({ oid: ObjectId }).nullable() });
/** Of a pull request, in the answer to `pullFields`. */
export const RawPullFacts = z.object({
  state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
  isDraft: z.boolean(),
  merged: z.boolean(),
  mergedAt: z.string().nullable(),
  updatedAt: z.string(),
  title: z.string(),
  body: z.string(),
  url: z.string(),
  author: Actor.nullable(),
  labels: z.object({ nodes: z.array(z.object({ name: z.string() }).nullable()).nullable() }).nullable(),
  baseRefName: z.string(),
  baseRefOid: ObjectId,
  baseRef: Tip.nullable(),
  headRefName: z.string(),
  headRefOid: ObjectId,
  headRepository: z.object({ databaseId: z.int(), nameWithOwner: z.string() }).nullable(),
});

/** The answer to `pullFields`. */
export const RawRepository = z.object({
  databaseId: z.int(),
  nameWithOwner: z.string(),
  isPrivate: z.boolean(),
  defaultBranchRef: Tip.extend({ name: z.string() }).nullable(),
  pullRequest: RawPullFacts.nullable(),
});
const Answer = z.object({ repository: RawRepository.nullable() });

/**
 * Reads a pull request. What an event says about it may be old by the time it is worked on; this is asked anew, and waited for. Throws
 * `NotThere` where GitHub shows none. `ref` of the answer has the names that the repository has now.
 */
export async function readPullRequest(github: GitHub, ref: PullRequestRef): Promise<PullRequest> {
  const { owner, name, number } = ref;
  const { repository } = await untilShown(github, ref, () => github.query(Answer, READ, { owner, name, number }));
  return pullRequestOf(repository, { github, ref });
}

/** Reads an answer that tells of a pull request until it does. Throws `NotThere`. */
export async function untilShown<T extends { readonly repository: { readonly pullRequest: unknown } | null }>(
  github: GitHub,
  ref: PullRequestRef,
  read: () => Promise<T>,
): Promise<T> {
  return untilThere(github, read, (answer) => (answer.repository?.pullRequest ?? null) !== null).catch(
    (error: unknown) => {
      throw error instanceof GitHubError && error.isGone ? notThere(ref, error) : error;
    },
  );
}

/** A pull request as an answer to `pullFields` tells it. */
export function pullRequestOf(
  repository: z.infer<typeof RawRepository> | null,
  { github, ref }: { readonly github: GitHub; readonly ref: PullRequestRef },
): PullRequest {
  const { owner, name, number } = ref;
  const pull = repository?.pullRequest ?? null;
  if (repository === null || pull === null) throw notThere(ref);
  const [newOwner = owner, newName = name] = repository.nameWithOwner.split('/');
  const baseCommit = pull.baseRef?.target?.oid ?? pull.baseRefOid;
  return {
    ref: { owner: newOwner, name: newName, number },
    repositoryId: repository.databaseId,
    host: new URL(github.serverUrl).host,
    state: pull.state === 'OPEN' ? 'open' : 'closed',
    merged: pull.merged,
    mergedAt: pull.mergedAt,
    updatedAt: pull.updatedAt,
    draft: pull.isDraft,
    title: pull.title,
    body: pull.body,
    labels: (pull.labels?.nodes ?? []).flatMap((label) => (label === null ? [] : [label.name])),
    author: { login: loginOf(pull.author) ?? 'ghost', isBot: pull.author?.__typename === 'Bot' },
    base: { branch: pull.baseRefName, commit: baseCommit },
    head: {
      branch: pull.headRefName,
      commit: pull.headRefOid,
      repository:
        pull.headRepository === null
          ? null
          : { id: pull.headRepository.databaseId, fullName: pull.headRepository.nameWithOwner },
    },
    fromFork: pull.headRepository?.databaseId !== repository.databaseId,
    defaultBranch: repository.defaultBranchRef?.name ?? pull.baseRefName,
    defaultCommit: repository.defaultBranchRef?.target?.oid ?? baseCommit,
    isPrivate: repository.isPrivate,
    url: pull.url,
  };
}

function notThere({ owner, name, number }: PullRequestRef, cause?: GitHubError): NotThere {
  return new NotThere({
    what: 'GitHub shows no such pull request, or not yet',
    where: `${owner}/${name}#${number}`,
    remedy: 'Check the number, and that the token may read pull requests of this repository.',
    cause,
  });
}
