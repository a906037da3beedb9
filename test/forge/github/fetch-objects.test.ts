import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { fetchObjects, type FetchRequest } from '../../../forge/github/objects/fetch-objects.ts';
import { openRepository, type Repository } from '../../../forge/local/git/repository.ts';
import { ObjectId } from '../../../schemas/change-set.ts';
import { InfrastructureError, InputError } from '../../../schemas/problem.ts';
import { MACHINE_PATH, temporaryFolder } from '../local/sandbox.ts';
import { startServer } from './http-server.ts';
import { StandInScene } from './stand-in-scene.ts';
import { endWithTest } from '../../support/end-with-test.ts';

const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );
const encoded = (token: string): string => Buffer.from(`x-access-token:${token}`).toString('base64');
const isLinux = existsSync('/proc/self/cmdline');

let scene: StandInScene;
beforeAll(async () => {
  scene = await StandInScene.open({ private: true });
});
afterAll(() => scene.close());

async function requestFor(more: Partial<FetchRequest> = {}): Promise<FetchRequest & { readonly said: string[] }> {
  const said: string[] = [];
  return {
    folder: join(await temporaryFolder(), 'cache', 'objects.git'),
    url: `${scene.github.serverUrl}/octo/project.git`,
    token: async () => scene.token,
    commits: { base: scene.base, head: scene.head },
    pull: 1,
    environment: { PATH: MACHINE_PATH },
    onProgress: (text) => said.push(text),
    signal: new AbortController().signal,
    ...more,
    said,
  };
}

/** Plain git in the folder, as somebody who looks afterwards. */
function look(folder: string, ...args: string[]): string {
  return execFileSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: MACHINE_PATH, GIT_DIR: folder },
  }).trim();
}

function isThere(folder: string, object: string): boolean {
  try {
    look(folder, 'cat-file', '-e', object);
    return true;
  } catch {
    // What git does not find is the answer.
    return false;
  }
}

const NOWHERE = ObjectId.parse('1'.repeat(40));

describe('an error names the pull request, never our folder', () => {
  test('where there is no git', async () => {
    const request = await requestFor();
    const told = fetchObjects({ ...request, environment: { PATH: request.folder } });
    await expect(told).rejects.toMatchObject({ where: request.url });
  });

  test.each<readonly [string, (repository: Repository) => Promise<unknown>]>([
    ['where a branch is not there', (repository) => repository.resolve('nowhere')],
    ['where a commit is not there', (repository) => repository.namesIn(NOWHERE, ['src'])],
    [
      'where git is ended while it reads',
      async (repository) => {
        // As if it had been killed: it finds no repository.
        await rm(repository.room.folder, { recursive: true });
        return repository.objects.read(NOWHERE);
      },
    ],
  ])('%s', async (_, ask) => {
    const request = await requestFor();
    await fetchObjects(request);
    const repository = await openRepository(request.folder, { PATH: MACHINE_PATH }, { shownAs: 'acme/shop#7' });
    onTestFinished(() => repository.close());
    await expect(ask(repository)).rejects.toMatchObject({ where: 'acme/shop#7' });
  });
});

