import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { intentOf } from '../../app/pull-request/event.ts';
import { handleIntent } from '../../app/pull-request/handle-intent.ts';
import type { IntentOutcome } from '../../app/pull-request/host.ts';
import { readMarker } from '../../forge/github/publish/marker.ts';
import { EVAL, Scene } from '../app/pull-request/scene.ts';
import type { Thread } from '../support/github/state.ts';
import { type ModelServer, startModelServer } from '../support/model-server.ts';
import { operatorFile } from './model-review-fixture.ts';
import { type Chatter, chattyModel } from './pull-request/chatty-model.ts';

/** What becomes of each thread with each push, and what stands on the pull request then. */
const TABLE = `
push         | guest             | total            | lost                       | eval   | late   | reviews comments summaries check
opened       | raised            | raised           | raised                     | raised |        | 1 4 1 failure
fix          | raised            | raised           | raised                     | fixed  | raised | 2 5 1 failure
dismissed    | dismissed         | raised           | raised                     | fixed  | raised | 2 5 1 success
won't fix    | dismissed         | raised, disputed | raised                     | fixed  | raised | 2 5 1 success
disagreement | dismissed         | raised, disputed | raised, disputed, answered | fixed  | raised | 2 6 1 success
rename       | dismissed         | raised, disputed | raised, disputed, answered | fixed  | raised | 2 6 1 success
force-push   | dismissed         | raised, disputed | raised, disputed, answered | fixed  | raised | 2 6 1 success
unchanged    | dismissed         | raised, disputed | raised, disputed, answered | fixed  | raised | 2 6 1 success
`;

const DOOR = `export function door(user, password) {
  if (user.isGuest) return true;
  return check(user, password);
}
`;
const TOTAL = `export function total(items) {
  const priced = items.filter((item) => item.price !== undefined);
  return priced.map((item) => item.price * item.count).reduce((sum, price) => sum + price);
}
`;
const REPORT = `export async function report(send, lines) {
  const text = lines.join('; ');
  await send(text).catch(() => null);
  return text.length;
}
`;
const LATE = `export function page(rows, number, size) {
  const first = number * size;
  return rows.slice(first, first + size - 1);
}
`;

/** What the model finds, by the names of the table. */
const SAID = {
  guest: {
    asker: 'security',
    rules: ['security/authorization-bypass'],
    severity: 'critical',
    quote: '  if (user.isGuest) return true;',
    wordings: [
      ['Guests get in without a password', 'The flag comes with the request, and nobody checks it.'],
      ['The password check can be skipped', 'Whoever sends isGuest is let in before check is called.'],
      ['Authentication is bypassed by a flag', 'An early return trusts a property that the caller sets.'],
    ],
  },
  total: {
    asker: 'quality',
    rules: ['quality/logic-error', 'quality/missing-value'],
    severity: 'warning',
    quote: '  return priced.map((item) => item.price * item.count).reduce((sum, price) => sum + price);',
    wordings: [
      ['An empty cart throws', 'reduce has no initial value, so an empty list is a TypeError.'],
      ['reduce without an initial value', 'For no items there is nothing to begin with, and the call throws.'],
      ['Totalling nothing fails', 'A cart whose items all lack a price ends in an exception.'],
    ],
  },
  lost: {
    asker: 'quality',
    rules: ['quality/error-handling', 'quality/inconsistent-state'],
    severity: 'warning',
    quote: '  await send(text).catch(() => null);',
    next: '  return text.length;',
    wordings: [
      ['A failed report is lost', 'The error is swallowed, and the caller hears of success.'],
      ['Errors of send disappear', 'catch turns every failure into null, which nobody looks at.'],
      ['The caller cannot tell that nothing was sent', 'The length is returned whether or not send worked.'],
    ],
  },
  late: {
    asker: 'quality',
    rules: ['quality/logic-error'],
    severity: 'warning',
    quote: '  return rows.slice(first, first + size - 1);',
    wordings: [
      ['The last row of every page is missing', 'slice excludes its end, so one row too few is returned.'],
      ['Pages are one row short', 'The end of slice is exclusive already; minus one drops a row.'],
      ['Off by one in the page', 'With a size of 10 only nine rows come back.'],
    ],
  },
} as const satisfies Record<string, Chatter>;

/** Something to say about every line that it has not spoken of before: the review must stay quiet about it. */
const NAGS: readonly Chatter[] = [
  ['  return check(user, password);', 'The result of check is passed on unseen'],
  ["  const text = lines.join('; ');", 'A separator inside of a line cannot be told apart'],
  ['  return text.length;', 'The length is in code units'],
  ['  const first = number * size;', 'Page numbers begin at zero'],
].map(([quote = '', title = '']) => ({
  asker: 'quality',
  rules: ['quality/inconsistent-state'],
  severity: 'warning' as const,
  quote,
  wordings: [[title, `${title}, which may surprise.`]],
}));

let scene: Scene;
let server: ModelServer;
let config: string;
let round = 0;

beforeAll(async () => {
  // With each push it has one more thing to say about lines that were there before.
  server = await startModelServer({
    respond: (request) =>
      chattyModel([...Object.values(SAID), ...NAGS.slice(0, Math.max(0, round - 3))], () => round)(request),
  });
  scene = await Scene.open({
    base: { 'package.json': '{ "name": "shop", "version": "1.0.0" }\n', 'src/other.js': 'export const other = 0;\n' },
    change: { 'src/door.js': DOOR, 'src/total.js': TOTAL, 'src/report.js': REPORT, 'src/run.ts': EVAL },
  });
  config = operatorFile(scene.folder, 'anthropic', server.url);
});

afterAll(async () => {
  await scene.close();
  await server.close();
});

