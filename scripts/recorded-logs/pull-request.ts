import { join } from 'node:path';
import { intentOf } from '../../app/pull-request/event.ts';
import { handleIntent } from '../../app/pull-request/handle-intent.ts';
import { readMarker } from '../../forge/github/publish/marker.ts';
import { EVAL, Scene } from '../../test/app/pull-request/scene.ts';
import { askerOf, operatorFile } from '../../test/e2e/model-review-fixture.ts';
import { type Chatter, chattyModel } from '../../test/e2e/pull-request/chatty-model.ts';
import { startModelServer } from '../../test/support/model-server.ts';
import { judged } from './said.ts';

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
const PAGE = `export function page(rows, number, size) {
  const first = number * size;
  return rows.slice(first, first + size - 1);
}
`;
const WRONG = 'An item without a price makes the total NaN';

const said = (
  rule: string,
  quote: string,
  wordings: Chatter['wordings'],
  severity: Chatter['severity'] = 'warning',
): Chatter => ({ asker: rule.split('/')[0] ?? '', rules: [rule], severity, quote, wordings });

const GUEST = said(
  'security/authorization-bypass',
  '  if (user.isGuest) return true;',
  [
    ['Guests get in without a password', 'The flag comes with the request, and nobody checks it.'],
    ['The password check can be skipped', 'Whoever sends isGuest is let in before check is called.'],
  ],
  'critical',
);
const SUM = said(
  'quality/logic-error',
  '  return priced.map((item) => item.price * item.count).reduce((sum, price) => sum + price);',
  [
    ['An empty cart throws', 'reduce has no initial value, so an empty list is a TypeError.'],
    ['reduce without an initial value', 'For no items there is nothing to begin with, and the call throws.'],
  ],
);
const LOST = said('quality/error-handling', '  await send(text).catch(() => null);', [
  ['A failed report is lost', 'The error is swallowed, and the caller hears of success.'],
  ['Errors of send disappear', 'catch turns every failure into null, which nobody looks at.'],
]);
const LATE = said('quality/logic-error', '  return rows.slice(first, first + size - 1);', [
  ['The last row of every page is missing', 'slice excludes its end, so one row too few is returned.'],
  ['Pages are one row short', 'The end of slice is exclusive already; minus one drops a row.'],
]);
/** The judge refutes it each time that it is asked. */
const REFUTED = said('quality/missing-value', '  const priced = items.filter((item) => item.price !== undefined);', [
  [WRONG, 'A price that is undefined is multiplied.'],
]);
const REFUTATION = {
  action: 'drop',
  reason: 'Items without a price are filtered out before.',
  quote: REFUTED.quote,
  side: 'new',
  startLine: 2,
  endLine: 2,
};
/** Something new about old lines, from the third review on. */
const NAG = said('quality/inconsistent-state', '  const first = number * size;', [
  ['Page numbers begin at zero', 'Which may surprise whoever counts from one.'],
]);

/**
 * Records a pull request over several pushes: threads that are raised, fixed, dismissed, disputed and carried through a rename, a finding that the
 * judge refutes, and commands that review anew, explain, pause and open the gate.
 */
export async function recordPullRequest(keep: (history: string) => Promise<void>): Promise<void> {
  let round = 0;
  let path = 'src/total.js';
  const concerns = [GUEST, SUM, LOST, LATE, REFUTED];
  const server = await startModelServer({
    respond: (request) => {
      if (askerOf(request) !== 'judge')
        return chattyModel(round > 2 ? [...concerns, NAG] : concerns, () => round)(request);
      return judged(request, (title) => [
        title === WRONG ? { ...REFUTATION, path } : { action: 'keep', reason: 'It is real.' },
      ]);
    },
  });
  const scene = await Scene.open({
    base: { 'package.json': '{ "name": "shop", "version": "1.0.0" }\n', 'src/other.js': 'export const other = 0;\n' },
    change: { 'src/door.js': DOOR, 'src/total.js': TOTAL, 'src/report.js': REPORT, 'src/run.ts': EVAL },
  });
  const configFile = operatorFile(scene.folder, 'anthropic', server.url);
  const { github, pull } = scene;
  const handle = async (event: string, payload: unknown) => {
    const { problems } = await handleIntent(intentOf(event, payload), { ...scene.host(), configFile });
    if (problems.length > 0) throw new AggregateError(problems, `handling ${event}`);
  };
  const review = (action: string) => {
    round += 1;
    return handle('pull_request', github.payloads.pullRequest(action, pull));
  };
  const push = async (files: Readonly<Record<string, string | null>>) => {
    scene.push(files);
    await review('synchronize');
  };
  const says = (login: string, body: string) =>
    handle('issue_comment', github.payloads.issueComment(github.comment(pull, login, body)));
  const answers = async ({ quote }: Chatter, login: string, body: string) => {
    const thread = github.state.threads.find(({ comments: [first] }) => {
      const { mark } = readMarker(first?.body ?? '');
      return mark?.kind === 'concern' && mark.comment.evidence?.includes(quote.trim()) === true;
    });
    if (thread === undefined) throw new Error(`there is no thread about ${quote}`);
    const comment = github.reply(thread, login, body);
    await handle('pull_request_review_comment', github.payloads.reviewComment(comment));
  };
  try {
    await review('opened');
    await push({ 'src/run.ts': EVAL.replace('eval(request.query.code)', 'request.query.code'), 'src/page.js': PAGE });
    await answers(GUEST, 'grace', '/docket dismiss guests only see the shop window');
    await push({ 'src/other.js': 'export const other = 1;\n' });
    await answers(SUM, 'ada', "Won't fix: an empty cart is never totalled.");
    await answers(LOST, 'ada', 'I disagree, this is a false positive: send logs by itself.');
    await answers(LATE, 'ada', '/docket explain');
    path = 'src/sum.js';
    await push({ 'src/total.js': null, 'src/sum.js': TOTAL, 'src/door.js': null, 'src/gate.js': DOOR });
    await says('grace', '/docket pause');
    await says('grace', '/docket resume');
    round += 1;
    await says('grace', '/docket full');
    await says('grace', '/docket break-glass the shop is down');
    await push({ 'src/page.js': PAGE.replace('size - 1', 'size') });
    await keep(join(scene.folder, 'history.db'));
  } finally {
    await scene.close();
    await server.close();
  }
}