describe('after a fetch', () => {
  test('commits, trees and the files at both ends are there, and no file of older commits', async () => {
    const { git } = scene;
    const older = scene.commit(scene.base, { 'a.txt': 'for a while\n' });
    const head = scene.commit(older, { 'a.txt': 'at the end\n', link: 'x\n' });
    const pull = scene.github.openPull({ repository: scene.repository, from: head, branch: 'two-commits' });
    const request = await requestFor({ commits: { base: scene.base, head }, pull: pull.number });

    expect(await fetchObjects(request)).toEqual({ mergeBase: scene.base, hasSince: false });

    const { folder } = request;
    expect(isThere(folder, `${older}^{tree}`)).toBe(true);
    for (const path of ['a.txt', 'old.txt']) {
      expect(isThere(folder, git.git('rev-parse', `${scene.base}:${path}`).trim())).toBe(true);
    }
    expect(look(folder, 'cat-file', 'blob', `${head}:a.txt`)).toBe('at the end');
    expect(isThere(folder, git.git('rev-parse', `${older}:a.txt`).trim())).toBe(false);
    expect(request.said).toEqual(['fetching commits and trees', 'fetching 4 files']);
    expect(look(folder, 'for-each-ref', '--format=%(refname) %(objectname)').split('\n')).toEqual([
      `refs/docket/pull/${pull.number}/base ${scene.base}`,
      `refs/docket/pull/${pull.number}/head ${head}`,
    ]);
  });

  test('the next head brings only what is new, and the last one is compared with', async () => {
    const request = await requestFor();
    await fetchObjects(request);
    const head = scene.commit(scene.head, { 'new.txt': 'three\n' });
    const pull = scene.github.openPull({ repository: scene.repository, from: head, branch: 'pushed' });
    request.said.length = 0;
    const again = { ...request, commits: { base: scene.base, head }, pull: pull.number, since: scene.head };
    expect(await fetchObjects(again)).toEqual({ mergeBase: scene.base, hasSince: true });
    expect(request.said).toEqual(['fetching commits and trees', 'fetching 1 file']);
  });

  test('on a new machine the last head is fetched too, with what changed since', async () => {
    const head = scene.commit(scene.head, { 'new.txt': 'four\n' });
    const pull = scene.github.openPull({ repository: scene.repository, from: head, branch: 'elsewhere' });
    const commits = { base: scene.base, head };
    const request = await requestFor({ commits, pull: pull.number, since: scene.head });
    expect(await fetchObjects(request)).toEqual({ mergeBase: scene.base, hasSince: true });
    expect(look(request.folder, 'cat-file', 'blob', `${scene.head}:new.txt`)).toBe('one\ntwo');
  });

  test('of the default branch only our own folder is there', async () => {
    const defaultTip = scene.commit(scene.base, { '.github/docket.yml': 'x: 1\n', 'big.bin': 'big\n' });
    scene.github.pushBranch(scene.repository, 'develop', defaultTip);
    const request = await requestFor({ commits: { base: scene.base, head: scene.head, defaultTip } });
    await fetchObjects(request);
    expect(look(request.folder, 'cat-file', 'blob', `${defaultTip}:.github/docket.yml`)).toBe('x: 1');
    expect(isThere(request.folder, scene.git.git('rev-parse', `${defaultTip}:big.bin`).trim())).toBe(false);
  });
});

describe('commits that are gone', () => {
  /** A GitHub of its own, which forgets what no ref holds. */
  async function forgetful() {
    const own = await StandInScene.open();
    const head = own.commit(own.base, { 'a.txt': `${Date.now()}\n` });
    const pull = own.github.openPull({ repository: own.repository, from: head, branch: 'forced' });
    const next = own.commit(own.base, { 'a.txt': 'pushed over\n' });
    own.github.push(pull, next);
    const { folder } = own.repository;
    for (const args of [
      ['reflog', 'expire', '--expire=now', '--all'],
      ['gc', '--quiet', '--prune=now'],
    ]) {
      execFileSync('git', args, { cwd: folder, env: { PATH: MACHINE_PATH } });
    }
    const url = `${own.github.serverUrl}/octo/project.git`;
    return { own, head, next, url, token: async () => own.token, pull: pull.number };
  }

  test('the last head: everything counts as new; the head itself: it is said', async () => {
    const { own, head, next, ...rest } = await forgetful();
    const request = await requestFor({ ...rest, commits: { base: own.base, head: next }, since: head });
    expect(await fetchObjects(request)).toEqual({ mergeBase: own.base, hasSince: false });

    const gone = await requestFor({ ...rest, commits: { base: own.base, head } });
    expect(await errorOf(fetchObjects(gone))).toMatchObject({
      message: 'GitHub does not have a commit of this pull request any more',
      remedy: expect.stringContaining('pushed over'),
    });
    await own.close();
  });

  test('the repository of the head: its commits are in the one of the pull request', async () => {
    const { git } = scene;
    const fork = scene.github.addRepository({ owner: 'eve', name: 'fork', from: git.path, forkOf: scene.repository });
    const head = scene.commit(scene.base, { 'a.txt': 'from a fork\n' });
    const pull = scene.github.openPull({ repository: scene.repository, from: head, headRepository: fork });
    rmSync(fork.folder, { recursive: true });
    scene.github.edit(pull, { headRepository: null });
    const request = await requestFor({ commits: { base: scene.base, head }, pull: pull.number });
    expect((await fetchObjects(request)).mergeBase).toBe(scene.base);
  });

  test('without any commit in common there is nothing to compare', async () => {
    scene.git.git('checkout', '--quiet', '--orphan', 'unrelated');
    const head = scene.git.commit('unrelated', { 'a.txt': 'x\n' });
    const pull = scene.github.openPull({ repository: scene.repository, from: head, branch: 'unrelated' });
    const request = await requestFor({ commits: { base: scene.base, head }, pull: pull.number });
    expect(await errorOf(fetchObjects(request))).toBeInstanceOf(InputError);
  });
});

