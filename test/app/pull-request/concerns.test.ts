import { describe, expect, test } from 'vitest';
import { finalOutcomes } from '../../../app/pull-request/closed.ts';
import { meantConcern } from '../../../app/pull-request/commands/find-concern.ts';
import { lastReviewed } from '../../../app/pull-request/logged-memory.ts';
import { breakGlassFor, publicationFacts } from '../../../app/pull-request/publication-facts.ts';
import type { Conversation, OwnThread } from '../../../forge/github/read/conversation.ts';
import type { KnownConcern, Memory } from '../../../schemas/memory.ts';
import type { ReplyMark } from '../../../schemas/publication.ts';
import { aMark, aThread, HEAD, numbered, ROW } from '../output/github/build-publication.ts';
import { FILE, anOutput } from '../output/build-review-output.ts';

const AT = '2026-01-01T00:00:00.000Z';
const concern = (at: number, state: KnownConcern['state'] = 'raised', merged: string[] = []): KnownConcern => ({
  comment: numbered(at, { finding: `f-aaaaaaaa0${at}`, merged }),
  blob: null,
  state,
  actor: null,
  reason: null,
});
const memoryOf = (...known: KnownConcern[]): Memory => ({ known, rejected: [], since: null });

function ownThread(at: number, comment: number, publication = ROW): OwnThread {
  const { comment: raised } = concern(at);
  const { replies: _, ...thread } = aThread(raised);
  return { ...thread, comment, mark: aMark(raised, { publication }), replies: [], reactions: [], resolvedBy: null };
}

const talk = (threads: readonly OwnThread[] = [], replies: readonly ReplyMark[] = []): Conversation => ({
  viewer: { login: 'docket[bot]', databaseId: 1 },
  threads,
  summary: null,
  replies,
  tampered: [],
});

describe('what became of a concern at the merge', () => {
  const table = [
    ['its code changed and it is gone', 'raised', 'fixed', ['accepted']],
    ['its code stands', 'raised', 'standing', ['unaddressed']],
    ['disputed, and its code stands', 'claimed', 'claimed', ['unaddressed']],
    ['disputed, and gone', 'claimed', 'fixed', ['accepted']],
    ['dismissed has its outcome already', 'dismissed', 'fixed', []],
    ['nobody knows', 'raised', 'unknown', []],
  ] as const;
  test.each(table)('%s', (_name, known, state, kinds) => {
    const { comment } = concern(1);
    const ending = {
      memory: memoryOf(concern(1, known)),
      states: new Map([[comment.concern, state]]),
      told: new Set<string>(),
      at: AT,
    };
    expect(finalOutcomes(ending).map(({ kind }) => kind)).toEqual(kinds);
    expect(finalOutcomes({ ...ending, told: new Set([comment.concern]) })).toEqual([]);
  });

  test('a concern that the last review says nothing of has none', () => {
    expect(finalOutcomes({ memory: memoryOf(concern(1)), states: new Map(), told: new Set(), at: AT })).toEqual([]);
  });
});

describe('which concern is meant', () => {
  const memory = memoryOf(concern(1), concern(2, 'raised', ['tool/7']));
  const threads = [ownThread(1, 71), ownThread(2, 72)];
  const table = [
    ['by its id', 'f-aaaaaaaa01', null, 1],
    ['by the beginning of one', 'f-aaaaaaaa0', null, null],
    ['by too little of it', 'f-a', null, null],
    ['by an id that was merged into it', 'tool/7', null, 2],
    ['by its thread', null, 72, 2],
    ['the id wins over the thread', 'f-aaaaaaaa01', 72, 1],
    ['an id that nobody knows, in a thread', 'f-bbbbbbbb01', 72, null],
    ['neither', null, null, null],
    ["somebody else's thread", null, 99, null],
  ] as const;
  test.each(table)('%s', (_name, id, thread, at) => {
    const meant = meantConcern(id, { conversation: talk(threads), memory, thread });
    expect(meant?.concern ?? null).toEqual(memory.known[(at ?? 0) - 1] ?? null);
    expect(meant?.thread?.comment ?? null).toBe(at === null ? null : 70 + at);
  });

  test('an unambiguous beginning is enough', () => {
    const meant = meantConcern('F-AAAA', { conversation: talk(), memory: memoryOf(concern(1)), thread: null });
    expect(meant?.concern.comment.finding).toBe('f-aaaaaaaa01');
    expect(meant?.thread).toBeNull();
  });

  test('of two threads about one concern the newer one is told', () => {
    const newer = ownThread(1, 80, ROW.replace(/1$/, '9'));
    for (const both of [
      [...threads, newer],
      [newer, ...threads],
    ]) {
      expect(meantConcern('f-aaaaaaaa01', { conversation: talk(both), memory, thread: null })?.thread?.comment).toBe(
        80,
      );
    }
  });
});

