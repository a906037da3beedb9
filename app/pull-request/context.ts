import type { Conversation } from '../../forge/github/read/conversation.ts';
import { type Opening, readOpening } from '../../forge/github/read/opening.ts';
import type { PullRequest } from '../../forge/github/read/pull-request.ts';
import type { SecretScanner } from '../../forge/forge.ts';
import type { Config } from '../../schemas/config.ts';
import type { Problem } from '../../schemas/problem.ts';
import type { TrustDomain } from '../../schemas/run.ts';
import { type ConfigFile, loadConfig, REPOSITORY_CONFIG_PATH } from '../config/load-config.ts';
import type { PullRequestHost } from './host.ts';
import type { PullRequestName } from './intent.ts';
import { type ConversationReader, createConversationReader } from './conversation-reader.ts';

/** A pull request as it is now, and what may be done with it. */
export interface PullContext {
  readonly host: PullRequestHost;
  readonly ref: PullRequestName;
  readonly pull: PullRequest;
  /** As it was when the work began. */
  readonly conversation: Conversation;
  /** As it is later. */
  readonly reading: ConversationReader;
  /** `owner/name#7`: what the log calls it. */
  readonly label: string;
  readonly trust: TrustDomain;
  /** The configuration as far as it is known without the base branch: what the default branch and the operator say. */
  readonly powers: Config;
  readonly defaultBranch: ConfigFile | null;
  /** Searches what is about to leave; `handleIntent` closes it. */
  readonly scanner: SecretScanner;
  /** What goes wrong without stopping the work. */
  readonly problems: Problem[];
}

/** What every event is handled with. */
export interface ContextTools {
  readonly host: PullRequestHost;
  readonly scanner: SecretScanner;
}

/** What work on a pull request begins with; whoever has to know it earlier hands it on. */
export const openingOf = (host: Pick<PullRequestHost, 'github'>, named: PullRequestName): Promise<Opening> =>
  readOpening(host.github, named, REPOSITORY_CONFIG_PATH);

/** Reads a pull request anew: whatever an event said of it may be old by now. */
export async function openContext(named: PullRequestName, tools: ContextTools): Promise<PullContext> {
  const { host, scanner } = tools;
  const { github, environment, configFile: file, flags } = host;
  const { pull, conversation, file: configText } = host.opening ?? (await openingOf(host, named));
  // The event may have an older name of the repository: git, unlike the API, is not led on from it with a token.
  const { ref } = pull;
  const { owner, name } = ref;
  const text = await configText();
  const defaultBranch = text === null ? null : { text, where: `${REPOSITORY_CONFIG_PATH} at ${pull.defaultBranch}` };
  const { config } = loadConfig({ environment, repository: null, defaultBranch, file, flags });
  const powers = host.tighten?.(config) ?? config;
  for (const thread of conversation.tampered) {
    const text = `somebody edited a comment of ours, so what it remembers is not believed: ${thread}`;
    host.onProgress({ kind: 'notice', text });
  }
  return {
    host,
    ref,
    pull,
    conversation,
    reading: createConversationReader(github, ref, host.clock),
    label: `${owner}/${name}#${ref.number}`,
    trust: pull.fromFork ? 'fork' : 'trusted',
    powers,
    defaultBranch,
    scanner,
    problems: [],
  };
}