describe('the token', () => {
  /** A git that writes down how it is called, and is git otherwise. */
  async function recordingGit() {
    const folder = await temporaryFolder();
    // A file a call: calls side by side would write into each other's lines.
    const record = join(folder, 'record-');
    const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8', env: { PATH: MACHINE_PATH } }).trim();
    await writeFile(
      join(folder, 'git'),
      `#!/bin/sh\nr='${record}'$$\nprintf ' %s' "$@" >"$r"\nprintf '\\n' >>"$r"\nenv | sed 's/^/ENV /' >>"$r"\nexec '${real}' "$@"\n`,
    );
    await chmod(join(folder, 'git'), 0o755);
    return {
      PATH: `${folder}:${MACHINE_PATH}`,
      calls: () =>
        filesBelow(folder)
          .filter((file) => file.startsWith(record))
          .map((file) => readFileSync(file, 'utf8')),
    };
  }

  test('is in the environment of the git that fetches alone: no argument, no file, no address', async () => {
    const { PATH, calls } = await recordingGit();
    const request = await requestFor({ environment: { PATH, HOME: '/nonexistent', SECRET_OF_THE_RUNNER: 'x' } });
    const seen: string[] = [];
    const stop = scene.github.onRequest(({ kind }, phase) => {
      if (kind === 'git' && phase === 'before' && isLinux) seen.push(...commandLines());
    });
    await fetchObjects(request);
    stop();

    const secrets = [scene.token, encoded(scene.token)];
    const has = (text: string): boolean => secrets.some((secret) => text.includes(secret));
    expect(!isLinux || seen.some((line) => line.includes('remote-http'))).toBe(true);
    expect(seen.filter(has)).toEqual([]);
    for (const call of calls()) {
      const [argv = '', ...environment] = call.split('\n');
      expect(has(argv)).toBe(false);
      expect(environment.some(has)).toBe(/ fetch .*--stdin/.test(argv));
      expect(call).not.toContain('SECRET_OF_THE_RUNNER');
    }
    expect(filesBelow(request.folder).filter((file) => has(readFileSync(file, 'latin1')))).toEqual([]);
    expect(scene.github.requests.filter(({ path, query }) => has(path + JSON.stringify(query)))).toEqual([]);
    expect(request.said.some(has)).toBe(false);
    expect(calls().filter((call) => / fetch /.test(call))).toHaveLength(2);
  });

  test('is in no error', async () => {
    const wrong = `ghs_${'wrong'.repeat(8)}`;
    const request = await requestFor({ token: async () => wrong });
    const error = await errorOf(fetchObjects(request));
    expect(error).toMatchObject({ remedy: expect.stringContaining('contents: read') });
    const shown = inspect(error, { depth: 12, showHidden: true });
    for (const secret of [wrong, encoded(wrong)]) expect(shown).not.toContain(secret);
  });

  test('does not follow a redirect, to another host or on the same one', async () => {
    const trap = await startServer([]);
    for (const location of [`${trap.url}/octo/project.git/info/refs?service=git-upload-pack`, '/elsewhere/info/refs']) {
      const redirect = { status: 301, headers: { location }, text: '' };
      const server = await startServer([redirect, redirect, redirect, redirect]);
      const request = await requestFor({ url: `${server.url}/octo/project.git` });
      expect(await errorOf(fetchObjects(request))).toMatchObject({ remedy: expect.stringContaining('renamed') });
      expect(server.heard.every(({ url }) => url.startsWith('/octo/project.git/'))).toBe(true);
      await server.close();
    }
    expect(trap.heard).toEqual([]);
    await trap.close();
  });

  test('is sent as GitHub wants it, and a refusal is not asked for twice', async () => {
    const server = await startServer([{ status: 404, text: '' }]);
    await errorOf(fetchObjects(await requestFor({ url: `${server.url}/octo/project.git` })));
    expect(server.heard.map(({ headers }) => headers.authorization)).toEqual([`Basic ${encoded(scene.token)}`]);
    await server.close();
  });
});

