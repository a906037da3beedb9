import { beforeAll, describe, expect, it } from 'vitest';
import { missingTools } from '../support/go-tools.ts';
import { expectLeftByKilled } from '../support/left-by-killed.ts';
import { tellTwoRunners, type TwoRunners } from '../support/two-runners.ts';

expectLeftByKilled();

const missing = missingTools('litestream');
const GUEST = 'Guests are logged in without a password';
const EVAL = 'Computed text is run as code';

describe.skipIf(missing !== null)(
  `runners that know each other by the store alone${missing === null ? '' : `: ${missing}`}`,
  () => {
    let told: TwoRunners;
    beforeAll(async () => {
      told = await tellTwoRunners(() => undefined);
    });

    it('pay for no answer again that the first one had recorded when it died', () => {
      expect(told).toMatchObject({ answered: 6, askedAgain: 0, askedBySecond: 7 });
      expect(told.underWay).toBeGreaterThan(0);
    });

    it('end well, each alone', () => {
      expect(told.ends).toEqual({ B: [0, 0], command: [0, 0], C: [0, 0] });
    });

    it('make one review, and raise nothing twice', () => {
      expect(told.second).toEqual({
        reviews: ['COMMENTED'],
        comments: [`src/auth/login.js:2 ${GUEST}`, `src/run.js:2 ${EVAL}`],
        summaries: ['summary'],
        checks: ['completed failure: Significant concerns: 2 critical'],
      });
      // The command and its answer stand in the thread.
      expect(told.third.comments).toEqual([`src/auth/login.js:2 ${GUEST} (3)`, `src/run.js:2 ${EVAL}`]);
    });

    it('know what a person dismissed', () => {
      expect(told.states).toEqual({ [GUEST]: 'dismissed', [EVAL]: 'raised' });
      expect(told.third.checks).toEqual(['completed failure: Significant concerns: 1 critical']);
    });

    it('leave all their runs in the store, the one that died as an open tail', () => {
      expect(told.runs).toEqual(['started', 'finished', 'finished', 'finished', 'finished']);
      expect(told.open).toBe(1);
    });
  },
);
