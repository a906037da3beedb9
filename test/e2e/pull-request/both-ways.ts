import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMarker } from '../../../forge/github/publish/marker.ts';
import { ServeScene, type ServeProcess } from '../../app/webhook/serve-scene.ts';
import type { GitHubStandIn } from '../../support/github/github.ts';
import type { Pull } from '../../support/github/state.ts';
import { World } from './world.ts';

type Files = Readonly<Record<string, string>>;

/** A repository whose pull requests Docket reviews, one way or the other. Both ways tell the same. */
export interface Way {
  /** A new pull request on the base, reviewed. */
  opened(files: Files): Promise<Pull>;
  /** A pull request whose head is its base, reviewed. */
  openedEmpty(): Promise<Pull>;
  /** A person with write permission dismisses what has this title. */
  dismissed(pull: Pull, title: string): Promise<void>;
  /** One more commit, reviewed. */
  pushed(pull: Pull, files: Files): Promise<void>;
  /** From here on this operator's configuration counts. */
  configure(config: unknown): Promise<void>;
  told(pull: Pull): Told;
  /** The code of the job that ended last, null when it was killed; a server goes on. */
  code(): number | null | 'goes on';
  close(): Promise<void>;
}

/** What people see. */
interface Told {
  /** Conclusion and title of the newest check of the head. */
  readonly check: string;
  /** Each thread as its place and its first comment. */
  readonly threads: readonly {
    readonly path: string;
    readonly title: string;
    /** Per mille, as it was read. */
    readonly confidence: number | null;
    readonly body: string;
  }[];
  /** The summary of the check and the comments of the conversation. */
  readonly text: string;
}

function toldOn({ state }: GitHubStandIn, pull: Pull): Told {
  const run = state.checkRuns.findLast(({ headCommit }) => headCommit === pull.headCommit);
  const comments = state.issueComments.filter((one) => one.pull === pull).map(({ body }) => body);
  return {
    check: `${run?.conclusion}: ${run?.title}`,
    threads: state.threads
      .filter((one) => one.pull === pull)
      .map(({ path, comments: [first] }) => {
        const { mark, rest } = readMarker(first?.body ?? '');
        const said = mark?.kind === 'concern' ? mark.comment : null;
        return { path, title: said?.title ?? 'no mark', confidence: said?.confidence ?? null, body: rest };
      }),
    text: [run?.summary ?? '', ...comments].join('\n').replaceAll('\\', ''),
  };
}

/** The thread with this title. */
function threadOf({ state }: GitHubStandIn, pull: Pull, title: string) {
  const found = state.threads.find(
    (one) => one.pull === pull && one.comments[0]?.body.includes(title.replaceAll('`', '')),
  );
  if (found === undefined) throw new Error(`nothing says "${title}"`);
  return found;
}

/** Jobs of GitHub Actions, each a process of its own. */
export async function throughAction(base: Files): Promise<Way> {
  const world = await World.open(base);
  const history = join(world.folder, 'history.db');
  let config: string | null = null;
  let code: number | null = null;
  const job = async (pull: Pull, event?: readonly [string, unknown]) => {
    const inputs = { 'fail-on': 'critical', ...(config !== null && { config }) };
    ({ code } = await world.start(pull, { inputs, history, ...(event && { event }) }).ended);
  };
  const opened = async (pull: Pull) => {
    await job(pull);
    return pull;
  };
  return {
    opened: (files) => opened(world.pull({ files })),
    openedEmpty: () =>
      opened(world.github.openPull({ repository: world.repository, from: 'main', branch: 'same', author: 'ada' })),
    dismissed: async (pull, title) => {
      const said = world.github.reply(threadOf(world.github, pull, title), 'grace', '/docket dismiss it is a test');
      await job(pull, ['pull_request_review_comment', world.github.payloads.reviewComment(said)]);
    },
    pushed: async (pull, files) => {
      world.git.git('checkout', '--quiet', '--force', pull.headBranch);
      world.github.push(pull, world.git.commit('more', files));
      await job(pull, ['pull_request_target', world.github.payloads.pullRequest('synchronize', pull)]);
    },
    configure: async (value) => {
      config = JSON.stringify(value);
    },
    told: (pull) => toldOn(world.github, pull),
    code: () => code,
    close: () => world.close(),
  };
}

/** The App: a server that GitHub tells what happened. */
export async function throughApp(base: Files): Promise<Way> {
  const scene = await ServeScene.open(base);
  const { github, repository } = scene;
  const serve = async (given: Readonly<Record<string, string>> = {}): Promise<ServeProcess> => {
    const started = await scene.serve(given);
    await started.printed('GitHub confirms who we are');
    return started;
  };
  let server = await serve();
  let count = 0;
  const deliver = async (event: string, payload: unknown, pull: Pull) => {
    const id = `delivery-${(count += 1)}`;
    await github.deliver(event, payload, { id });
    await server.printed(`"delivery":"${id}","lane":"acme/shop#${pull.number}","state":"done"`);
  };
  const opened = async (pull: Pull) => {
    await deliver('pull_request', github.payloads.pullRequest('opened', pull), pull);
    return pull;
  };
  return {
    opened: (files) => opened(scene.openPull(`change-${(count += 1)}`, files)),
    openedEmpty: () => opened(github.openPull({ repository, from: 'main', branch: 'same', author: 'ada' })),
    dismissed: async (pull, title) => {
      const said = github.reply(threadOf(github, pull, title), 'ada', '/docket dismiss it is a test');
      await deliver('pull_request_review_comment', github.payloads.reviewComment(said), pull);
    },
    pushed: async (pull, files) => {
      scene.push(pull, 'more', files);
      await deliver('pull_request', github.payloads.pullRequest('synchronize', pull), pull);
    },
    configure: async (value) => {
      await server.end('SIGTERM');
      const file = join(scene.folder, 'operator.yml');
      writeFileSync(file, JSON.stringify(value));
      server = await serve({ DOCKET_CONFIG: file });
    },
    told: (pull) => toldOn(github, pull),
    code: () => 'goes on',
    close: async () => {
      await server.end('SIGTERM');
      await scene.close();
    },
  };
}