test('a proxy of the machine is used, and no other setting of its environment', async () => {
  const proxy = await startServer([{ status: 403, text: '' }]);
  const environment = { PATH: MACHINE_PATH, http_proxy: proxy.url, GIT_TRACE: '/dev/stderr', GIT_SSL_NO_VERIFY: '1' };
  const url = 'http://github.invalid/octo/project.git';
  await errorOf(fetchObjects(await requestFor({ url, environment })));
  expect(proxy.heard.map((heard) => heard.url)).toEqual([`${url}/info/refs?service=git-upload-pack`]);
  await proxy.close();
});

describe('an address', () => {
  test.each([
    ['file:///etc'],
    ['/etc'],
    ['ssh://git@github.com/octo/project.git'],
    ['git@github.com:octo/project.git'],
    ['git://github.com/octo/project.git'],
    ['ext::sh -c touch% /tmp/never'],
    ['--upload-pack=touch /tmp/never'],
    ['https://user:secret@github.com/octo/project.git'],
    ['https://secret@github.com/octo/project.git'],
    ['ftp://github.com/octo/project.git'],
    [''],
  ])('%s is refused before anything is made', async (url) => {
    const request = await requestFor({ url });
    const error = await errorOf(fetchObjects(request));
    expect(error).toBeInstanceOf(InputError);
    expect(inspect(error)).not.toContain('secret@');
    expect(existsSync(request.folder)).toBe(false);
  });

  test('of an Enterprise Server works like any other', async () => {
    const own = await StandInScene.open({ host: 'ghes', private: true });
    const request = await requestFor({ url: `${own.github.serverUrl}/octo/project.git`, token: async () => own.token });
    expect((await fetchObjects(request)).mergeBase).toBe(own.base);
    await own.close();
  });
});

test('nothing of the machine or of the repository is run', async () => {
  const trap = await temporaryFolder();
  const canary = join(trap, 'canary');
  const touch = `touch ${canary}`;
  const home = join(trap, 'home');
  await mkdir(home);
  await writeFile(
    join(home, '.gitconfig'),
    `[credential]\n\thelper = "!${touch}"\n[core]\n\thooksPath = ${home}\n\tfsmonitor = "${touch}"\n\tsshCommand = "${touch}"\n` +
      `[url "ext::${touch} "]\n\tinsteadOf = http://\n[alias]\n\tfetch = "!${touch}"\n[fetch]\n\trecurseSubmodules = true\n`,
  );
  for (const hook of ['post-checkout', 'reference-transaction', 'post-merge', 'update']) {
    await writeFile(join(home, hook), `#!/bin/sh\n${touch}\n`, { mode: 0o755 });
  }
  const { git } = scene;
  git.git('checkout', '--quiet', '--detach', scene.base);
  git.write({
    '.gitattributes': '* filter=evil diff=evil merge=evil\n',
    '.gitmodules': `[submodule "x"]\n\tpath = x\n\turl = ext::${touch}\n\tupdate = !${touch}\n`,
    '.gitconfig': `[core]\n\tfsmonitor = ${touch}\n`,
    '.lfsconfig': `[lfs]\n\turl = ext::${touch}\n`,
  });
  git.git('add', '--all');
  git.git('update-index', '--add', '--cacheinfo', `160000,${'d'.repeat(40)},x`);
  git.git('commit', '--quiet', '--message', 'hostile');
  const head = git.git('rev-parse', 'HEAD').trim();
  const pull = scene.github.openPull({ repository: scene.repository, from: head, branch: 'hostile' });
  const environment = { PATH: MACHINE_PATH, HOME: home, XDG_CONFIG_HOME: home };
  const request = await requestFor({ commits: { base: scene.base, head }, pull: pull.number, environment });
  expect((await fetchObjects(request)).mergeBase).toBe(scene.base);
  expect(existsSync(canary)).toBe(false);
});

