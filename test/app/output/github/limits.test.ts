import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markSize } from '../../../../app/output/github/concern-mark.ts';
import { renderJobSummary } from '../../../../app/output/github/job-summary.ts';
import { planPublication } from '../../../../app/output/github/plan-publication.ts';
import { plannedPlace } from '../../../../app/output/github/placed-comments.ts';
import { readMarker, sealMarker } from '../../../../forge/github/publish/marker.ts';
import { type Mark, PlannedPublication } from '../../../../schemas/publication.ts';
import { runs } from '../../../support/soak.ts';
import { anOutput } from '../build-review-output.ts';
import { anyPublication } from './any-publication.ts';
import { numbered, remembered, ROW, someFacts } from './build-publication.ts';

const LIMIT = 65_536;
const size = (text: string) => Buffer.byteLength(text);

describe('a publication', () => {
  it('fits every limit of GitHub, whatever is published', () => {
    fc.assert(
      fc.property(anyPublication, ({ output, facts }) => {
        const plan = planPublication(output, facts);
        expect(PlannedPublication.safeParse(plan).error).toBeUndefined();
        const { review, updates, replies, summary, check } = plan;
        const marked = [...(review?.comments ?? []), ...updates, ...replies, ...(summary === null ? [] : [summary])];
        expect(marked.filter(({ body, mark }) => size(body) + markSize(mark) > LIMIT).length).toBe(0);
        for (const { mark } of marked) {
          const sealed = sealMarker((mark.kind === 'reply' ? mark : { publication: ROW, ...mark }) as Mark);
          expect(size(`${sealed}\n`)).toBeLessThanOrEqual(markSize(mark));
          expect(readMarker(`${sealed}\nbody`).mark).toMatchObject(mark);
        }
        expect(size(review?.body ?? '')).toBeLessThan(8000);
        expect(size(check?.summary ?? '')).toBeLessThanOrEqual(65_535);
        expect(check?.title.length).toBeLessThanOrEqual(255);
        for (const { title, message, startLine, endLine } of check?.annotations ?? []) {
          expect(title.length).toBeLessThanOrEqual(255);
          expect(size(message)).toBeLessThanOrEqual(64 * 1024);
          expect(endLine).toBeGreaterThanOrEqual(startLine);
        }
        const job = renderJobSummary(output, { reason: 'r', publication: facts, links: [], problems: output.problems });
        expect(size(job)).toBeLessThanOrEqual(1024 * 1024);
      }),
      { numRuns: runs(40, 2000) },
    );
  }, 600_000);

  it('leaves the mark its room, however long the rest is', () => {
    const long = '\u202e'.repeat(5000);
    const failureScenario = { description: long, command: long, expected: long, actual: long };
    const references = [long, long, long, long, long];
    const fields = { title: long, explanation: long, evidence: long, failureScenario, references };
    const sizes = Array.from({ length: 17 }, (_, at) => {
      const output = anOutput({ comments: [numbered(1, { ...fields, replacement: '\u202e'.repeat(250 * at) })] });
      const [planned] = planPublication(output, someFacts()).review?.comments ?? [];
      return planned === undefined ? 0 : size(planned.body) + markSize(planned.mark);
    });
    expect(Math.max(...sizes)).toBeLessThanOrEqual(LIMIT);
    expect(Math.max(...sizes)).toBeGreaterThan(LIMIT - 4000);
  });

  it('leaves no finding out without a word', () => {
    fc.assert(
      fc.property(anyPublication, ({ output, facts }) => {
        const { review, summary, check } = planPublication(output, facts);
        const placed = new Set(review?.comments.map(({ mark }) => mark.comment.concern));
        const { comments, remembered: known = [] } = output.review;
        for (const comment of comments) expect(placed.has(comment.concern)).toBe(plannedPlace(comment) !== null);
        const shown = known.filter(({ state }) => state !== 'fixed').map(({ comment }) => comment);
        for (const body of [summary?.body ?? '', check?.summary ?? '']) {
          const told = [...comments, ...shown].filter(({ finding }) => tells(body, finding)).length;
          const left = Array.from(body.matchAll(/(\d+) more (?:findings? )?did not fit here/g), ([, count]) =>
            Number(count),
          );
          // What was fixed, and remarks, may be left out as well.
          expect(told + left.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(comments.length + shown.length);
          expect(told === comments.length + shown.length || left.length > 0).toBe(true);
        }
      }),
      { numRuns: runs(40, 2000) },
    );
  }, 600_000);

  it('keeps what stands when there is far too much', () => {
    const many = (count: number, from: number) =>
      Array.from({ length: count }, (_, at) => numbered(from + at, { placement: 'summary' }));
    const standing = many(400, 1000).map((comment) => remembered(comment, 'standing'));
    const settled = many(400, 2000).map((comment) => remembered(comment, 'dismissed'));
    const critical = numbered(1, { placement: 'summary', severity: 'critical' });
    const output = anOutput({
      comments: [critical, ...many(400, 3000)],
      review: { remembered: [...settled, ...standing, remembered(numbered(2, { severity: 'critical' }), 'standing')] },
    });
    const { summary } = planPublication(output, someFacts());
    const body = summary?.body ?? '';
    expect([tells(body, 'f-1'), tells(body, 'f-2')]).toEqual([true, true]);
    const count = (pattern: RegExp) => body.match(pattern)?.length ?? 0;
    expect(count(/Finding number 1\d{3}/g)).toBeGreaterThan(60);
    expect(count(/Finding number 3\d{3}/g)).toBeGreaterThan(60);
    expect(count(/Finding number 2\d{3}/g)).toBeGreaterThan(10);
    expect(summary?.mark.concerns.length).toBeGreaterThan(20);
    expect(new Set(summary?.mark.concerns.map(({ state }) => state))).toEqual(new Set(['raised']));
  });

  it('is the same for the same facts', () => {
    fc.assert(
      fc.property(anyPublication, ({ output, facts }) => {
        expect(planPublication(structuredClone(output), facts)).toEqual(planPublication(output, facts));
      }),
      { numRuns: runs(10, 300) },
    );
  });
});

/** Its id stands in the text as code, alone or in a command. */
function tells(body: string, finding: string): boolean {
  return (
    body.includes(`\`${finding}\``) || body.includes(`explain ${finding}\``) || body.includes(`dismiss ${finding} why`)
  );
}
