import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { intentOf } from '../../../app/pull-request/event.ts';
import type { Intent } from '../../../app/pull-request/intent.ts';
import { InputError } from '../../../schemas/problem.ts';
import { runs } from '../../support/soak.ts';

/** What the published examples of each event and action come to. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'pull_request.opened': ['review'],
  'pull_request.synchronize': ['review'],
  'pull_request.reopened': ['review'],
  'pull_request.ready_for_review': ['review'],
  'pull_request.labeled': ['review'],
  'pull_request.unlabeled': ['review'],
  'pull_request.closed': ['closed'],
  'check_run.rerequested': ['ignore'],
  'check_suite.rerequested': ['review'],
  'merge_group.checks_requested': ['merge-group'],
  'workflow_run.completed': ['ignore'],
};

interface Published {
  readonly name: string;
  readonly examples: readonly Record<string, unknown>[];
}

const FILE = createRequire(import.meta.url).resolve('@octokit/webhooks-examples/api.github.com/index.json');
const examples = JSON.parse(readFileSync(FILE, 'utf8')) as readonly Published[];

const used = [
  'pull_request',
  'issue_comment',
  'pull_request_review_comment',
  'check_run',
  'check_suite',
  'merge_group',
  'workflow_run',
];

interface Example {
  readonly event: string;
  readonly action: string;
  readonly payload: Record<string, unknown>;
}

const all: readonly Example[] = used.flatMap((event) =>
  (examples.find(({ name }) => name === event)?.examples ?? []).map((payload) => ({
    event,
    action: String(payload['action']),
    payload,
  })),
);

/** The first published example of an event, with some of its fields changed. */
function example(event: string, action: string, change: (payload: Payload) => void = () => undefined): unknown {
  const payload = structuredClone(all.find((one) => one.event === event && one.action === action)?.payload);
  if (payload === undefined) throw new Error(`there is no example of ${event} ${action}`);
  change(payload as Payload);
  return payload;
}

// oxlint-disable-next-line typescript/no-explicit-any -- payloads are trees of anything, which is what is tested here
type Payload = Record<string, any>;

describe("GitHub's published examples", () => {
  test('there are some of every event', () => {
    for (const event of used) expect(all.filter((one) => one.event === event).length, event).toBeGreaterThan(0);
  });

  test.each(all.map((one, index) => [`${one.event} ${one.action} (${index})`, one] as const))('%s', (_name, one) => {
    const { kind } = intentOf(one.event, one.payload);
    expect(EXPECTED[`${one.event}.${one.action}`] ?? ['ignore']).toContain(kind);
  });

  test('pull_request_target is read like pull_request', () => {
    const payload = example('pull_request', 'opened');
    expect(intentOf('pull_request_target', payload)).toEqual(intentOf('pull_request', payload));
  });

  test('an event that is not used is ignored, whatever it holds', () => {
    expect(intentOf('star', { anything: true })).toMatchObject({ kind: 'ignore' });
  });
});

const REPOSITORY = { id: 11, name: 'shop', owner: { login: 'octo' } };
const PULL = { owner: 'Codertocat', name: 'Hello-World', number: 2 };

