import type { ObjectId } from '../../../schemas/change-set.ts';
import { escapeLine, firstLine } from './escape-line.ts';
import type { HostEnvironment } from './git-environment.ts';
import { CAUTIOUS, FETCH, networkEnvironment } from './network.ts';
import type { Repository } from './repository.ts';
import { type GitPlace, missingObjects, runGit } from './run-git.ts';
import { fields } from './tree.ts';
import { filesOf, missingOf } from './wanted-files.ts';

export interface FetchMissingRequest {
  readonly repository: Repository;
  /** Commits whose files are read. */
  readonly whole: readonly ObjectId[];
  /** Commits of which only the files in `.github` are. */
  readonly settings: readonly ObjectId[];
  readonly environment: HostEnvironment;
  readonly onProgress: (text: string) => void;
}

const REMOTE = 'docket';
/** However fast it comes: what takes longer is fetched by git itself, once. */
const FETCH_MS = 10 * 60_000;
/** `git@host:path`, without anything that ssh could take for an option. */
const SHORT_SSH = /^(?:[\w.-]{1,64}@)?[A-Za-z0-9][\w.-]{0,253}:[^:\s]\S*$/;
const OWN_MACHINE: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Fetches the files that a partial clone left out, by their ids, from where it was cloned: what git would do by itself at a checkout. Only
 * where the operator says so. The repository's own configuration says from where, and nothing else: no hook, no program, no rewritten
 * address and no credential of it counts, those of the user do. Returns how many files came.
 */
export async function fetchMissing(request: FetchMissingRequest): Promise<number> {
  const { repository, whole, settings, onProgress } = request;
  const { place } = repository.room;
  const wanted = [...(await filesOf(place, whole)), ...(await filesOf(place, settings, '.github'))];
  const missing = await missingOf(place, [...new Set(wanted)]);
  if (missing.length === 0) return 0;
  const url = await origin(repository);
  const count = `${missing.length} file${missing.length === 1 ? '' : 's'}`;
  onProgress(`fetching ${count} that the clone left out, from ${escapeLine(url)}`);
  const input = Buffer.from(missing.map((id) => `${id}\n`).join(''));
  const args = [...FETCH, '--filter=blob:none', '--stdin', REMOTE];
  const answer = await runGit(await networkPlace(request, url), args, { input, codes: [0, 1, 128, 129] });
  const why =
    answer.code === 0
      ? (await missingOf(place, missing)).length > 0 && 'the other end has not all of them'
      : firstLine(answer.stderr);
  if (why !== false)
    throw missingObjects(repository.outside, `${count}, which could not be fetched: ${why || 'no reason given'}`);
  return missing.length;
}

/** Our own bare repository, that writes where the clone keeps its objects. */
async function networkPlace({ repository, environment }: FetchMissingRequest, url: string): Promise<GitPlace> {
  const { room, outside, discovery } = repository;
  const { GIT_CONFIG_GLOBAL: _global, GIT_CONFIG_NOSYSTEM: _system, ...quiet } = room.place.environment;
  const agent = environment['SSH_AUTH_SOCK'];
  const users = {
    ...quiet,
    HOME: outside.environment['HOME'] ?? '/',
    ...(outside.environment['XDG_CONFIG_HOME'] && { XDG_CONFIG_HOME: outside.environment['XDG_CONFIG_HOME'] }),
  };
  return {
    ...room.place,
    leashed: true,
    environment: {
      ...users,
      ...networkEnvironment(environment),
      ...(agent !== undefined && { SSH_AUTH_SOCK: agent }),
      GIT_OBJECT_DIRECTORY: discovery.objects,
      GIT_ALLOW_PROTOCOL: protocolOf(url) ?? '',
    },
    settings: [
      ...CAUTIOUS,
      'core.sshCommand=ssh -o BatchMode=yes',
      `remote.${REMOTE}.promisor=true`,
      `remote.${REMOTE}.partialclonefilter=blob:none`,
      `remote.${REMOTE}.url=${url}`,
      'fetch.negotiationAlgorithm=noop',
      ...(await helpersOf({ ...room.place, environment: users })),
    ],
    signal: AbortSignal.any([room.place.signal, AbortSignal.timeout(FETCH_MS)]),
  };
}

/** How the user keeps credentials: the reviewed configuration is out of sight here. */
async function helpersOf(place: GitPlace): Promise<string[]> {
  const names = String.raw`^credential(\..*)?\.(helper|username|usehttppath)$`;
  // What every call is told stands last, and is left out; git says which is which.
  const args = ['config', '--null', '--show-scope', '--get-regexp', names];
  const found = [...fields((await runGit(place, args, { codes: [0, 1] })).stdout)].map((field) =>
    field.toString('utf8'),
  );
  const helpers: string[] = [];
  for (let at = 0; at + 1 < found.length; at += 2) {
    const [scope, entry = ''] = [found[at], found[at + 1]];
    const cut = entry.indexOf('\n');
    const name = entry.slice(0, cut === -1 ? undefined : cut);
    if ((scope === 'global' || scope === 'system') && !name.includes('='))
      helpers.push(cut === -1 ? name : `${name}=${entry.slice(cut + 1)}`);
  }
  return helpers;
}

/** Where the clone came from. */
async function origin(repository: Repository): Promise<string> {
  const { outside } = repository;
  const read = async (...args: string[]) =>
    (await runGit(outside, ['config', '--local', '--null', ...args], { codes: [0, 1] })).stdout
      .toString('utf8')
      .split('\0');
  const [named = ''] = await read('--get', 'extensions.partialclone');
  const promisors = (await read('--bool', '--get-regexp', String.raw`^remote\..*\.promisor$`)).flatMap((line) =>
    line.endsWith('\ntrue') ? [line.slice('remote.'.length, line.indexOf('\n') - '.promisor'.length)] : [],
  );
  const remote = named === '' ? promisors[0] : named;
  if (remote === undefined) throw missingObjects(outside, 'files, and it is no partial clone of anything');
  const [url = ''] = await read('--get', `remote.${remote}.url`);
  if (protocolOf(url) !== null) return url;
  const way = URL.canParse(url) ? escapeLine(new URL(url).protocol) : 'an address that is none';
  throw missingObjects(
    outside,
    `Docket fetches by https or ssh, from an address without credentials, and the clone came by ${way}`,
  );
}

/** Null where it is none that may be used. Plain http goes to this machine only. */
function protocolOf(url: string): 'https' | 'http' | 'ssh' | null {
  if (!url.includes('://')) return SHORT_SSH.test(url) ? 'ssh' : null;
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, username, password } = new URL(url);
  if (password !== '' || hostname.startsWith('-')) return null;
  if (protocol === 'ssh:') return 'ssh';
  if (username !== '') return null;
  if (protocol === 'https:') return 'https';
  return protocol === 'http:' && OWN_MACHINE.has(hostname) ? 'http' : null;
}
