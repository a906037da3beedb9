import { createGitHub } from '../../../forge/github/api/client.ts';
import { readPullRequest } from '../../../forge/github/read/pull-request.ts';
import { readRepositoryFile } from '../../../forge/github/read/repository-file.ts';
import type { ConfigSource } from '../../config/config.ts';
import { REPOSITORY_CONFIG_PATH } from '../../config/load-config.ts';
import { useNetwork } from '../../config/network.ts';
import { stateFile } from '../../config/state-home.ts';
import { scrubValue } from '../../known-secrets.ts';
import { openPullRequestWorkspace } from '../../pull-request/pull-request-workspace.ts';
import { DOCKET_VERSION } from '../../version.ts';
import type { Workspace } from '../../workspace.ts';
import type { Host } from '../host.ts';
import type { PullRequestAddress } from './pull-request-address.ts';

interface AddressRequest {
  readonly host: Host;
  readonly configFile: string | null;
  readonly flags: readonly ConfigSource[];
  readonly onProgress: (text: string) => void;
}

/**
 * Opens a pull request for a dry run: GitHub is asked about it, its objects are fetched into a bare repository of ours, and nothing is written
 * to either. The shared history is left alone: what one person tries is no review of the pull request.
 */
export async function openAddress(
  { ref: named, serverUrl, apiUrl, token: secret }: PullRequestAddress,
  { host, configFile, flags, onProgress }: AddressRequest,
): Promise<Workspace> {
  for (const notice of useNetwork()) onProgress(notice);
  const { signal } = new AbortController();
  const token = async () => secret;
  const userAgent = `docket/${DOCKET_VERSION}`;
  const github = createGitHub({
    apiUrl,
    serverUrl,
    token,
    userAgent,
    scrub: scrubValue,
    signal,
    onWait: onProgress,
    // Who typed the number knows that it is there: nothing has to be waited for.
    notThereMs: [],
  });
  const pull = await readPullRequest(github, named);
  const { owner, name, number } = pull.ref;
  const text = await readRepositoryFile(github, { owner, name }, pull.defaultBranch, REPOSITORY_CONFIG_PATH);
  const where = `${REPOSITORY_CONFIG_PATH} at ${pull.defaultBranch}`;
  const gitFolder = stateFile(`pulls/${pull.host.replaceAll(':', '_')}/${pull.repositoryId}.git`, host.environment);
  const onEvent = (event: { readonly kind: string; readonly text?: string }) => onProgress(event.text ?? event.kind);
  const place = await openPullRequestWorkspace(
    {
      host: {
        gitFolder,
        environment: host.environment,
        configFile,
        flags,
        serverUrl,
        token,
        signal,
        onProgress: onEvent,
      },
      ref: pull.ref,
      pull,
      label: `${owner}/${name}#${number}`,
      defaultBranch: text === null ? null : { text, where },
    },
    null,
  );
  const { effective } = place;
  return { ...place, effective: { ...effective, config: { ...effective.config, store: null } } };
}
