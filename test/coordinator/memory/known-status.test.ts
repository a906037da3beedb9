import { describe, expect, it } from 'vitest';
import { coordinate } from '../../../coordinator/coordinate.ts';
import { filesOfKnown } from '../../../coordinator/memory/known-files.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { KnownConcern } from '../../../schemas/memory.ts';
import type { ReviewerReport } from '../../../schemas/report.ts';
import type { RememberedConcern } from '../../../schemas/review.ts';
import { at, changedFile, finding, State } from '../builders.ts';
import { CLAIMED, DISMISSED, knownOf, publishedOf } from './memories.ts';

const BLOB = 'b'.repeat(40);
const OTHER = 'c'.repeat(40);
const BEFORE = ['start();', 'const user = find(id);', 'send(user.name);', 'end();'];
const FIXED = ['start();', 'const user = find(id);', 'send(user?.name);', 'end();'];

interface Push {
  readonly lines?: readonly string[];
  /** False where the head's text cannot be read. */
  readonly text?: boolean;
  readonly file?: Partial<ChangedFile> | null;
  readonly findings?: readonly Finding[];
  readonly report?: Partial<ReviewerReport>;
  readonly known?: readonly KnownConcern[];
}

function push({ lines = BEFORE, text = true, file = {}, findings = [], report = {}, known }: Push) {
  const state = new State().report('quality', { rules: ['quality/null'], read: ['src/a.ts'], ...report });
  if (file !== null) {
    // The rest of the file is known by its text only.
    state.file(
      changedFile(
        'src/a.ts',
        lines.slice(0, 2).map((line) => `+${line}`),
        { newBlob: BLOB, ...file },
      ),
    );
  }
  if (text) state.source('src/a.ts', lines.join('\n'));
  state.findings(...findings);
  return (known === undefined ? state : state.memory({ known: [...known] })).build();
}

function nullFinding(of: Partial<Finding> = {}): Finding {
  return finding({
    id: 'f-null',
    rule: 'quality/null',
    origin: 'model',
    location: at('src/a.ts', 3),
    evidence: 'send(user.name);',
    title: 'The user may be null',
    ...of,
  });
}

function known(of: Partial<Finding> = {}, more: Partial<KnownConcern> = {}): readonly KnownConcern[] {
  return publishedOf(push({ findings: [nullFinding(of)] }), { blob: BLOB, ...more });
}

function becomes(next: Push): RememberedConcern | undefined {
  return coordinate(push(next)).review.remembered?.[0];
}

const MODEL = known();
const CHECK = known({ origin: 'check' });
const gap = (path: string | null) => ({
  check: 'quality/null',
  path,
  kind: 'failed' as const,
  reason: 'it took too long',
});

