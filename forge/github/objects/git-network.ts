import { Buffer } from 'node:buffer';
import { InfrastructureError, InputError } from '../../../schemas/problem.ts';
import { escapeLine, firstLine } from '../../local/git/escape-line.ts';
import { gitEnvironment, type HostEnvironment } from '../../local/git/git-environment.ts';
import { CAUTIOUS, FETCH, networkEnvironment } from '../../local/git/network.ts';
import { type GitPlace, runGit } from '../../local/git/run-git.ts';

/** Where objects come from and where they go. */
export interface NetworkRequest {
  /** A bare repository of ours. */
  readonly folder: string;
  /** The repository on GitHub, without credentials. */
  readonly url: string;
  readonly token: () => Promise<string>;
  /** The caller's environment: PATH, proxies and certificates are taken from it. */
  readonly environment: HostEnvironment;
  readonly signal: AbortSignal;
}

/** The other end said no; asking again would not change that. */
export class FetchRefused extends InfrastructureError {}

const REMOTE = 'docket';
const SETTINGS = [...CAUTIOUS, `remote.${REMOTE}.promisor=true`, `remote.${REMOTE}.partialclonefilter=blob:none`];
/** Git without any network, in the folder; objects that are not there are missing, and not looked for elsewhere. */
export function offlinePlace({ folder, url, environment, signal }: Omit<NetworkRequest, 'token'>): GitPlace {
  const quiet = { GIT_DIR: folder, GIT_CONFIG_GLOBAL: '/dev/null' };
  return {
    cwd: folder,
    shownAs: url,
    environment: { ...gitEnvironment(environment, folder), ...quiet },
    settings: ['core.filesRefLockTimeout=10000'],
    signal,
  };
}

/** Refuses everything but a plain web address. */
export function checkAddress(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : null;
  const isPlain = address !== null && address.username === '' && address.password === '';
  if (isPlain && (address.protocol === 'https:' || address.protocol === 'http:')) return address;
  throw new InputError({
    what: 'this is not the web address of a repository',
    where: isPlain ? escapeLine(url) : 'an address with credentials, or none at all',
    remedy: 'Hand over an address like https://github.com/owner/name.git; the token goes another way.',
  });
}

/**
 * Fetches objects by their ids, without files, or only the files that are named. Nothing is written but objects. The token is in the
 * environment of git alone: not in its arguments, not in the address, not in a file.
 */
export async function fetchByIds(
  request: NetworkRequest,
  ids: readonly string[],
  kind: 'commits' | 'files',
): Promise<void> {
  const { url, token } = request;
  const { protocol, href } = checkAddress(url);
  const offline = offlinePlace(request);
  const credentials = Buffer.from(`x-access-token:${await token()}`, 'utf8').toString('base64');
  const place: GitPlace = {
    ...offline,
    leashed: true,
    environment: {
      ...offline.environment,
      ...networkEnvironment(request.environment),
      GIT_ALLOW_PROTOCOL: protocol.slice(0, -1),
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `http.${href}.extraheader`,
      GIT_CONFIG_VALUE_0: `Authorization: Basic ${credentials}`,
    },
    settings: [
      ...SETTINGS,
      `remote.${REMOTE}.url=${href}`,
      // What is asked for is known to be missing; telling what is here would only make the other end leave it out.
      `fetch.negotiationAlgorithm=${kind === 'files' ? 'noop' : 'consecutive'}`,
    ],
  };
  const input = Buffer.from(ids.map((id) => `${id}\n`).join(''));
  const answer = await runGit(place, [...FETCH, '--filter=blob:none', '--stdin', REMOTE], {
    input,
    codes: [0, 1, 128, 129],
  });
  if (answer.code !== 0) throw refusalOf(answer.stderr, href);
}

function refusalOf(stderr: string, where: string): InfrastructureError {
  const what = `git fetch failed: ${firstLine(stderr) || 'no reason given'}`;
  if (/not our ref|unadvertised object/i.test(stderr)) {
    return new InfrastructureError({
      what: 'GitHub does not have a commit of this pull request any more',
      where,
      remedy: 'It was pushed over meanwhile; the newest head has a run of its own.',
    });
  }
  if (/returned error: 40[134]|authentication failed|could not read username|not found/i.test(stderr)) {
    return new FetchRefused({
      what,
      where,
      remedy: 'Give the token `contents: read` on this repository, and check that the address is right.',
    });
  }
  if (/redirect|returned error: 30\d/i.test(stderr)) {
    return new FetchRefused({
      what,
      where,
      remedy: 'The address leads elsewhere, and Docket does not follow it with a token: was the repository renamed?',
    });
  }
  return new InfrastructureError({ what, where, remedy: 'Check that GitHub can be reached from here, and try again.' });
}
