import { afterAll } from 'vitest';
import { GitRepository } from '../../support/git-repository.ts';
import { type GitHubOptions, type GitHubStandIn, startGitHub } from '../../support/github/github.ts';
import type { Permissions, Pull, Repository } from '../../support/github/state.ts';

export const LINES = Array.from({ length: 60 }, (_, index) => `line ${index + 1}`);
export const textOf = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

/** What came back: the parsed JSON, or the text. */
export interface Got {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

interface Made {
  readonly git: GitRepository;
  readonly base: string;
  readonly head: string;
}

let made: Made | null = null;
afterAll(() => made?.git.remove());

/** Made once a file of tests: nobody changes its branches. */
function makeRepository(): Made {
  const git = new GitRepository();
  const base = git.commit('base', { 'a.txt': textOf(LINES), 'old.txt': textOf(LINES.slice(0, 20)) });
  git.git('checkout', '--quiet', '--detach');
  const lines = LINES.with(9, 'changed').toSpliced(29, 1);
  return { git, base, head: git.commit('change', { 'a.txt': textOf(lines), 'new.txt': 'one\ntwo\n' }) };
}

/**
 * A GitHub with `octo/project`: `a.txt` has 60 lines, the change replaces line 10, removes line 30 and adds `new.txt`. It speaks
 * bare HTTP, so that nothing but the stand-in is looked at.
 */
export class StandInScene {
  readonly github: GitHubStandIn;
  readonly git: GitRepository;
  readonly base: string;
  readonly head: string;
  readonly repository: Repository;
  readonly pull: Pull;
  /** A job's token with every permission. */
  readonly token: string;

  private constructor(github: GitHubStandIn, given: Made & { readonly private: boolean }) {
    this.github = github;
    this.git = given.git;
    this.base = given.base;
    this.head = given.head;
    const { path: from } = given.git;
    this.repository = github.addRepository({ owner: 'octo', name: 'project', from, private: given.private });
    this.pull = github.openPull({ repository: this.repository, from: given.head, branch: 'change', author: 'ada' });
    this.token = github.token({ identity: 'actions' });
  }

  static async open(options: GitHubOptions & { readonly private?: boolean } = {}): Promise<StandInScene> {
    made ??= makeRepository();
    return new StandInScene(await startGitHub(options), { ...made, private: options.private ?? false });
  }

  /** A commit that is on no branch, on top of another one. */
  commit(parent: string, files: Readonly<Record<string, string | null>>): string {
    this.git.git('checkout', '--quiet', '--detach', parent);
    for (const [path, text] of Object.entries(files))
      if (text === null) this.git.git('rm', '--quiet', '--ignore-unmatch', path);
    const written = Object.entries(files).flatMap(([path, text]) => (text === null ? [] : [[path, text] as const]));
    return this.git.commit('more', Object.fromEntries(written));
  }

  close(): Promise<void> {
    return this.github.close();
  }

  /** Asks below `/repos/octo/project` unless the path begins with two slashes; `null` sends no token. */
  async rest(
    method: string,
    path: string,
    given: { readonly body?: unknown; readonly token?: string | null; readonly accept?: string } = {},
  ): Promise<Got> {
    const at = path.startsWith('//') ? path.slice(1) : `/repos/octo/project${path}`;
    const token = given.token === undefined ? this.token : given.token;
    const response = await fetch(at.startsWith('/http') ? at.slice(1) : `${this.github.apiUrl}${at}`, {
      method,
      headers: {
        'user-agent': 'stand-in test',
        ...(given.accept === undefined ? {} : { accept: given.accept }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
    });
    return gotOf(response);
  }

  /** A GraphQL request; its answer has `data` and `errors`. */
  async graph(query: string, variables: object = {}, token: string = this.token): Promise<Got> {
    const url = this.github.apiUrl.endsWith('/api/v3')
      ? this.github.apiUrl.replace(/\/v3$/, '/graphql')
      : `${this.github.apiUrl}/graphql`;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'user-agent': 'stand-in test', authorization: `bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return gotOf(response);
  }

  tokenWith(permissions: Permissions): string {
    return this.github.token({ identity: 'actions', permissions });
  }
}

async function gotOf(response: Response): Promise<Got> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, headers: response.headers, body: isJson && text !== '' ? JSON.parse(text) : text };
}

/** Walks into parsed JSON: `at(body, 'data', 'viewer', 'login')`, `at(list, 0, 'id')`. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<string | number, unknown>)[name] : undefined,
    value,
  );
}

/** A comment of a review in a request. */
export const comment = (line: number, more: object = {}): object => ({
  path: 'a.txt',
  line,
  side: 'RIGHT',
  body: `about ${line}`,
  ...more,
});
