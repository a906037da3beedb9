import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Thread } from '../../support/github/state.ts';
import { runs } from '../../support/soak.ts';
import { at, comment, LINES, StandInScene, textOf } from './stand-in-scene.ts';

let scene: StandInScene;
beforeEach(async () => {
  scene = await StandInScene.open();
});
afterEach(() => scene.close());

const CHANGED = LINES.with(9, 'changed').toSpliced(29, 1);

async function review(...comments: readonly object[]): Promise<readonly Thread[]> {
  await scene.rest('POST', '/pulls/1/reviews', { body: { event: 'COMMENT', body: 'x', comments } });
  return scene.github.state.threads;
}

const places = (threads: readonly Thread[]) =>
  threads.map(({ path, startLine, line, isOutdated }) => [path, startLine, line, isOutdated]);

/** Pushes a head on top of the base with this text of `a.txt` and a few other files. */
function push(lines: readonly string[], more: Readonly<Record<string, string | null>> = {}): void {
  scene.github.push(scene.pull, scene.commit(scene.base, { 'a.txt': textOf(lines), 'new.txt': 'one\ntwo\n', ...more }));
}

describe('after a push', () => {
  test('a line that moved is followed, one that changed is outdated and keeps its original', async () => {
    const threads = await review(comment(10), comment(12), comment(30, { side: 'LEFT' }));
    push(['first', 'second', ...CHANGED.with(11, 'changed too')]);

    expect(places(threads)).toEqual([
      ['a.txt', null, 12, false],
      ['a.txt', null, null, true],
      ['a.txt', null, 30, false],
    ]);
    const { body } = await scene.rest('GET', '/pulls/1/comments');
    expect([at(body, 0, 'line'), at(body, 0, 'original_line'), at(body, 0, 'commit_id')]).toEqual([
      12,
      10,
      scene.pull.headCommit,
    ]);
    expect([at(body, 1, 'line'), at(body, 1, 'position'), at(body, 1, 'original_line')]).toEqual([null, null, 12]);
    expect([at(body, 1, 'commit_id'), at(body, 1, 'original_commit_id')]).toEqual([scene.head, scene.head]);
  });

  test('a range is followed as a whole or not at all', async () => {
    const threads = await review(comment(12, { start_line: 10 }), comment(9, { start_line: 8 }));
    push(['first', ...CHANGED.with(10, 'changed too')]);
    expect(places(threads)).toEqual([
      ['a.txt', 11, 13, false],
      ['a.txt', 9, 10, false],
    ]);
    push(['first', ...CHANGED.with(9, 'other').with(10, 'changed too')]);
    expect(places(threads)).toEqual([
      ['a.txt', null, null, true],
      ['a.txt', 9, 10, false],
    ]);
  });

  test('a line that no hunk shows any more is outdated, though its text stands', async () => {
    const threads = await review(comment(8));
    push(CHANGED.with(9, 'line 10'));
    expect(places(threads)).toEqual([['a.txt', null, null, true]]);
  });

  test('a thread goes with a renamed file, and is outdated when the file goes', async () => {
    const threads = await review(comment(1, { path: 'new.txt' }));
    push(CHANGED, { 'new.txt': null, 'named.txt': 'one\ntwo\n' });
    expect(places(threads)).toEqual([['named.txt', null, 1, false]]);
    push(CHANGED, { 'new.txt': null });
    expect(places(threads)).toEqual([['named.txt', null, null, true]]);
  });

  test('a removed line is outdated when the change brings it back, and followed when the base moves', async () => {
    const threads = await review(comment(30, { side: 'LEFT' }));
    const base = scene.commit(scene.base, { 'a.txt': textOf(['top', ...LINES]) });
    scene.github.pushBranch(scene.repository, 'main', base);
    scene.github.push(scene.pull, scene.commit(base, { 'a.txt': textOf(['top', ...CHANGED]) }));
    expect(places(threads)).toEqual([['a.txt', null, 31, false]]);
    scene.github.push(scene.pull, scene.commit(base, { 'a.txt': textOf(['top', ...LINES]), 'b.txt': 'b\n' }));
    expect(places(threads)).toEqual([['a.txt', null, null, true]]);
  });

  test('another base branch changes the diff and with it the places', async () => {
    const threads = await review(comment(10), comment(1, { path: 'new.txt' }));
    scene.github.pushBranch(scene.repository, 'next', scene.commit(scene.base, { 'new.txt': 'one\ntwo\n' }));
    scene.github.setBase(scene.pull, 'next');
    // Seen from there, the merge base is the same, and so is the change.
    expect(threads.map((thread) => thread.isOutdated)).toEqual([false, false]);
    scene.github.pushBranch(scene.repository, 'done', scene.head);
    scene.github.setBase(scene.pull, 'done');
    expect(threads.map((thread) => thread.isOutdated)).toEqual([true, true]);
  });

  test('a forced one moves the commit of submitted reviews, another one does not', async () => {
    await review(comment(10));
    const on = () => scene.github.state.reviews[0]?.commit;
    scene.github.push(scene.pull, scene.commit(scene.head, { 'b.txt': 'b\n' }));
    expect(on()).toBe(scene.head);
    push(CHANGED);
    expect(on()).toBe(scene.pull.headCommit);
  });
});

test('a followed line has the text that it had, whatever was pushed', async () => {
  const edit = fc.record({
    at: fc.nat(59),
    remove: fc.nat(3),
    add: fc.array(fc.constantFrom('a', 'b', 'line 5'), { maxLength: 3 }),
  });
  const property = fc.asyncProperty(
    fc.array(fc.array(edit, { maxLength: 3 }), { minLength: 1, maxLength: 2 }),
    async (pushes) => {
      const pull = scene.github.openPull({ repository: scene.repository, from: scene.head });
      const comments = [7, 8, 9, 10, 11, 12, 13].map((line) => comment(line));
      await scene.rest('POST', `/pulls/${pull.number}/reviews`, { body: { event: 'COMMENT', body: 'x', comments } });
      const threads = scene.github.state.threads.filter((thread) => thread.pull === pull);
      let lines: readonly string[] = CHANGED;
      for (const edits of pushes) {
        for (const { at: from, remove, add } of edits) lines = lines.toSpliced(from, remove, ...add);
        scene.github.push(pull, scene.commit(scene.base, { 'a.txt': textOf(lines) }));
      }
      const wrong = threads.filter(({ isOutdated, line, originalLine }) =>
        isOutdated ? line !== null : lines[(line ?? 0) - 1] !== CHANGED[(originalLine ?? 0) - 1],
      );
      expect(wrong).toEqual([]);
    },
  );
  await fc.assert(property, { numRuns: runs(6, 100) });
}, 600_000);