describe('what is wanted', () => {
  const table: readonly (readonly [string, string, unknown, Partial<Intent>])[] = [
    [
      'opened',
      'pull_request',
      example('pull_request', 'opened'),
      { kind: 'review', pull: PULL, why: 'opened', full: false },
    ],
    [
      'a title was edited',
      'pull_request',
      example('pull_request', 'opened', (one) =>
        Object.assign(one, { action: 'edited', changes: { title: { from: 'x' } } }),
      ),
      { kind: 'review', why: 'title edited', full: false },
    ],
    [
      'the base was changed: other lines are in the change now',
      'pull_request',
      example('pull_request', 'opened', (one) =>
        Object.assign(one, { action: 'edited', changes: { base: { ref: { from: 'x' } } } }),
      ),
      { kind: 'review', why: 'base changed', full: true },
    ],
    [
      'only the body was edited',
      'pull_request',
      example('pull_request', 'opened', (one) =>
        Object.assign(one, { action: 'edited', changes: { body: { from: 'x' } } }),
      ),
      { kind: 'ignore' },
    ],
    [
      'a form with a number',
      'workflow_dispatch',
      { inputs: { 'pull-request': '7' }, repository: REPOSITORY },
      { kind: 'review', pull: { owner: 'octo', name: 'shop', number: 7 }, asked: true, full: false },
    ],
    [
      'a form with a number sign, and everything anew',
      'workflow_dispatch',
      { inputs: { 'pull-request': ' #12 ', full: 'true' }, repository: REPOSITORY },
      { kind: 'review', pull: { owner: 'octo', name: 'shop', number: 12 }, asked: true, full: true },
    ],
    ['a label', 'pull_request', example('pull_request', 'labeled'), { kind: 'review', label: 'bug' }],
    ['closed', 'pull_request', example('pull_request', 'closed'), { kind: 'closed', pull: PULL }],
    [
      'a command in the conversation',
      'issue_comment',
      comment('/docket pause'),
      {
        kind: 'command',
        command: { name: 'pause' },
        actor: 'Codertocat',
        thread: null,
        comment: { id: 492700400, kind: 'issue' },
      },
    ],
    [
      'a command in a thread',
      'pull_request_review_comment',
      example('pull_request_review_comment', 'created', (one) =>
        Object.assign(one['comment'], { body: '/docket dismiss not reachable', in_reply_to_id: 77 }),
      ),
      { kind: 'command', pull: PULL, thread: 77, comment: { id: 284312630, kind: 'review' } },
    ],
    [
      'a comment on an issue',
      'issue_comment',
      comment('/docket review', { issue: {} }),
      { kind: 'ignore', reason: 'a comment on an issue' },
    ],
    [
      'a comment of a bot',
      'issue_comment',
      comment('/docket review', { user: { type: 'Bot' } }),
      { kind: 'ignore', reason: 'a comment of a bot' },
    ],
    [
      'a comment of ours',
      'issue_comment',
      comment('<!-- docket abc -->\n/docket review'),
      { kind: 'ignore', reason: 'a comment of our own' },
    ],
    ['an edited comment', 'issue_comment', comment('/docket review', { action: 'edited' }), { kind: 'ignore' }],
    [
      'our check, re-requested, of a pull request here',
      'check_run',
      checkRun({ external_id: 'docket/x', pulls: [7] }),
      { kind: 'review', pull: { owner: 'github', name: 'hello-world', number: 7 }, why: 'check re-requested' },
    ],
    [
      'our check, of a fork',
      'check_run',
      checkRun({ external_id: 'docket/x', pulls: [] }),
      { kind: 'find', headRepository: null },
    ],
    [
      'our check, of two pull requests',
      'check_run',
      checkRun({ external_id: 'docket/x', pulls: [7, 8] }),
      { kind: 'find' },
    ],
    ["somebody else's check", 'check_run', checkRun({ external_id: 'other/x', pulls: [7] }), { kind: 'ignore' }],
    [
      'a merge group',
      'merge_group',
      example('merge_group', 'checks_requested'),
      {
        kind: 'merge-group',
        repository: { owner: 'octo-org', name: 'octo-repo' },
        head: '2ffea6db159f6b6c47a24e778fb9ef40cf6b1c7d',
      },
    ],
    [
      'the end of an untrusted workflow',
      'workflow_run',
      workflowRun({ event: 'pull_request', head_branch: 'topic' }),
      { kind: 'find', headRepository: 'octo-org/octo-repo', headBranch: 'topic' },
    ],
    ['the end of another workflow', 'workflow_run', workflowRun({ event: 'push' }), { kind: 'ignore' }],
    [
      'a fork that is gone',
      'workflow_run',
      workflowRun({ event: 'pull_request', head_repository: null }),
      { kind: 'ignore' },
    ],
  ];
  test.each(table)('%s', (_name, event, payload, intent) => {
    expect(intentOf(event, payload)).toMatchObject(intent);
  });
});

describe('what cannot be read', () => {
  test.each(used)('a broken payload of %s is an error that names the field', (event) => {
    expect(() => intentOf(event, {})).toThrow(InputError);
    expect(() => intentOf(event, { action: 5 })).toThrow('action');
  });

  test.each(['', '0', 'seven', '7 8', '-1', '7'.repeat(10), '7\n8', undefined])(
    'a form with the number %j',
    (number) => {
      const payload = { inputs: { 'pull-request': number }, repository: REPOSITORY };
      expect(() => intentOf('workflow_dispatch', payload)).toThrow(/pull-request/);
    },
  );

  test('nothing but an InputError, whatever is sent', () => {
    fc.assert(
      fc.property(fc.constantFrom(...used), fc.jsonValue(), (event, payload) => {
        try {
          return typeof intentOf(event, payload).kind === 'string';
        } catch (error) {
          return error instanceof InputError;
        }
      }),
      { numRuns: runs(200, 20_000) },
    );
  });
});

function comment(
  body: string,
  wish: { readonly action?: string; readonly user?: object; readonly issue?: object } = {},
): unknown {
  return example('issue_comment', 'created', (one) => {
    one['comment'].body = body;
    one['issue'].pull_request = wish.issue === undefined ? { url: 'https://api.github.com/x' } : undefined;
    Object.assign(one['comment'].user, wish.user);
    Object.assign(one, wish.action === undefined ? {} : { action: wish.action });
  });
}

function checkRun({
  external_id,
  pulls,
}: {
  readonly external_id: string;
  readonly pulls: readonly number[];
}): unknown {
  return example('check_run', 'rerequested', (one) => {
    const sha: unknown = one['check_run'].head_sha;
    one['check_run'].external_id = external_id;
    one['check_run'].pull_requests = pulls.map((number) => ({
      number,
      head: { sha },
      base: { repo: { id: one['repository'].id } },
    }));
  });
}

function workflowRun(change: object): unknown {
  return example('workflow_run', 'completed', (one) => Object.assign(one['workflow_run'], change));
}
