import { checkSuiteOf, workflowRunOf } from './payloads-of-runs.ts';
import { renderIssueComment, renderReviewComment } from './render/render-comment.ts';
import { renderCheckRun } from './render/render-check.ts';
import { renderRepository, renderUser } from './render/render.ts';
import { renderPull, renderPullSimple } from './render/render-pull.ts';
import { renderInstallation } from './routes/routes-app.ts';
import type { Scene } from './scene.ts';
import type {
  CheckRun,
  CheckSuite,
  Installation,
  IssueComment,
  Pull,
  Repository,
  ReviewComment,
  User,
} from './state.ts';

type Payload = Readonly<Record<string, unknown>>;

/** Events as GitHub would send them of the present state: for a webhook, and for the file of a workflow's event. */
export class Payloads {
  readonly #scene: Scene;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** `more` takes what an action brings along: `before` and `after`, `label`, `changes`. */
  pullRequest(action: string, pull: Pull, more: { readonly sender?: User } & Payload = {}): Payload {
    const { sender = pull.author, ...rest } = more;
    return {
      action,
      number: pull.number,
      pull_request: renderPull(this.#scene, pull),
      ...rest,
      ...this.#about(pull.repository, sender),
    };
  }

  issueComment(comment: IssueComment, action = 'created'): Payload {
    const { pull } = comment;
    return {
      action,
      issue: this.#issue(pull),
      comment: renderIssueComment(this.#scene, comment),
      ...this.#about(pull.repository, comment.author),
    };
  }

  reviewComment(comment: ReviewComment, action = 'created'): Payload {
    return {
      action,
      comment: renderReviewComment(this.#scene, comment),
      pull_request: renderPullSimple(this.#scene, comment.pull),
      ...this.#about(comment.pull.repository, comment.author),
    };
  }

  checkRun(run: CheckRun, sender: User, action = 'rerequested'): Payload {
    const suite = { id: run.suite.id, head_sha: run.headCommit, app: renderCheckRun(this.#scene, run)['app'] };
    return {
      action,
      check_run: { ...renderCheckRun(this.#scene, run), check_suite: suite },
      ...this.#about(run.repository, sender),
    };
  }

  checkSuite(suite: CheckSuite, sender: User, action = 'rerequested'): Payload {
    return { action, check_suite: checkSuiteOf(this.#scene, suite), ...this.#about(suite.repository, sender) };
  }

  /** The end of a workflow that the pull request started. */
  workflowRun(pull: Pull, given: Parameters<typeof workflowRunOf>[2] = {}): Payload {
    return {
      action: 'completed',
      ...workflowRunOf(this.#scene, pull, given),
      ...this.#about(pull.repository, pull.author),
    };
  }

  mergeGroup(
    repository: Repository,
    group: { readonly headRef: string; readonly head: string; readonly baseRef: string; readonly base: string },
    action: 'checks_requested' | 'destroyed' = 'checks_requested',
  ): Payload {
    return {
      action,
      merge_group: {
        head_sha: group.head,
        head_ref: group.headRef,
        base_sha: group.base,
        base_ref: group.baseRef,
        head_commit: {
          id: group.head,
          tree_id: group.head,
          message: 'Merge group',
          timestamp: this.#scene.store.now(),
          author: { name: 'GitHub', email: 'noreply@github.com' },
          committer: { name: 'GitHub', email: 'noreply@github.com' },
        },
      },
      ...this.#about(repository, repository.owner),
    };
  }

  /** Of an installation: `created`, `deleted`, `suspend`, `unsuspend`. */
  installation(action: string, installation: Installation): Payload {
    const repositories = installation.repositories ?? [];
    return {
      action,
      installation: renderInstallation(this.#scene, installation),
      repositories: repositories.map((one) => ({
        id: one.id,
        node_id: one.nodeId,
        name: one.name,
        full_name: one.fullName,
        private: one.private,
      })),
      requester: null,
      sender: renderUser(this.#scene, installation.account),
    };
  }

  #issue(pull: Pull): Payload {
    const simple = renderPullSimple(this.#scene, pull);
    const names = [
      'id',
      'node_id',
      'number',
      'title',
      'user',
      'body',
      'labels',
      'state',
      'locked',
      'assignee',
      'assignees',
      'milestone',
      'comments_url',
      'created_at',
      'updated_at',
      'closed_at',
      'author_association',
      'active_lock_reason',
      'draft',
    ];
    const api = `${this.#scene.urls.api}/repos/${pull.repository.fullName}`;
    const url = `${api}/issues/${pull.number}`;
    return {
      ...Object.fromEntries(names.map((name) => [name, simple[name]])),
      url,
      repository_url: api,
      labels_url: `${url}/labels{/name}`,
      events_url: `${url}/events`,
      html_url: simple['html_url'],
      comments: this.#scene.store.state.issueComments.filter((one) => one.pull === pull).length,
      reactions: {
        url: `${url}/reactions`,
        total_count: 0,
        '+1': 0,
        '-1': 0,
        laugh: 0,
        confused: 0,
        heart: 0,
        hooray: 0,
        eyes: 0,
        rocket: 0,
      },
      timeline_url: `${url}/timeline`,
      performed_via_github_app: null,
      state_reason: null,
      pull_request: {
        url: simple['url'],
        html_url: simple['html_url'],
        diff_url: simple['diff_url'],
        patch_url: simple['patch_url'],
        merged_at: pull.mergedAt,
      },
    };
  }

  /** What every event says; the installation only when an app is installed for the owner. */
  #about(repository: Repository, sender: User): Payload {
    const installed = this.#scene.store.state.installations.find((one) => one.account === repository.owner);
    return {
      repository: renderRepository(this.#scene, repository),
      ...(installed === undefined ? {} : { installation: { id: installed.id, node_id: installed.nodeId } }),
      sender: renderUser(this.#scene, sender),
    };
  }
}
