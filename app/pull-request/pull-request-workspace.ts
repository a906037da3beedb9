import { fetchObjects } from '../../forge/github/objects/fetch-objects.ts';
import { openRepository } from '../../forge/local/git/repository.ts';
import type { ObjectId } from '../../schemas/change-set.ts';
import { type ConfigFile, loadConfig, REPOSITORY_CONFIG_PATH } from '../config/load-config.ts';
import type { Workspace } from '../workspace.ts';
import type { PullContext } from './context.ts';
import type { PullRequestHost } from './host.ts';

/** A pull request whose objects are on this machine. */
export interface PullRequestWorkspace extends Workspace {
  /** Whether the commit that was reviewed last is there too, to see what was touched since. */
  readonly hasSince: boolean;
}

/** As much of a pull request, and of the machine, as opening it takes. */
type ToOpen = Pick<PullContext, 'ref' | 'pull' | 'label' | 'defaultBranch'> & {
  readonly host: Pick<
    PullRequestHost,
    'gitFolder' | 'environment' | 'configFile' | 'flags' | 'serverUrl' | 'token' | 'signal' | 'onProgress' | 'tighten'
  >;
};

/**
 * Fetches what the review of a pull request reads, and puts its configuration together: rules from the tip of the base, what sees less only
 * where the default branch says it too, everything else from the operator. The head decides nothing.
 */
export async function openPullRequestWorkspace(context: ToOpen, since: ObjectId | null): Promise<PullRequestWorkspace> {
  const { host, ref, pull, label } = context;
  const { gitFolder: cwd, environment, configFile: file, flags } = host;
  const { base, head, title, body, labels } = pull;
  const { mergeBase, hasSince } = await fetchObjects({
    folder: cwd,
    url: `${host.serverUrl}/${ref.owner}/${ref.name}.git`,
    token: host.token,
    commits: { base: base.commit, head: head.commit },
    pull: ref.number,
    environment,
    onProgress: (text) => host.onProgress({ kind: 'notice', text }),
    signal: host.signal,
    ...(since === null ? {} : { since }),
  });
  const repository = await openRepository(cwd, environment, { shownAs: label });
  try {
    const bytes = await repository.readAt(base.commit, REPOSITORY_CONFIG_PATH);
    const where = `${REPOSITORY_CONFIG_PATH} at ${base.branch} (${base.commit.slice(0, 7)})`;
    const rules: ConfigFile | null = bytes === null ? null : { text: new TextDecoder().decode(bytes), where };
    const { defaultBranch } = context;
    const loaded = loadConfig({ environment, repository: rules, defaultBranch, file, flags });
    const effective = { ...loaded, config: host.tighten?.(loaded.config) ?? loaded.config };
    const facts = { label, base: base.commit, mergeBase, head: head.commit, title, body, labels };
    const source = { kind: 'pull-request' as const, pull: facts };
    // The objects of another default branch are not here, and half of the word is none.
    const standing = base.branch === pull.defaultBranch ? [base.commit] : null;
    return { cwd, source, repository, effective, standing, hasSince, close: () => repository.close() };
  } catch (error) {
    await repository.close();
    throw error;
  }
}
