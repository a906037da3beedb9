/**
 * What the simulated day is made of. Each figure was published by whoever is named beside it, or measured here by what is named beside it;
 * what is neither is marked as assumed, and docs/scale.md repeats it.
 */

/** Of commits, two thirds of people's are made from 10 to 18 o'clock (Claes et al., ICSE 2018, arXiv 1802.05084). All in one time zone is the worst case. */
export const OFFICE = { from: 10, to: 18, share: 2 / 3 };

/** Merged pull requests of a project in three months, by quantile (Reviewpad on GH Archive, January to March 2020, 283,034 projects). The last is assumed: it makes their average of 9.3. */
export const PULLS_A_PROJECT: readonly (readonly [number, number])[] = [
  [0, 1],
  [0.3, 1],
  [0.5, 2],
  [0.7, 5],
  [0.8, 8],
  [0.9, 18],
  [0.95, 36],
  [0.99, 117],
  [1, 700],
];

/** Projects an organisation: 283,034 of 153,688 (the same). */
export const PROJECTS_AN_INSTALLATION = 283_034 / 153_688;

/** Commits a pull request, on average (Promyze, 10,193 pull requests of 2019 to 2022); each after the first is a push of its own here. */
export const HEADS_A_PULL = 3.26;
/** Lines added: the median and the third quartile (the same). Between and beyond them a log-normal distribution. */
export const LINES = { median: 21, third: 122, most: 2000 };
/** Assumed: between two pushes of a pull request lies an hour on average. */
export const HOURS_BETWEEN_PUSHES = 1;

/** Claude Sonnet 4.5: seconds to the first token and tokens a second, medians (Artificial Analysis, November 2025). */
export const MODEL = { firstTokenSeconds: 1.8, tokensASecond: 63 };
/** Assumed: 95 of 100 calls take less than twice the median. */
export const TAIL = 2;
/** Of Anthropic's answers in a year: refused for their rate, and failed (Portkey, 650 organisations, 2024). */
export const FAILURES = { limited: 0.056, failed: 0.0056 };
/** Tokens of an answer to a prompt of 10,000: the workload by which Artificial Analysis measures. */
export const ANSWER_TOKENS = 1500;

/** Requests of an installation that GitHub answers in an hour (docs.github.com: 5,000, up to 12,500 beyond 20 repositories or users). */
export const GITHUB_AN_HOUR = 5000;
/** Requests a review: measured by test/app/webhook/calls.test.ts, one that says something. */
export const REQUESTS_A_REVIEW = 11;
/** Assumed: GitHub answers in so much. */
export const GITHUB_SECONDS = 0.2;

/** Prompt of one reviewer for a change of one line and of 400; written and read tokens of seven against it (docs/performance.md). */
export const PROMPT = { one: 4467, of400: 22_234, written: 28_708 / 22_234, read: 128_346 / 22_234, reviewers: 7 };
/** Dollars for a million tokens of `claude-sonnet-5-5` (`models/selection/capabilities.ts`). */
export const PRICE = { written: 2.5, read: 0.1, output: 10 };
/** Conversations of a reviewer go twice to the model (assumed: one tool call), then the judge once. */
export const TURNS = 2;
/** Processor seconds of a review with checks only (`npm run bench -- fleet`, docs/scale.md). */
export const CPU_SECONDS = 1.5;
/** Assumed: dollars an hour for a machine of two cores and 4 GB (the large clouds' list prices lie between 0.02 and 0.05). */
export const MACHINE_DOLLARS = 0.04;
