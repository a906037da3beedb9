import { describe, expect, it } from 'vitest';
import { openInMemory } from '../../../history/log.ts';
import { InputError } from '../../../schemas/problem.ts';
import { recordRun } from '../builders.ts';
import { aDecision, aFinding, anInput, aReview, aRun } from '../records.ts';

describe('looking up', () => {
  it('pages through the runs, newest first', () => {
    const log = openInMemory();
    const ids = Array.from({ length: 5 }, () => log.startRun(aRun()).runId).toReversed();

    const first = log.runs({ limit: 2 }).map(({ run }) => run.id);
    const second = log.runs({ limit: 9, before: ids[1] ?? '' }).map(({ run }) => run.id);

    expect([...first, ...second]).toEqual(ids);
    log.close();
  });

  it('takes the beginning of an id when only one fits, and lists the candidates when several do', () => {
    const log = openInMemory();
    const ids = [log.startRun(aRun()).runId, log.startRun(aRun()).runId];

    expect(log.run(ids[0]?.slice(0, 30).toUpperCase() ?? '').run.id).toBe(ids[0]);
    expect(log.run('latest').run.id).toBe(ids[1]);
    expect(() => log.run('0')).toThrow(new RegExp(`more than one run: ${ids[1]}, ${ids[0]}`));
    expect(() => log.run('')).toThrow(InputError);
    expect(() => log.run('ffff')).toThrow(/no run 'ffff'/);
    expect(() => log.run("' OR 1=1 --")).toThrow(InputError);
    log.close();
  });
});

describe('the story of a finding', () => {
  it('follows it through merges, renames and runs to what became of it', () => {
    const log = openInMemory();
    const inline = { kind: 'inline', at: { path: 'src/db.ts', side: 'new', startLine: 3, endLine: 3 } } as const;
    const other = aFinding({ id: 'q-1', reviewer: 'quality', rule: 'quality/eval' });
    recordRun(log, {
      input: anInput([aFinding(), other]),
      output: {
        decisions: [
          aDecision({ state: inline }),
          aDecision({ finding: 'q-1', fingerprint: 'fp-9', state: { kind: 'merged', into: 'f-1' } }),
        ],
        review: aReview(),
      },
    });
    recordRun(log, {
      input: anInput([aFinding({ id: 'moved' })]),
      output: { decisions: [aDecision({ finding: 'moved' })], review: aReview() },
    });
    recordRun(log, {
      input: anInput([aFinding({ id: 'f-1', rule: 'security/other', location: null })]),
      output: { decisions: [aDecision({ fingerprint: 'fp-7', concern: 'c-7' })], review: aReview() },
    });
    const later = log.startRun(aRun());
    later.recordOutcome({ concern: 'c-1', kind: 'accepted', actor: null, reason: null, at: '2026-01-02T03:04:05Z' });

    const story = log.findingStory('moved');

    expect(story).toMatchObject({
      finding: 'moved',
      fingerprint: 'fp-1',
      concern: 'c-1',
      outcomes: [{ kind: 'accepted' }],
    });
    expect(
      story.chapters.map(({ finding, carrier, merged }) => [
        finding.id,
        carrier?.finding.id,
        merged.map(({ id }) => id),
      ]),
    ).toEqual([
      ['f-1', undefined, ['q-1']],
      ['q-1', 'f-1', []],
      ['moved', undefined, []],
    ]);
    expect(story.chapters[0]?.publications[0]).toMatchObject({
      publication: { target: 'terminal' },
      events: [{ state: 'intent' }, { state: 'receipt' }],
    });
    expect(log.findingStory('f-1').chapters).toHaveLength(1);
    expect(log.findingStory('f-1', { run: log.runs({ limit: 9 })[3]?.run.id ?? '' }).chapters).toHaveLength(3);
    log.close();
  });

  it('asks back when the beginning fits several findings', () => {
    const log = openInMemory();
    recordRun(log, {
      input: anInput([aFinding({ id: 'abc-1' }), aFinding({ id: 'abc-2' })]),
      output: { decisions: [], review: aReview() },
    });

    expect(log.findingStory('abc-2').chapters).toHaveLength(1);
    expect(() => log.findingStory('abc')).toThrow(/more than one finding: abc-1, abc-2/);
    expect(() => log.findingStory('nope')).toThrow(/no finding 'nope'/);
    expect(() => log.findingStory('1fba')).toThrow(
      expect.objectContaining({ remedy: expect.stringContaining('begins with `f-`') }),
    );
    log.close();
  });
});
