import { expect, it } from 'vitest';
import { coordinate } from '../../../coordinator/coordinate.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { KnownConcern } from '../../../schemas/memory.ts';
import { at, finding } from '../builders.ts';
import { head, knownOf } from './memories.ts';

const ROUNDS = 30;
const LINES = [
  'start();',
  'send(user.name);',
  'while (true) poll();',
  'cache.put(key, value);',
  'if (guest) return true;',
  'done();',
];
const RULES = ['quality/null', 'quality/race', 'quality/state', 'quality/slow'];
const SUBJECTS = 'user name poll loop cache key value guest door start end error text row page'.split(' ');

/** A model that never says the same twice: other words, rules, extents, severities and confidences each time, and ever more of it. */
function saidIn(round: number): Finding[] {
  const on = (line: number, index: number, of: Partial<Finding>): Finding => {
    const isLong = (round + index) % 2 === 0 && line < LINES.length;
    const quote = LINES.slice(line - 1, isLong ? line + 1 : line).join('\n');
    const words = [0, 1, 2].map((step) => SUBJECTS[(round * 7 + index * 3 + step) % SUBJECTS.length]).join(' ');
    return finding({
      id: `f-${round}-${index}`,
      origin: 'model',
      rule: RULES[(round + index) % RULES.length] ?? '',
      location: at('src/a.ts', line, isLong ? line + 1 : line),
      evidence: quote,
      title: `The ${words} may go wrong`,
      explanation: `In round ${round} the ${words} is not looked at.`,
      confidence: 500 + ((round * 37 + index * 91) % 500),
      severity: round % 3 === 0 ? 'suggestion' : 'warning',
      ...of,
    });
  };
  const many = LINES.map((_, index) => on(index + 1, index, {}));
  const more = Array.from({ length: round }, (_, index) => on((index % LINES.length) + 1, 10 + index, {}));
  const grave = on(5, 99, {
    rule: 'quality/bypass',
    severity: round === 0 ? 'warning' : 'critical',
    evidence: LINES[4] ?? '',
    location: at('src/a.ts', 5),
  });
  return [...many, ...more, grave];
}

it('stops commenting after the second push of unchanged code, however much a model has to say', () => {
  const known: KnownConcern[] = [];
  const published: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const since = round === 0 ? null : { head: 'a'.repeat(40), touched: [] };
    const memory = { known, rejected: [], since };
    const { review } = coordinate(head({ lines: LINES, findings: saidIn(round), memory }));
    known.push(...review.comments.map((comment) => knownOf(comment)));
    published.push(review.comments.length);
  }
  expect(published[0]).toBeGreaterThan(0);
  // What is graver than it was said to be is told once more.
  expect(published.slice(1, 3).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(1);
  expect(published.slice(2)).toEqual(Array.from({ length: ROUNDS - 2 }, () => 0));
});
