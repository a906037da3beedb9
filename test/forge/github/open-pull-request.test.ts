import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchObjects } from '../../../forge/github/objects/fetch-objects.ts';
import { openPullRequest } from '../../../forge/github/objects/open-pull-request.ts';
import { openRepository, type Repository } from '../../../forge/local/git/repository.ts';
import { ChangeSet } from '../../../schemas/change-set.ts';
import { PullFacts } from '../../../schemas/pull-request.ts';
import { MACHINE_PATH, temporaryFolder } from '../local/sandbox.ts';
import { NO_SETTINGS, scanner } from '../local/scanner.ts';
import { StandInScene, textOf, LINES } from './stand-in-scene.ts';

/** Beyond both of GitHub's own limits: 300 files of a diff, 3,000 of a list. */
const MANY = 3100;

let scene: StandInScene;
beforeAll(async () => {
  scene = await StandInScene.open();
});
afterAll(() => scene.close());

/** Fetches a pull request of this head into a folder of ours, and ends GitHub's part of it. */
async function fetched(head: string, more: Partial<PullFacts> = {}) {
  const pull = scene.github.openPull({ repository: scene.repository, from: head, branch: `b-${head.slice(0, 7)}` });
  const folder = join(await temporaryFolder(), 'objects.git');
  const { mergeBase } = await fetchObjects({
    folder,
    url: `${scene.github.serverUrl}/octo/project.git`,
    token: async () => scene.token,
    commits: { base: pull.baseCommit, head },
    pull: pull.number,
    environment: { PATH: MACHINE_PATH },
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  const facts = PullFacts.parse({
    label: 'octo/project#1',
    base: pull.baseCommit,
    mergeBase,
    head,
    title: 'A title',
    body: 'A body.',
    labels: [],
    ...more,
  });
  return { folder, facts };
}

async function withRepository<T>(folder: string, act: (repository: Repository) => Promise<T>): Promise<T> {
  const repository = await openRepository(folder, { PATH: MACHINE_PATH });
  try {
    return await act(repository);
  } finally {
    await repository.close();
  }
}

test('a pull request is a change from the merge base to its head, whatever happened on the base since', async () => {
  const moved = scene.commit(scene.base, { 'base-only.txt': 'x\n' });
  scene.github.pushBranch(scene.repository, 'main', moved);
  const { folder, facts } = await fetched(scene.head);
  const requests = scene.github.requests.length;
  await withRepository(folder, async (repository) => {
    const forge = await openPullRequest({ repository, pull: facts, scanner });
    const changeSet = ChangeSet.parse(await forge.changeSet(NO_SETTINGS));
    expect(changeSet).toMatchObject({
      source: 'pull-request',
      label: 'octo/project#1',
      baseCommit: moved,
      mergeBase: scene.base,
      headCommit: scene.head,
      title: 'A title',
      body: 'A body.',
      commits: [{ id: scene.head, subject: 'change' }],
      skipped: [],
    });
    expect(changeSet.files.map(({ status, newPath }) => `${status} ${newPath}`)).toEqual(['M a.txt', 'A new.txt']);
    expect(await forge.contents.read('a.txt', 'old')).toEqual({ kind: 'text', text: textOf(LINES) });
    expect(await forge.contents.read('old.txt', 'new')).toMatchObject({ kind: 'text' });
    const found = await forge.inspection.search({ text: 'changed', side: 'new', limit: 5 });
    expect(found).toMatchObject({ kind: 'ok', value: [{ path: 'a.txt', line: 10 }], truncated: false });
    const touched = await forge.inspection.touchedBy({ path: 'a.txt', limit: 5 });
    expect(touched).toMatchObject({ kind: 'ok', value: [{ commit: scene.base }] });
    await forge.close();
  });
  scene.github.pushBranch(scene.repository, 'main', scene.base);
  expect(scene.github.requests).toHaveLength(requests);
});

test('what people wrote on it is searched for secrets', async () => {
  const { folder, facts } = await fetched(scene.head, {
    title: 'Use KEY_abc\nnow',
    body: 'The key is KEY_def.\r\nAnd {{more}}',
    labels: ['bug', 'KEY_ghi'],
  });
  await withRepository(folder, async (repository) => {
    const forge = await openPullRequest({ repository, pull: facts, scanner });
    const { title, body, labels } = await forge.changeSet(NO_SETTINGS);
    expect(title).toMatch(/^Use \S+ now$/);
    expect(JSON.stringify([title, body, labels])).not.toMatch(/KEY_|more/);
    expect([labels[0], body.includes('The key is ')]).toEqual(['bug', true]);
  });
});

test('labels that cannot be searched are not passed on', async () => {
  const { folder, facts } = await fetched(scene.head, { labels: ['UNSCANNABLE'] });
  await withRepository(folder, async (repository) => {
    const forge = await openPullRequest({ repository, pull: facts, scanner });
    const { labels, skipped } = await forge.changeSet(NO_SETTINGS);
    expect(labels[0]).not.toContain('UNSCANNABLE');
    expect(skipped).toHaveLength(1);
  });
});

test(`all of ${MANY} files are seen, and a patch that GitHub would leave out`, async () => {
  const files = Object.fromEntries(Array.from({ length: MANY }, (_, index) => [`many/${index}.txt`, `${index}\n`]));
  const big = textOf(Array.from({ length: 30_000 }, (_, index) => `a long line of a big file, number ${index}`));
  const head = scene.commit(scene.base, { ...files, 'big.txt': big });
  const { folder, facts } = await fetched(head);
  await withRepository(folder, async (repository) => {
    const forge = await openPullRequest({ repository, pull: facts, scanner });
    const { files: seen } = await forge.changeSet(NO_SETTINGS);
    expect(seen).toHaveLength(MANY + 1);
    expect(seen.find(({ newPath }) => newPath === 'big.txt')?.hunks[0]?.lines).toHaveLength(30_000);
  });
});