describe('since when lines count as touched', () => {
  const [before, after] = [ROW.replace(/1$/, '2'), ROW.replace(/1$/, '4')];
  const RUN = ROW.replace(/1$/, '3');
  const OTHER = 'd'.repeat(40);
  const BASE = 'e'.repeat(40);
  const last = (coverage: 'full' | 'checks-only' = 'full') => ({
    run: RUN,
    baseCommit: BASE,
    headCommit: HEAD,
    coverage,
  });
  const summary = (publication: string, complete = true) => ({ publication, complete, base: BASE, head: OTHER });
  const table = [
    ['nothing is known', null, [], null, null],
    ['the log knows', last(), [], null, HEAD],
    ['checks alone say nothing of what a model finds', last('checks-only'), [], null, null],
    ['the log is lost, the summary tells', null, [], summary(before), OTHER],
    ['a summary that is not complete tells nothing', null, [], summary(before, false), null],
    ['a newer summary of another runner', last(), [], summary(after), OTHER],
    ['an older summary of another runner', last(), [], summary(before), HEAD],
    ['the summary of a run in the log', last(), [after], summary(after), HEAD],
    ['the summary of a run in the log that was not complete', null, [before], summary(before), null],
  ] as const;
  test.each(table)('%s', (_name, complete, publications, mark, head) => {
    const log = {
      lastComplete: () => complete,
      publicationsOn: () =>
        publications.map((id) => ({
          publication: { id, run: RUN, sequence: 1, target: 'x', bodyDigest: 'a'.repeat(64) },
          events: [],
        })),
    };
    expect(lastReviewed(log, 'a/b#1', mark)).toEqual(head === null ? null : { base: BASE, head });
  });
});

describe('what the renderer is told', () => {
  const said = {
    conversation: talk(),
    config: {
      requestChanges: true,
      approve: false,
      checkName: 'review',
      drafts: false,
      bots: true,
      skipLabel: 'x',
      onRequest: false,
      requiredLabel: null,
      baseBranches: [],
      skipTitles: [],
      skipAuthors: [],
      commands: true,
    },
    head: HEAD,
    base: HEAD,
    pullUrl: 'https://github.com/acme/shop/pull/5',
    pausedBy: null,
    breakGlass: null,
  };
  const output = anOutput();
  const facts = publicationFacts(
    { ...output, changeSet: { ...output.changeSet, files: [{ ...FILE, newBlob: HEAD }] } },
    said,
  );

  test("the operator's wishes", () => {
    expect(facts).toMatchObject({ checkName: 'review', event: { requestChanges: true, approve: false } });
  });

  test('the lines of the change stand where they are in the file, and no others are known', () => {
    const lines = facts.sources('src/user.ts', 'new')?.split('\n') ?? [];
    expect(lines[2]).toBe('\treturn database.query(sql);');
    expect(facts.sources('src/user.ts', 'old')?.split('\n')[1]).toBe('\treturn byId(request.id);');
    expect(facts.sources('src/other.ts', 'new')).toBeNull();
    const [hunk] = FILE.hunks;
    const later = {
      ...FILE,
      hunks:
        hunk === undefined
          ? []
          : [
              {
                ...hunk,
                lines: hunk.lines.map((line) => ({
                  ...line,
                  newLine: line.newLine === null ? null : line.newLine + 1,
                })),
              },
            ],
    };
    const shifted = publicationFacts({ ...output, changeSet: { ...output.changeSet, files: [later] } }, said);
    expect(shifted.sources('src/user.ts', 'new')?.split('\n')[0]).toBe('\0');
  });

  test('blobs of the files of the change', () => {
    expect([facts.blobs('src/user.ts'), facts.blobs('src/other.ts')]).toEqual([HEAD, null]);
  });

  test('a break-glass holds for its own head only', () => {
    const glass = { head: HEAD, actor: 'grace', reason: 'fire' };
    const replies: ReplyMark[] = [
      { kind: 'reply', to: 'command:issue/1', breakGlass: glass },
      { kind: 'reply', to: 'command:issue/2', breakGlass: null },
    ];
    expect(breakGlassFor(talk([], replies), HEAD)).toEqual(glass);
    expect(breakGlassFor(talk([], replies), 'e'.repeat(40))).toBeNull();
  });
});