/** Lets the event be handled with the chatty model. */
async function handle(event: string, payload: unknown): Promise<IntentOutcome> {
  const handled = await handleIntent(intentOf(event, payload), { ...scene.host(), configFile: config });
  expect(handled.problems).toEqual([]);
  return handled;
}

const reviewed = (action: string) => handle('pull_request', scene.github.payloads.pullRequest(action, scene.pull));

async function answer(thread: Thread, login: string, body: string): Promise<IntentOutcome> {
  return handle(
    'pull_request_review_comment',
    scene.github.payloads.reviewComment(scene.github.reply(thread, login, body)),
  );
}

const git = (...args: string[]) =>
  execFileSync(
    'git',
    ['-C', scene.repository.source, '-c', 'user.name=Ada', '-c', 'user.email=ada@x.example', ...args],
    {
      encoding: 'utf8',
    },
  ).trim();

let others = 0;
/** A push that touches nothing that anybody spoke of. */
const pushOther = () => scene.push({ 'src/other.js': `export const other = ${(others += 1)};\n` });

/** Our thread about something, whatever the model called it when it was raised. */
function threadOf(name: string): Thread | undefined {
  const quote = name === 'eval' ? 'eval(request.query.code)' : SAID[name as keyof typeof SAID].quote;
  const found = scene.github.state.threads.filter(({ comments: [first] }) => {
    const { mark } = readMarker(first?.body ?? '');
    return mark?.kind === 'concern' && mark.comment.evidence?.includes(quote.trim()) === true;
  });
  expect(found.length, `threads about ${name}`).toBeLessThanOrEqual(1);
  return found[0];
}

function stateOf(name: string): string {
  const thread = threadOf(name);
  const { mark } = readMarker(thread?.comments[0]?.body ?? '');
  if (thread === undefined || mark?.kind !== 'concern') return '';
  const [summary = ''] = scene.comments();
  const disputed = /\*\*Disputed[^\n]*\n\n((?:- .*\n?)*)/.exec(summary)?.[1] ?? '';
  const replies = thread.comments.slice(1).filter(({ author }) => author.login === 'docket[bot]');
  const answers = replies.filter(({ body }) => {
    const reply = readMarker(body).mark;
    return reply?.kind === 'reply' && reply.to.startsWith('disagreement:');
  });
  return [
    mark.state,
    ...(disputed.includes(mark.comment.finding) ? ['disputed'] : []),
    ...answers.map(() => 'answered'),
  ].join(', ');
}

/** A row of the table, as it stands on the pull request. */
function rowOf(push: string): string {
  const { reviewComments, issueComments } = scene.github.state;
  // Every command is answered; those answers are of no push.
  const isSaid = (body: string) => {
    const { mark } = readMarker(body);
    return mark !== null && !(mark.kind === 'reply' && mark.to.startsWith('command:'));
  };
  const ours = <T extends { readonly author: { readonly login: string }; readonly body: string }>(all: readonly T[]) =>
    all.filter(({ author, body }) => author.login === 'docket[bot]' && isSaid(body)).length;
  const { status, conclusion } = scene.check();
  expect(status).toBe('completed');
  const numbers = [scene.reviews().length, ours(reviewComments), ours(issueComments), conclusion].join(' ');
  return [push, ...['guest', 'total', 'lost', 'eval', 'late'].map(stateOf), numbers].join(' | ');
}

const expected = TABLE.trim()
  .split('\n')
  .slice(1)
  .map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .join(' | '),
  );

test('a pull request through eight pushes, with a model that words everything anew', async () => {
  const rows: string[] = [];
  const asked: number[] = [];
  const push = async (name: string, make: () => unknown) => {
    await make();
    round += 1;
    const before = server.calls;
    await reviewed(rows.length === 0 ? 'opened' : 'synchronize');
    asked.push(server.calls - before);
    rows.push(rowOf(name));
  };

  await push('opened', () => undefined);
  await push('fix', () =>
    scene.push({ 'src/run.ts': EVAL.replace('eval(request.query.code)', 'request.query.code'), 'src/page.js': LATE }),
  );
  await push('dismissed', async () => {
    const guest = threadOf('guest');
    if (guest !== undefined) await answer(guest, 'grace', '/docket dismiss guests only see the shop window');
    pushOther();
  });
  await push("won't fix", async () => {
    const total = threadOf('total');
    if (total !== undefined) await answer(total, 'ada', "Won't fix: an empty cart is never totalled.");
    pushOther();
  });
  await push('disagreement', async () => {
    const lost = threadOf('lost');
    if (lost !== undefined) await answer(lost, 'ada', 'I disagree, this is a false positive: send logs by itself.');
    pushOther();
  });
  await push('rename', () => {
    scene.push({ 'src/total.js': null, 'src/sum.js': TOTAL, 'src/door.js': null, 'src/gate.js': DOOR });
  });
  await push('force-push', () => {
    // The same code as one commit on a base that has moved, and a runner that remembers nothing.
    git('checkout', '--quiet', 'main');
    writeFileSync(join(scene.repository.source, 'README.md'), '# Shop\n');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'meanwhile');
    scene.github.pushBranch(scene.repository, 'main', git('rev-parse', 'HEAD'));
    git('checkout', '--quiet', 'topic');
    git('rebase', '--quiet', 'main');
    git('reset', '--quiet', '--soft', 'main');
    git('commit', '--quiet', '--message', 'all of it');
    scene.github.push(scene.pull, git('rev-parse', 'HEAD'));
    scene.forget();
    config = operatorFile(scene.folder, 'anthropic', server.url);
  });
  await push('unchanged', pushOther);

  expect(rows).toEqual(expected);
  // It was really asked each time, and had something to say.
  expect(asked.every((calls) => calls > 0)).toBe(true);
});
