import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, comment, type Got, StandInScene } from './stand-in-scene.ts';

let scene: StandInScene;
beforeEach(async () => {
  scene = await StandInScene.open();
});
afterEach(() => scene.close());

const length = (got: Got): unknown => at(got.body, 'length');
const next = (got: Got): string | undefined => /<([^>]+)>; rel="next"/.exec(got.headers.get('link') ?? '')?.[1];

function say(count: number): void {
  for (let index = 0; index < count; index += 1) scene.github.comment(scene.pull, 'ada', `comment ${index}`);
}

describe('pages of REST', () => {
  test('have 30 entries, at most 100, and links that name the repository by its number', async () => {
    say(130);
    const first = await scene.rest('GET', '/issues/1/comments');
    expect([length(first), length(await scene.rest('GET', '/issues/1/comments?per_page=100'))]).toEqual([30, 100]);
    expect(length(await scene.rest('GET', '/issues/1/comments?per_page=500'))).toBe(100);
    expect(next(first)).toContain(`/repositories/${scene.repository.id}/issues/1/comments?page=2`);

    const bodies = new Set<unknown>();
    for (
      let url: string | undefined = `${scene.github.apiUrl}/repos/octo/project/issues/1/comments?per_page=50`;
      url !== undefined;
    ) {
      const got: Got = await scene.rest('GET', `//${url}`);
      for (const one of got.body as readonly unknown[]) bodies.add(at(one, 'body'));
      url = next(got);
    }
    expect(bodies.size).toBe(130);
    expect(scene.github.requests.at(-1)?.path).toBe('/repos/octo/project/issues/1/comments');
  });

  test('of pull requests filter by head only when it names its owner', async () => {
    scene.github.openPull({ repository: scene.repository, from: scene.head, branch: 'other' });
    const count = async (head: string) => length(await scene.rest('GET', `/pulls?head=${head}`));
    expect([await count('octo:other'), await count('other'), await count('eve:other')]).toEqual([1, 2, 0]);
  });
});

describe('pages of GraphQL', () => {
  const comments = async (bounds: string) => {
    const query = `{ repository(owner: "octo", name: "project") { pullRequest(number: 1) {
      comments(${bounds}) { totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { body } } } } }`;
    return (await scene.graph(query)).body;
  };
  const page = (answer: unknown) => at(answer, 'data', 'repository', 'pullRequest', 'comments');

  test('are bound, by at most 100', async () => {
    const errors = [
      await comments('after: null'),
      await comments('first: 101'),
      await comments('first: 1, after: "x"'),
    ];
    expect(errors.map((one) => at(one, 'errors', 0, 'type'))).toEqual([
      'MISSING_PAGINATION_BOUNDARIES',
      'EXCESSIVE_PAGINATION',
      'INVALID_CURSOR_ARGUMENTS',
    ]);
  });

  test('in pages in pages are at most 500,000 nodes', async () => {
    const ask = async (threads: number) => {
      const query = `query($n: Int!) { repository(owner: "octo", name: "project") { pullRequest(number: 1) {
        reviewThreads(first: $n) { nodes { comments(first: 100) { nodes { reactions(first: 100) { totalCount } } } } } } } }`;
      return at((await scene.graph(query, { n: threads })).body, 'errors', 0, 'type');
    };
    expect([await ask(50), await ask(49)]).toEqual(['MAX_NODE_LIMIT_EXCEEDED', undefined]);
  });

  test('go forward and backward', async () => {
    say(5);
    const first = page(await comments('first: 2'));
    expect(first).toMatchObject({
      totalCount: 5,
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
      nodes: [{ body: 'comment 0' }, { body: 'comment 1' }],
    });
    const after = String(at(first, 'pageInfo', 'endCursor'));
    expect(page(await comments(`first: 9, after: "${after}"`))).toMatchObject({
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
      nodes: [{ body: 'comment 2' }, { body: 'comment 3' }, { body: 'comment 4' }],
    });
    const last = page(await comments('last: 2'));
    expect(last).toMatchObject({
      pageInfo: { hasPreviousPage: true },
      nodes: [{ body: 'comment 3' }, { body: 'comment 4' }],
    });
    const before = String(at(last, 'pageInfo', 'startCursor'));
    expect(page(await comments(`last: 1, before: "${before}"`))).toMatchObject({ nodes: [{ body: 'comment 2' }] });
  });
});

