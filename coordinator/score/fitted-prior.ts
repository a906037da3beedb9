import type { ScorePrior } from './score-prior.ts';

/**
 * Made by `node scripts/fit-score.ts` on 2026-11-29: remarks of 15 review tools and of one reviewer that states its confidence on ten pull
 * requests of withmartian/code-review-benchmark and andyzengmath/soliton (both MIT), beside what was believed before (`COEFFICIENTS` in
 * scripts/evaluate/score-model.ts). Checks, quotes, rules of tools and voices of checks and models are in none of them, and stand as believed.
 */
export const PRIOR: ScorePrior = {
  stated: {
    check: {
      base: 0,
      slope: 1000,
    },
    model: {
      base: -1851,
      slope: 1115,
    },
    rule: {
      base: -500,
      slope: 1000,
    },
    opinion: {
      base: -3702,
      slope: 1230,
    },
  },
  unstated: {
    check: 500,
    model: -500,
    rule: -500,
    opinion: -2910,
  },
  quote: 700,
  mention: 430,
  unproven: -700,
  elsewhere: -450,
  aside: -600,
  voices: {
    check: 1000,
    model: 200,
    outside: 1000,
  },
  checkAndModel: 1000,
};
