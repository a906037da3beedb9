import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readMarker } from '../../forge/github/publish/marker.ts';
import { operatorFile, specialist } from '../e2e/model-review-fixture.ts';
import { type Job, World } from '../e2e/pull-request/world.ts';
import { lookInto, type OutlivingStore, Runner, startStore } from './job-with-store.ts';
import { type ModelServer, startModelServer } from './model-server.ts';
import type { Pull } from './github/state.ts';

/** So many questions are answered before the first runner dies. */
const ANSWERED = 6;

const CHECK = 'export function check(user, password) {\n  return user.password === password;\n}\n';
const BASE = {
  'src/auth/login.js': 'export function login(user, password) {\n  return check(user, password);\n}\n',
  'src/auth/check.js': CHECK,
  'src/total.js': 'export const total = (items) => items.reduce((sum, item) => sum + item.price, 0);\n',
  'README.md': '# Shop\n',
};
const CHANGE = {
  'src/auth/login.js':
    'export function login(user, password) {\n  if (user.isGuest) return true;\n  return check(user, password);\n}\n',
  'src/run.js': 'export function run(request) {\n  return eval(request.query.code);\n}\n',
};
const NEXT = {
  'src/total.js': 'export const total = (items) => items.reduce((sum, item) => sum + 2 * item.price, 0);\n',
};

/** What came of the story. */
export interface TwoRunners {
  readonly store: string;
  /** Answers that were in the store when the first runner died, and questions that it had under way. */
  readonly answered: number;
  readonly underWay: number;
  /** Questions whose recorded answer was paid for once more. */
  readonly askedAgain: number;
  /** Questions that the second runner had left to ask. */
  readonly askedBySecond: number;
  /** How the steps ended, main and post, by runner. */
  readonly ends: Readonly<Record<string, readonly (number | null)[]>>;
  /** What stood on the pull request after the second runner, and after the third one. */
  readonly second: ReturnType<World['told']>;
  readonly third: ReturnType<World['told']>;
  /** What the comments say of themselves at the end, by title. */
  readonly states: Readonly<Record<string, string>>;
  /** The runs that the store knows, oldest first, and its open tails. */
  readonly runs: readonly string[];
  readonly open: number;
}

/**
 * The story of runners that know each other by the store alone: the first one dies in the middle of its questions, the second one goes on
 * from there, a person dismisses a finding, and the third one knows all of it.
 */
export async function tellTwoRunners(say: (text: string) => void): Promise<TwoRunners> {
  const store = await startStore();
  const world = await World.open(BASE);
  const hold = Promise.withResolvers<void>();
  let isDead = false;
  const server = await startModelServer({
    respond: async (request, index) => {
      if (!isDead && index >= ANSWERED) {
        await hold.promise;
        return { kind: 'reset', when: 'before-headers' };
      }
      return specialist(request);
    },
  });
  try {
    const die = () => {
      isDead = true;
      hold.resolve();
    };
    return await tell({ store, world, server, die, say });
  } finally {
    hold.resolve();
    await world.close();
    await server.close();
    await store.stop();
  }
}

interface Stage {
  readonly store: OutlivingStore;
  readonly world: World;
  readonly server: ModelServer;
  /** From here on every question is answered. */
  readonly die: () => void;
  readonly say: (text: string) => void;
}

async function tell(stage: Stage): Promise<TwoRunners> {
  const { store, world, server, say } = stage;
  const inputs = { config: readFileSync(operatorFile(world.folder, 'anthropic', server.url), 'utf8') };
  const pull = world.pull({ files: CHANGE, title: 'Log in as a guest' });
  const ends: Record<string, (number | null)[]> = {};
  const job = async (name: string, event?: readonly [string, unknown]) => {
    const runner = new Runner(world, store);
    const wish = { inputs, ...(event && { event }) };
    const main = await runner.main(pull, wish).ended;
    const post = await runner.post(pull, wish).ended;
    ends[name] = [main.code, post.code];
    if (main.code !== 0 || post.code !== 0) say(`${main.log}\n${post.log}`);
  };

  say(`the store is ${store.url}`);
  const first = new Runner(world, store);
  const answered = await killed(first, first.main(pull, { inputs }), stage);
  const before = server.calls;
  const paid = new Set(server.requests.slice(0, ANSWERED).map(({ raw }) => raw));
  say(`runner A died: ${answered} answers are in the store, ${before - answered} questions were under way`);

  await job('B');
  const asked = server.requests.slice(before);
  const askedAgain = asked.filter(({ raw }) => paid.has(raw)).length;
  const second = world.told(pull);
  say(
    `runner B, empty disk: ${asked.length} questions, ${askedAgain} of them answered before; ${second.reviews.length} review`,
  );

  await job('command', dismissal(world, pull));
  say('a writer dismissed a finding, and that runner is gone as well');

  world.github.push(pull, world.git.commit('more', NEXT));
  await job('C', ['pull_request_target', world.github.payloads.pullRequest('synchronize', pull)]);
  const third = world.told(pull);
  const known = await lookInto(store, world, (log, { tails }) => ({
    runs: log.runs({ limit: 100 }).map(({ state }) => state),
    open: tails.filter(({ state }) => state === 'open').length,
  }));
  say(`runner C, empty disk, second push: ${third.comments.length - second.comments.length} findings raised twice`);
  say(`the store holds ${known?.runs.length ?? 0} runs`);
  return {
    store: store.url,
    answered,
    underWay: before - answered,
    askedAgain,
    askedBySecond: asked.length,
    ends,
    second,
    third,
    states: statesOf(world, pull),
    runs: (known?.runs ?? []).toReversed(),
    open: known?.open ?? 0,
  };
}

/** Lets the first runner work until so many answers are in the store, then lets its machine vanish. Answers how many are there. */
async function killed(runner: Runner, job: Job, { store, world, server, die }: Stage): Promise<number> {
  let isOver = false;
  void job.ended.then(() => (isOver = true));
  let answered = 0;
  while (answered < ANSWERED || server.calls === ANSWERED) {
    if (isOver) throw new Error(`runner A came no further than ${answered} answers`);
    await sleep(100);
    answered =
      (
        await lookInto(store, world, (log) => log.runs({ limit: 1 }).map(({ run }) => log.answeredCalls(run.id).length))
      )?.[0] ?? 0;
  }
  job.kill();
  await runner.killLitestream();
  await job.ended;
  die();
  return answered;
}

const GUEST = 'Guests are logged in without a password';

function dismissal(world: World, pull: Pull): readonly [string, unknown] {
  const { github } = world;
  const thread = github.state.threads.find(
    (one) => one.pull === pull && titleOf(one.comments[0]?.body ?? '') === GUEST,
  );
  if (thread === undefined) throw new Error('nothing was said about guests');
  const comment = github.reply(thread, 'grace', '/docket dismiss guests see the shop window only');
  return ['pull_request_review_comment', github.payloads.reviewComment(comment)];
}

function titleOf(body: string): string | null {
  const { mark } = readMarker(body);
  return mark?.kind === 'concern' ? mark.comment.title : null;
}

function statesOf(world: World, pull: Pull): Record<string, string> {
  const marks = world.github.state.threads
    .filter((one) => one.pull === pull)
    .map(({ comments: [first] }) => readMarker(first?.body ?? '').mark);
  return Object.fromEntries(
    marks.flatMap((mark) => (mark?.kind === 'concern' ? [[mark.comment.title, mark.state]] : [])),
  );
}