describe('what became of a known concern that nobody found again', () => {
  it.each<{ what: string; next: Push; state: RememberedConcern['state']; note: RegExp }>([
    {
      what: 'its code stands',
      next: { known: MODEL, file: { newBlob: OTHER } },
      state: 'standing',
      note: /still in src\/a\.ts/,
    },
    {
      what: 'its code is gone',
      next: { known: MODEL, lines: FIXED, file: { newBlob: OTHER } },
      state: 'fixed',
      note: /no longer in src\/a\.ts/,
    },
    {
      what: 'its blob is the same, the text unknown',
      next: { known: MODEL, text: false },
      state: 'standing',
      note: /the same as when/,
    },
    {
      what: 'neither blob nor text is known',
      next: { known: MODEL, text: false, file: { newBlob: OTHER } },
      state: 'unknown',
      note: /no text of/,
    },
    {
      what: 'its file was deleted',
      next: { known: MODEL, text: false, file: { status: 'D', newBlob: null, newMode: '000000' } },
      state: 'fixed',
      note: /deleted/,
    },
    {
      what: 'its file left the change',
      next: { known: MODEL, file: null },
      state: 'fixed',
      note: /no longer part of the change/,
    },
    { what: 'a check is silent', next: { known: CHECK }, state: 'fixed', note: /quality looked again/ },
    {
      what: 'a check is silent whose model half failed',
      next: {
        known: CHECK,
        report: { status: 'failed', reason: 'x', model: { status: 'failed', reason: 'x', models: [] } },
      },
      state: 'fixed',
      note: /looked again/,
    },
    {
      what: 'the check failed',
      next: { known: CHECK, report: { status: 'failed', reason: 'crashed' } },
      state: 'standing',
      note: /still in/,
    },
    {
      what: 'the check was skipped',
      next: { known: CHECK, report: { status: 'skipped', reason: 'disabled' } },
      state: 'standing',
      note: /still in/,
    },
    {
      what: 'the check crashed on the file',
      next: { known: CHECK, report: { gaps: [gap('src/a.ts')] } },
      state: 'standing',
      note: /still in/,
    },
    {
      what: 'the check crashed',
      next: { known: CHECK, report: { gaps: [gap(null)] } },
      state: 'standing',
      note: /still in/,
    },
    {
      what: 'the check crashed elsewhere',
      next: { known: CHECK, report: { gaps: [gap('src/b.ts')] } },
      state: 'fixed',
      note: /looked again/,
    },
    {
      what: 'no check read the file',
      next: { known: CHECK, report: { read: [] } },
      state: 'standing',
      note: /still in/,
    },
    {
      what: 'the check found it, and it could not be proved',
      next: { known: CHECK, findings: [nullFinding({ origin: 'check', evidence: 'not there', id: 'f-null' })] },
      state: 'standing',
      note: /still in/,
    },
    {
      what: 'a check and a model had found it',
      next: { known: [knownOf({ ...one(CHECK), origins: ['check', 'model'] })] },
      state: 'standing',
      note: /still in/,
    },
  ])('$what: $state', ({ next, state, note }) => {
    const remembered = becomes(next);

    expect(remembered).toMatchObject({ state, concern: one(next.known ?? []).concern });
    expect(remembered?.note).toMatch(note);
  });

  it.each<{ what: string; reason: 'generated' | 'lockfile'; state: RememberedConcern['state'] }>([
    { what: 'left out as generated', reason: 'generated', state: 'standing' },
    { what: 'a lockfile, which checks read all the same', reason: 'lockfile', state: 'fixed' },
  ])('a check is silent about a file that is $what: $state', ({ reason, state }) => {
    const input = new State()
      .filtered('src/a.ts', reason)
      .source('src/a.ts', BEFORE.join('\n'))
      .report('quality', { rules: ['quality/null'] })
      .memory({ known: [...CHECK] })
      .build();

    expect(coordinate(input).review.remembered).toMatchObject([{ state }]);
  });

  it('is looked for at its place of now, whatever the lines were', () => {
    const lines = ['// more', ...BEFORE];

    expect(becomes({ known: MODEL, lines, file: { newBlob: OTHER } })?.comment.location).toEqual(at('src/a.ts', 4));
  });

  it('is fixed when the lines that a tool named without quoting them are gone', () => {
    const tool = known({
      origin: 'outside',
      reviewer: 'lint',
      rule: 'lint/no-null',
      evidence: null,
      location: at('src/a.ts', 2),
    });

    expect(tool).toHaveLength(1);
    expect(becomes({ known: tool, lines: ['// more', ...BEFORE], file: { newBlob: OTHER } })).toMatchObject({
      state: 'standing',
      comment: { location: { startLine: 3 } },
    });
    expect(becomes({ known: tool, lines: ['start();', 'end();'], file: { newBlob: OTHER } })?.state).toBe('fixed');
  });

  it('is unknown where nothing could be looked for, and counts', () => {
    const opinion = known({
      origin: 'outside',
      reviewer: 'bot',
      rule: 'bot/bug',
      evidence: null,
      location: null,
      severity: 'critical',
    });
    const { review } = coordinate(push({ known: opinion }));

    expect(review.remembered).toMatchObject([{ state: 'unknown' }]);
    expect(review.verdict).toBe('significant_concerns');
  });
});

describe('a concern that was fixed', () => {
  const fixed = known({}, { state: 'fixed', reason: 'the code is gone' });
  const fixedCheck = known({ origin: 'check' }, { state: 'fixed', reason: 'quality looked again' });
  it.each<{ what: string; next: Push; state: RememberedConcern['state']; note: RegExp }>([
    {
      what: 'stays so',
      next: { known: fixed, lines: FIXED, file: { newBlob: OTHER } },
      state: 'fixed',
      note: /no longer/,
    },
    {
      what: 'stays so where nothing can be read',
      next: { known: fixed, text: false, file: { newBlob: OTHER } },
      state: 'fixed',
      note: /the code is gone/,
    },
    { what: 'is back with its code', next: { known: fixed }, state: 'standing', note: /was fixed and is back/ },
    {
      what: 'is back when it is found',
      next: { known: fixedCheck, findings: [nullFinding({ origin: 'check' })] },
      state: 'standing',
      note: /back; quality found it again/,
    },
    {
      what: 'stays so while no check finds it',
      next: { known: fixedCheck, report: { status: 'failed', reason: 'x' } },
      state: 'fixed',
      note: /looked again/,
    },
  ])('$what', ({ next, state, note }) => {
    const { review } = coordinate(push(next));

    expect(review.comments).toEqual([]);
    expect(review.remembered).toMatchObject([{ state }]);
    expect(review.remembered?.[0]?.note).toMatch(note);
  });
});