describe('a change of 3,100 files', () => {
  const many = (): number => {
    const files = Array.from({ length: 3100 }, (_, index) => `M 100644 inline many/${index}.txt\ndata 2\nx\n`);
    const commit = `commit refs/heads/many\ncommitter T <t@example.com> 1 +0000\ndata 1\nmfrom ${scene.base}\n`;
    execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: scene.git.path, input: commit + files.join('') });
    return scene.github.openPull({ repository: scene.repository, from: 'many' }).number;
  };

  test('has no diff, and a list of 3,000', async () => {
    const number = many();
    const diff = await scene.rest('GET', `/pulls/${number}`, { accept: 'application/vnd.github.diff' });
    expect([diff.status, at(diff.body, 'errors', 0, 'code')]).toEqual([406, 'too_large']);
    expect(at((await scene.rest('GET', `/pulls/${number}`)).body, 'changed_files')).toBe(3100);
    const last = await scene.rest('GET', `/pulls/${number}/files?per_page=100&page=30`);
    expect([length(last), next(last)]).toEqual([100, undefined]);
    expect(length(await scene.rest('GET', `/pulls/${number}/files?per_page=100&page=31`))).toBe(0);
  });
});

test('the patch of a big file is left out of the list, and its lines still carry comments', async () => {
  const big = `${'x'.repeat(120)}\n`.repeat(5000);
  const pull = scene.github.openPull({
    repository: scene.repository,
    from: scene.commit(scene.base, { 'big.txt': big }),
  });
  const { body } = await scene.rest('GET', `/pulls/${pull.number}/files`);
  expect(at(body, 0)).toMatchObject({ filename: 'big.txt', additions: 5000 });
  expect(at(body, 0)).not.toHaveProperty('patch');
  const review = { body: 'x', comments: [comment(4000, { path: 'big.txt' })] };
  expect((await scene.rest('POST', `/pulls/${pull.number}/reviews`, { body: review })).status).toBe(200);
});

describe('annotations of a check', () => {
  const annotation = { path: 'a.txt', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'x' };
  const output = (count: number) => ({ title: 't', summary: 's', annotations: Array(count).fill(annotation) });

  test('are at most 50 a call, which more calls add to', async () => {
    const check = { name: 'docket', head_sha: scene.head };
    const refused = await scene.rest('POST', '/check-runs', { body: { ...check, output: output(51) } });
    expect([refused.status, scene.github.takeViolations().length]).toEqual([422, 1]);
    const { body } = await scene.rest('POST', '/check-runs', { body: { ...check, output: output(50) } });
    const path = `/check-runs/${String(at(body, 'id'))}`;
    await scene.rest('PATCH', path, { body: { output: output(10) } });
    expect(at((await scene.rest('GET', path)).body, 'output', 'annotations_count')).toBe(60);
    expect(length(await scene.rest('GET', `${path}/annotations?per_page=100`))).toBe(60);
  });
});

describe('contents', () => {
  test('of more than a megabyte come without their text, unless raw', async () => {
    const big = 'x'.repeat(1_000_001);
    scene.github.pushBranch(scene.repository, 'big', scene.commit(scene.base, { 'big.txt': big }));
    const file = await scene.rest('GET', '/contents/big.txt?ref=big');
    expect(file.body).toMatchObject({ type: 'file', encoding: 'none', content: '', size: 1_000_001 });
    const raw = await scene.rest('GET', '/contents/big.txt?ref=big', { accept: 'application/vnd.github.raw+json' });
    expect(raw.body).toBe(big);
  });

  test('are of the default branch, or of what is asked', async () => {
    const text = async (path: string) => {
      const { body, status } = await scene.rest('GET', path);
      return status === 200 ? Buffer.from(String(at(body, 'content')), 'base64').toString('utf8') : status;
    };
    expect(await text('/contents/new.txt')).toBe(404);
    expect(await text(`/contents/new.txt?ref=${scene.head}`)).toBe('one\ntwo\n');
    expect(await text('/contents/new.txt?ref=refs/pull/1/head')).toBe('one\ntwo\n');
  });
});
