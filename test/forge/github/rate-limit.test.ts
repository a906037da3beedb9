import { describe, expect, test } from 'vitest';
import { type LimitedAnswer, secondsToWait, WritePace } from '../../../forge/github/api/rate-limit.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const inSeconds = (seconds: number): string => String(NOW / 1000 + seconds);
const answer = (more: Partial<LimitedAnswer>): LimitedAnswer => ({
  status: 403,
  headers: {},
  message: 'no',
  isRateLimited: false,
  ...more,
});

describe('the wait that GitHub asks for', () => {
  test.each<[string, Partial<LimitedAnswer>, number | null]>([
    ['a refusal is no limit', { message: 'Resource not accessible by integration' }, null],
    [
      'a refusal while requests are left is none',
      { headers: { 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': inSeconds(60) } },
      null,
    ],
    ['neither is an answer of another kind', { status: 422, headers: { 'retry-after': '5' } }, null],
    ['the seconds that it names', { headers: { 'retry-after': '7' } }, 7],
    ['also as 429', { status: 429, headers: { 'retry-after': '7' } }, 7],
    ['none at all', { headers: { 'retry-after': '0' } }, 0],
    [
      'until the hour is over, and a little',
      { headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(30) } },
      31,
    ],
    [
      'by its own clock',
      {
        headers: {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': inSeconds(30),
          date: new Date(NOW + 20_000).toUTCString(),
        },
      },
      11,
    ],
    ['not back in time', { headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(-90) } }, 1],
    ['a minute where only words tell', { message: 'You have exceeded a secondary rate limit.' }, 60],
    ['and where 429 is all it says', { status: 429 }, 60],
    ['and where content comes too fast', { status: 422, message: 'body was submitted too quickly' }, 60],
    [
      'in GraphQL with status 200',
      { status: 200, isRateLimited: true, headers: { 'x-ratelimit-reset': inSeconds(5) } },
      6,
    ],
    ['in GraphQL without any header', { status: 200, isRateLimited: true }, 60],
    ['what is no number is not believed', { status: 429, headers: { 'retry-after': 'soon' } }, 60],
  ])('%s', (_name, given, seconds) => {
    expect(secondsToWait(answer(given), NOW)).toBe(seconds);
  });
});

describe('the pace of writes', () => {
  test('some go at once, the others at a distance, never more than 80 a minute', () => {
    const pace = new WritePace();
    let now = 0;
    const times: number[] = [];
    for (let write = 0; write < 200; write += 1) {
      now += pace.next(now);
      times.push(now);
    }
    expect(times[29]).toBe(0);
    expect(times[30]).toBeGreaterThan(1000);
    for (const start of times) {
      const within = times.filter((time) => time >= start && time < start + 60_000);
      expect(within.length).toBeLessThanOrEqual(80);
    }
  });

  test('a rest gives the first ones back', () => {
    const pace = new WritePace();
    for (let write = 0; write < 30; write += 1) pace.next(0);
    expect(pace.next(600_000)).toBe(0);
  });
});
