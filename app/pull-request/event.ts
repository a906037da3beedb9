import type { z } from 'zod';
import { parseCommand } from './command.ts';
import type { Intent, RepositoryName } from './intent.ts';
import {
  CheckRunPayload,
  CheckSuitePayload,
  IssueCommentPayload,
  MergeGroupPayload,
  parsePayload,
  PullRequestPayload,
  type RepositoryPayload,
  ReviewCommentPayload,
  WorkflowDispatchPayload,
  WorkflowRunPayload,
} from './payloads.ts';

/** What an external id of a check run of ours begins with. */
const CHECK_ID_PREFIX = 'docket/';

/** Every comment of ours begins with this; an identity that is a person's may run Docket, so the author alone does not tell. */
const OWN_COMMENT = '<!-- docket ';

/**
 * What an event of GitHub wants: the one reading of payloads for the Action and the App. Throws an `InputError` when a payload of a
 * known event is not what GitHub documents.
 */
export function intentOf(event: string, payload: unknown): Intent {
  switch (event) {
    case 'pull_request':
    case 'pull_request_target':
      return ofPullRequest(parsePayload(PullRequestPayload, event, payload));
    case 'issue_comment':
      return ofIssueComment(parsePayload(IssueCommentPayload, event, payload));
    case 'pull_request_review_comment':
      return ofReviewComment(parsePayload(ReviewCommentPayload, event, payload));
    case 'check_run':
      return ofCheckRun(parsePayload(CheckRunPayload, event, payload));
    case 'check_suite':
      return ofCheckSuite(parsePayload(CheckSuitePayload, event, payload));
    case 'merge_group':
      return ofMergeGroup(parsePayload(MergeGroupPayload, event, payload));
    case 'workflow_dispatch':
      return ofDispatch(parsePayload(WorkflowDispatchPayload, event, payload));
    case 'workflow_run':
      return ofWorkflowRun(parsePayload(WorkflowRunPayload, event, payload));
    default:
      return ignore(`events of the kind ${event} mean nothing to a review`);
  }
}

function ofPullRequest({ action, number, repository, label, changes }: z.infer<typeof PullRequestPayload>): Intent {
  const pull = { ...nameOf(repository), number };
  const review = (why: string, about: { readonly label?: string; readonly full?: boolean } = {}): Intent => ({
    kind: 'review',
    pull,
    why,
    full: about.full ?? false,
    asked: false,
    label: about.label ?? null,
  });
  switch (action) {
    case 'opened':
    case 'synchronize':
    case 'reopened':
    case 'ready_for_review':
      return review(action);
    case 'edited':
      // Other lines are in the change now, though no commit touched them.
      if (changes?.base !== undefined) return review('base changed', { full: true });
      return changes?.title === undefined ? ignore('neither title nor base was edited') : review('title edited');
    case 'labeled':
    case 'unlabeled':
      return label === undefined
        ? ignore('no label is named')
        : review(`${action} ${label.name}`, { label: label.name });
    case 'closed':
      return { kind: 'closed', pull };
    default:
      return ignore(`pull request ${action}`);
  }
}

function ofIssueComment({ action, issue, comment, repository }: z.infer<typeof IssueCommentPayload>): Intent {
  if (issue.pull_request === undefined || issue.pull_request === null) return ignore('a comment on an issue');
  const pull = { ...nameOf(repository), number: issue.number };
  return ofComment(action, comment, { pull, comment: { id: comment.id, kind: 'issue' }, thread: null });
}

function ofReviewComment(payload: z.infer<typeof ReviewCommentPayload>): Intent {
  const { action, comment, repository } = payload;
  const pull = { ...nameOf(repository), number: payload.pull_request.number };
  const thread = comment.in_reply_to_id ?? comment.id;
  return ofComment(action, comment, { pull, comment: { id: comment.id, kind: 'review' }, thread });
}

function ofComment(
  action: string,
  { body, user }: z.infer<typeof IssueCommentPayload>['comment'],
  place: Pick<Extract<Intent, { kind: 'command' }>, 'pull' | 'comment' | 'thread'>,
): Intent {
  if (action !== 'created') return ignore(`comment ${action}`);
  if (body.startsWith(OWN_COMMENT)) return ignore('a comment of our own');
  if (user === null) return ignore('the author of the comment is gone');
  if (user.type !== 'User') return ignore(`a comment of a ${user.type.toLowerCase()}`);
  const command = parseCommand(body);
  return command === null
    ? ignore('a comment without a command')
    : { kind: 'command', command, actor: user.login, ...place };
}

function ofCheckRun({ action, check_run: check, repository }: z.infer<typeof CheckRunPayload>): Intent {
  if (action !== 'rerequested') return ignore(`check run ${action}`);
  if (check.external_id?.startsWith(CHECK_ID_PREFIX) !== true) return ignore('a check run of somebody else');
  return ofCheckedHead(check, repository);
}

/** GitHub sends this one to nobody but the app whose suite it is. */
function ofCheckSuite({ action, check_suite: suite, repository }: z.infer<typeof CheckSuitePayload>): Intent {
  return action === 'rerequested' ? ofCheckedHead(suite, repository) : ignore(`check suite ${action}`);
}

function ofCheckedHead(
  { head_sha: headCommit, pull_requests: pulls }: z.infer<typeof CheckSuitePayload>['check_suite'],
  repository: z.infer<typeof RepositoryPayload>,
): Intent {
  const here = nameOf(repository);
  const [pull, ...others] = pulls.filter(({ head, base }) => head.sha === headCommit && base.repo.id === repository.id);
  return pull === undefined || others.length > 0
    ? { kind: 'find', repository: here, headRepository: null, headBranch: null, headCommit }
    : {
        kind: 'review',
        pull: { ...here, number: pull.number },
        why: 'check re-requested',
        full: false,
        asked: false,
        label: null,
      };
}

function ofMergeGroup({ action, merge_group: group, repository }: z.infer<typeof MergeGroupPayload>): Intent {
  if (action !== 'checks_requested') return ignore(`merge group ${action}`);
  const { head_sha: head, base_sha: base, head_ref: headRef } = group;
  return { kind: 'merge-group', repository: nameOf(repository), head, base, headRef };
}

/** Only who may write in the repository can send it. */
function ofDispatch({ inputs, repository }: z.infer<typeof WorkflowDispatchPayload>): Intent {
  const { 'pull-request': number, full } = inputs;
  const pull = { ...nameOf(repository), number };
  return { kind: 'review', pull, why: 'asked for by hand', full, asked: true, label: null };
}

function ofWorkflowRun({ action, workflow_run: run, repository }: z.infer<typeof WorkflowRunPayload>): Intent {
  if (action !== 'completed') return ignore(`workflow run ${action}`);
  if (run.event !== 'pull_request') return ignore(`a workflow run for ${run.event}`);
  if (run.head_repository === null) return ignore('the repository of the head is gone');
  return {
    kind: 'find',
    repository: nameOf(repository),
    headRepository: run.head_repository.full_name,
    headBranch: run.head_branch,
    headCommit: run.head_sha,
  };
}

function nameOf({ owner, name }: z.infer<typeof RepositoryPayload>): RepositoryName {
  return { owner: owner.login, name };
}

const ignore = (reason: string): Intent => ({ kind: 'ignore', reason });