test('several processes may fill one folder at the same time', async () => {
  const request = await requestFor();
  const { folder, url, commits } = request;
  const script = `
    import { fetchObjects } from ${JSON.stringify(new URL('../../../forge/github/objects/fetch-objects.ts', import.meta.url).href)};
    const request = ${JSON.stringify({ folder, url, commits, pull: 1, environment: request.environment })};
    const signal = new AbortController().signal;
    const token = async () => ${JSON.stringify(scene.token)};
    await Promise.all([1, 1, 2].map((pull) => fetchObjects({ ...request, pull, token, signal, onProgress() {} })));
  `;
  const children = [0, 1].map(() =>
    endWithTest(spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' })),
  );
  const codes = children.map((child) => new Promise((resolve) => child.once('close', resolve)));
  const [mine, ...theirs] = await Promise.all([fetchObjects(request), ...codes]);
  expect(mine).toEqual({ mergeBase: scene.base, hasSince: false });
  expect(theirs).toEqual([0, 0]);
  expect(look(folder, 'fsck', '--connectivity-only', '--no-dangling')).toBe('');
  expect(readdirSync(join(folder, '..'))).toEqual(['objects.git']);
});

describe('a fetch that fails', () => {
  test('once is tried again', async () => {
    const fault = scene.github.fault({ when: { kind: 'git' }, kind: 'cut' });
    expect((await fetchObjects(await requestFor())).mergeBase).toBe(scene.base);
    expect(fault.hits).toBe(1);
  });

  test('twice says what, where and what to do', async () => {
    const fault = scene.github.fault({ when: { kind: 'git' }, kind: 'status', status: 503, times: 9 });
    const request = await requestFor();
    const error = await errorOf(fetchObjects(request));
    fault.cancel();
    expect(error).toBeInstanceOf(InfrastructureError);
    expect(error).toMatchObject({ where: request.url, remedy: expect.any(String) });
  });

  test('in the middle leaves a folder that the next one can use', async () => {
    const request = await requestFor();
    const fault = scene.github.fault({ when: { kind: 'git', method: 'POST' }, nth: 2, times: 9, kind: 'cut' });
    expect(await errorOf(fetchObjects(request))).toBeInstanceOf(InfrastructureError);
    fault.cancel();
    expect((await fetchObjects(request)).mergeBase).toBe(scene.base);
    expect(look(request.folder, 'cat-file', 'blob', `${scene.head}:new.txt`)).toBe('one\ntwo');
  });

  test('because it is not wanted any more ends with that reason', async () => {
    const stop = new AbortController();
    const request = await requestFor({ signal: stop.signal });
    const off = scene.github.onRequest(({ kind }) => {
      if (kind === 'git') stop.abort(new InputError({ what: 'a newer push' }));
    });
    expect(await errorOf(fetchObjects(request))).toMatchObject({ message: 'a newer push' });
    off();
  });

  test('because the place is taken says so', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'something'), 'else');
    expect(await errorOf(fetchObjects(await requestFor({ folder })))).toMatchObject({ where: folder });
  });
});

function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        // It ended between being listed and being read.
        return [];
      }
    });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
