import type { PullRequestRef } from '../../../forge/github/read/pull-request.ts';
import { InputError } from '../../../schemas/problem.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** A pull request by its address, on the one GitHub that the operator named, and with what it may be read there. */
export interface PullRequestAddress {
  readonly ref: PullRequestRef;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly token: string;
}

const GITHUB = { serverUrl: 'https://github.com', apiUrl: 'https://api.github.com' } as const;
/** A token of these belongs to github.com, as everywhere else; another host has to be given one by its own name. */
const TOKENS_OF_GITHUB = ['GH_TOKEN', 'GITHUB_TOKEN'] as const;
const OWN_TOKEN = 'DOCKET_GITHUB_TOKEN';
const PULL = /^\/([A-Za-z0-9-]{1,100})\/([\w.-]{1,100})\/pull\/([1-9]\d{0,8})(?:\/.*)?$/;

/** Whether an argument is meant as an address: no revision of git has this form. */
export function isAddress(text: string): boolean {
  return /^[a-z][a-z+.-]*:\/\//i.test(text);
}

/**
 * Reads the address of a pull request. Nothing is asked yet: a host that the operator did not name never hears of the token.
 *
 * @throws InputError for any other address, and where no token is there.
 */
export function pullRequestAddress(text: string, variables: Variables): PullRequestAddress {
  const { serverUrl, apiUrl } = serverOf(variables);
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.username !== '' || url.password !== '' || url.origin !== new URL(serverUrl).origin) {
    throw new InputError({
      what: `only pull requests of ${serverUrl} are read: a token goes to no other host, and nothing was asked`,
      where: url === null || url.username !== '' || url.password !== '' ? 'the address' : url.origin,
      remedy: 'For an Enterprise Server set DOCKET_SERVER_URL, DOCKET_API_URL and DOCKET_GITHUB_TOKEN.',
    });
  }
  const [, owner, name, number] = PULL.exec(url.pathname) ?? [];
  if (owner === undefined || name === undefined) {
    throw new InputError({
      what: 'this is not the address of a pull request',
      where: url.href,
      remedy: `It looks like ${serverUrl}/OWNER/NAME/pull/7.`,
    });
  }
  const names = new URL(serverUrl).origin === GITHUB.serverUrl ? [OWN_TOKEN, ...TOKENS_OF_GITHUB] : [OWN_TOKEN];
  const token = names.map((variable) => variables[variable]).find((value) => value !== undefined && value !== '');
  if (token === undefined) {
    throw new InputError({
      what: `there is no token to read ${serverUrl} with`,
      where: names.join(', '),
      remedy:
        'Make one that may only read (contents, pull requests), and put it into DOCKET_GITHUB_TOKEN. Nothing is ever written with it.',
    });
  }
  return { ref: { owner, name, number: Number(number) }, serverUrl, apiUrl, token };
}

/** By the same variables as the App. */
function serverOf(variables: Variables): { readonly serverUrl: string; readonly apiUrl: string } {
  const { DOCKET_SERVER_URL: server, DOCKET_API_URL: api } = variables;
  if ((server ?? '') === '' && (api ?? '') === '') return GITHUB;
  const [serverUrl, apiUrl] = [server, api].map((text) => {
    const url = text !== undefined && URL.canParse(text) ? new URL(text) : null;
    return url !== null && /^https?:$/.test(url.protocol) ? url.href.replace(/\/$/, '') : null;
  });
  if (typeof serverUrl === 'string' && typeof apiUrl === 'string') return { serverUrl, apiUrl };
  throw new InputError({
    what: 'the GitHub that is meant is only half named',
    where: 'DOCKET_SERVER_URL, DOCKET_API_URL',
    remedy: 'Set both, as in https://ghe.example and https://ghe.example/api/v3; or neither, for github.com.',
  });
}
