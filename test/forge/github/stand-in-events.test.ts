import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishedDescription } from '../../support/github/description.ts';
import { at, comment, StandInScene } from './stand-in-scene.ts';

let scene: StandInScene;
beforeAll(async () => {
  scene = await StandInScene.open();
});
afterAll(() => scene.close());

const expectDescribed = (event: string, payload: unknown): void => {
  const action = at(payload, 'action');
  expect(
    publishedDescription('github.com').payloadProblems(event, typeof action === 'string' ? action : null, payload),
  ).toEqual([]);
};

test.each(['opened', 'synchronize', 'reopened', 'ready_for_review', 'edited', 'closed', 'labeled', 'unlabeled'])(
  'pull_request %s is as described',
  (action) => {
    const label = {
      id: 1,
      node_id: 'x',
      url: 'https://example.com',
      name: 'x',
      description: '',
      color: 'ededed',
      default: false,
    };
    const more: Readonly<Record<string, object>> = {
      synchronize: { before: scene.base, after: scene.head },
      edited: { changes: { title: { from: 'x' } } },
      labeled: { label },
      unlabeled: { label },
    };
    expectDescribed('pull_request', scene.github.payloads.pullRequest(action, scene.pull, { ...more[action] }));
  },
);

test('comments, checks, merge groups and installations are as described', async () => {
  const { github, pull, repository } = scene;
  await scene.rest('POST', '/pulls/1/reviews', { body: { event: 'COMMENT', comments: [comment(10)] } });
  await scene.rest('POST', '/check-runs', { body: { name: 'docket', head_sha: scene.head } });
  const [run] = github.state.checkRuns;
  const [thread] = github.state.threads;
  if (run === undefined || thread === undefined) throw new Error('Both were made above.');
  const installation = github.install(github.app({ slug: 'docket' }), 'octo', { repositories: [repository] });
  expectDescribed('issue_comment', github.payloads.issueComment(github.comment(pull, 'ada', '/docket review')));
  expectDescribed('pull_request_review_comment', github.payloads.reviewComment(github.reply(thread, 'ada', 'no')));
  expectDescribed('check_run', github.payloads.checkRun(run, pull.author));
  expectDescribed('check_suite', github.payloads.checkSuite(run.suite, pull.author));
  expectDescribed('workflow_run', github.payloads.workflowRun(pull));
  expectDescribed('merge_group', github.payloads.mergeGroup(repository, github.queue(pull)));
  expectDescribed('installation', github.payloads.installation('created', installation));
});