describe('a concern that somebody claims to be none', () => {
  it.each<{ of: Partial<Finding>; state: RememberedConcern['state']; verdict: string }>([
    { of: { severity: 'suggestion' }, state: 'claimed', verdict: 'approved' },
    { of: { severity: 'warning' }, state: 'claimed', verdict: 'approved' },
    { of: { severity: 'critical' }, state: 'standing', verdict: 'significant_concerns' },
    {
      of: { severity: 'warning', reviewer: 'security', rule: 'security/null' },
      state: 'standing',
      verdict: 'approved_with_comments',
    },
  ])('$of is $state: $verdict', ({ of, state, verdict }) => {
    for (const findings of [[nullFinding(of)], []]) {
      const { review } = coordinate(push({ known: known(of, CLAIMED), findings }));

      expect(review).toMatchObject({ comments: [], verdict, remembered: [{ state }] });
      expect(review.remembered?.[0]?.note).toMatch(/^disputed by bob: won't fix; /);
    }
  });

  it('is fixed when it is, and counts when it cannot be looked at', () => {
    const claimed = known({}, CLAIMED);

    expect(becomes({ known: claimed, lines: FIXED, file: { newBlob: OTHER } })?.state).toBe('fixed');
    expect(becomes({ known: claimed, text: false, file: { newBlob: OTHER } })?.state).toBe('unknown');
  });
});

describe('removed code', () => {
  const REMOVED = [' start();', '-authorise(user);', ' end();'];
  const claim = nullFinding({
    location: at('src/a.ts', 2, 2, 'old'),
    evidence: 'authorise(user);',
    title: 'Anybody may now',
  });
  const change = (lines: readonly string[], source: string) =>
    new State().file(changedFile('src/a.ts', lines)).source('src/a.ts', source).report('quality');
  const before = publishedOf(change(REMOVED, 'start();\nend();').findings(claim).build());
  it.each<{ what: string; lines: readonly string[]; source: string; state: RememberedConcern['state'] }>([
    { what: 'is missed as long as it is removed', lines: REMOVED, source: 'start();\nend();', state: 'standing' },
    {
      what: 'is back',
      lines: ['-start();', '+begin();', ' authorise(user);', ' end();'],
      source: 'begin();\nauthorise(user);\nend();',
      state: 'fixed',
    },
  ])('$what: $state', ({ lines, source, state }) => {
    const input = change(lines, source).memory({ known: before }).build();

    expect(before).toHaveLength(1);
    expect(coordinate(input).review.remembered).toMatchObject([{ state }]);
  });
});

describe('what is remembered', () => {
  it('is told once a concern, with the word of somebody before that of nobody', () => {
    const twice = [...MODEL, ...known({}, DISMISSED), ...MODEL];

    expect(coordinate(push({ known: twice })).review.remembered).toMatchObject([{ state: 'dismissed' }]);
  });

  it.each(['check', 'model'] as const)('keeps its grade beside what a %s now calls graver', (origin) => {
    const findings = [nullFinding({ origin, severity: 'critical' })];
    const { review } = coordinate(push({ known: known({ origin }), findings }));

    expect(review).toMatchObject({
      verdict: 'significant_concerns',
      counts: { critical: 1, warning: 1 },
      comments: [{ severity: 'critical' }],
      remembered: [{ state: 'standing', comment: { severity: 'warning' } }],
    });
  });

  it('is nothing without a memory, and an empty list where there is nothing', () => {
    const findings = [nullFinding()];
    const without = coordinate(push({ findings }));
    const { remembered, ...review } = coordinate(push({ findings, known: [] })).review;

    expect(Object.keys(without.review)).not.toContain('remembered');
    expect(remembered).toEqual([]);
    expect(review).toEqual(without.review);
  });

  it('asks for the files that known concerns may be in', () => {
    const renamed = (path: string, oldPath: string) => changedFile(path, [], { oldPath, status: 'R' });
    const removed = knownOf({ ...one(MODEL), location: at('src/c.ts', 1, 1, 'old') });
    const input = new State()
      .file(renamed('src/b.ts', 'src/a.ts'), renamed('src/d.ts', 'src/c.ts'))
      .memory({ known: [...MODEL, removed] })
      .build();

    expect(filesOfKnown(input).map(({ side, path }) => `${side} ${path}`)).toEqual([
      'new src/a.ts',
      'new src/b.ts',
      'new src/d.ts',
      'old src/c.ts',
    ]);
  });
});

function one(list: readonly KnownConcern[]) {
  const [first] = list;
  if (first === undefined) throw new Error('nothing was published');
  return first.comment;
}
