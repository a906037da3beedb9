import { z } from 'zod';
import { ObjectId } from '../../../schemas/change-set.ts';
import type { GitHub } from '../api/client.ts';
import { FROM_THE_START, LIST_VARIABLES, listVariables } from './cursors.ts';
import { Viewer } from './identity.ts';
import {
  type PullRequest,
  pullFields,
  pullRequestOf,
  type PullRequestRef,
  RawPullFacts,
  RawRepository,
  untilShown,
} from './pull-request.ts';
import { readConversation, type ReadConversation } from './read-conversation.ts';
import { readRepositoryFile } from './repository-file.ts';
import { CONVERSATION_FIELDS, ConversationPage } from './thread-schema.ts';

/** All that work on a pull request begins with, read at one moment. */
export interface Opening extends ReadConversation {
  readonly pull: PullRequest;
  /** The text of the file that was asked for, at the tip of the default branch; null where there is none. Throws an `InputError` where something else stands there. */
  readonly file: () => Promise<string | null>;
}

const FILE = `... on Commit { file(path: $path) { type mode object { ... on Blob { isBinary isTruncated text } } } }`;
const OPENING = `query DocketOpening($owner: String!, $name: String!, $number: Int!, $path: String!, ${LIST_VARIABLES}) {
  viewer { login databaseId }
  repository(owner: $owner, name: $name) { ${pullFields({ more: CONVERSATION_FIELDS, ofTip: FILE })} }
}`;

const File = z.object({
  type: z.string(),
  mode: z.int(),
  object: z
    .object({
      isBinary: z.boolean().nullish(),
      isTruncated: z.boolean().optional(),
      text: z.string().nullish(),
    })
    .nullable(),
});
const Branch = z.object({
  name: z.string(),
  target: z.object({ oid: ObjectId, file: File.nullable().optional() }).nullable(),
});
const Answer = z.object({
  viewer: Viewer,
  repository: RawRepository.extend({
    defaultBranchRef: Branch.nullable(),
    pullRequest: RawPullFacts.extend(ConversationPage.shape).nullable(),
  }).nullable(),
});

/** A plain file as git writes its mode. */
const PLAIN_MODES: ReadonlySet<number> = new Set([0o100644, 0o100755]);

/**
 * Reads a pull request, what was said on it and a small file of the default branch by one request: an hour has 5,000 of them for all
 * repositories of an installation. Throws `NotThere` where GitHub shows no such pull request.
 */
export async function readOpening(github: GitHub, ref: PullRequestRef, path: string): Promise<Opening> {
  const { owner, name, number } = ref;
  const { viewer, repository } = await untilShown(github, ref, () =>
    github.query(Answer, OPENING, { owner, name, number, path, ...listVariables(FROM_THE_START) }),
  );
  const pull = pullRequestOf(repository, { github, ref });
  const page = repository?.pullRequest ?? { headRefOid: pull.head.commit };
  return {
    pull,
    ...(await readConversation(github, pull.ref, { viewer, page })),
    file: () =>
      textOf(repository?.defaultBranchRef?.target?.file ?? null, () =>
        readRepositoryFile(github, pull.ref, pull.defaultBranch, path),
      ),
  };
}

/** A link, a folder, or what is no short text is asked for in the way that says exactly what it is. */
async function textOf(
  file: z.infer<typeof File> | null,
  otherwise: () => Promise<string | null>,
): Promise<string | null> {
  if (file === null) return null;
  const { isBinary, isTruncated, text } = file.object ?? {};
  const isShort = isBinary === false && isTruncated === false && typeof text === 'string';
  return isShort && file.type === 'blob' && PLAIN_MODES.has(file.mode) ? text : otherwise();
}
