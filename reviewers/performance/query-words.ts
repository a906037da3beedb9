import type { Report } from '../reviewer.ts';

/** A question that is put once for each element of a list. */
interface Asked {
  readonly call: string;
  /** What is gone through, as written; empty where it is not known. */
  readonly list: string;
  readonly what: 'query' | 'request';
  /** All are put at once, side by side. */
  readonly side: boolean;
}

const short = (code: string, length: number): string => code.replace(/\s+/g, ' ').slice(0, length).replaceAll('`', "'");

/** What is said of it. */
export function wordsOf({
  call,
  list: written,
  what,
  side,
}: Asked): Pick<Report, 'rule' | 'title' | 'explanation' | 'failureScenario'> {
  const list = written === '' ? 'the list' : `\`${short(written, 60)}\``;
  return {
    rule: 'query-in-loop',
    title: `One ${what} for each element`,
    explanation: `\`${short(call, 80)}\` runs once for each element of ${list}${side ? '' : ', each time waiting for the one before'}. No round needs another’s result. ${
      what === 'request'
        ? 'Send them together, a bounded number at a time, or use an endpoint that takes many.'
        : 'Ask once for all of them (`IN (...)`, a join, a batch loader).'
    }`,
    failureScenario: {
      description: `The code runs with 1,000 elements in ${list}, at 5 ms a round trip.`,
      expected: `one ${what}, or a few`,
      actual: `1,000 round trips${side ? ', all at once' : ', about 5 s in which the caller waits'}`,
    },
  };
}
