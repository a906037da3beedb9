import { aComment, anOutput, aReviewer, aUsage } from '../build-review-output.ts';
import { aReply, aThread, numbered, remembered, someFacts } from './build-publication.ts';

/** The head of the file that `FILE` changes. */
export const HEAD_TEXT = [
  'export function user(request) {',
  "\tconst sql = `select * from users where name = '${request.query.name}'`;",
  '\treturn database.query(sql);',
  '}',
  '',
].join('\n');

const injection = aComment({
  finding: 'f-4f0c21aa93',
  evidence: 'return database.query(sql);',
  replacement: 'return database.query(sql, [request.query.name]);',
  failureScenario: { description: "GET /user?name=x' or 1=1 -- answers with every user" },
  references: ['CWE-89'],
});

const untested = aComment({
  finding: 'f-a1b2c3d4e5',
  concern: 'c2',
  fingerprint: 'fp2',
  rule: 'quality/no-test',
  reviewers: ['quality'],
  origins: ['model'],
  severity: 'suggestion',
  confidence: 640,
  placement: 'summary',
  location: { path: 'src/user.ts', side: 'new', startLine: 1, endLine: 4 },
  evidence: null,
  title: 'No test covers the new query',
  explanation: 'The function is called by two routes, and neither has a test that passes a name.',
});

const reviewers = [
  aReviewer({ findings: 1, model: { status: 'ok', reason: null, models: ['anthropic/claude-sonnet-5-5'] } }),
  aReviewer({ reviewer: 'release', status: 'skipped', reason: 'disabled in the configuration' }),
];

/** The first review of a pull request, as docs/output.md shows it. */
export const FIRST = {
  output: anOutput({
    comments: [injection, untested],
    review: { verdictReason: '1 critical finding', coverage: 'full', reviewers },
    usage: aUsage(),
    judge: { status: 'ok', reason: null },
    elapsedMs: 48_210,
  }),
  facts: someFacts({ sources: () => HEAD_TEXT, docsUrl: 'https://docket.example/docs' }),
};

const loop = numbered(3, { title: 'Query in a loop', severity: 'warning' });
const cache = numbered(4, { title: 'The cache is never emptied', severity: 'warning' });
const name = numbered(5, { title: 'Two names for one thing', severity: 'suggestion' });
const leak = numbered(6, { title: 'The handle is not closed', severity: 'critical' });

/** A review after a later push: something new, and what became of the rest. */
export const LATER = {
  output: anOutput({
    comments: [untested],
    review: {
      verdict: 'significant_concerns',
      verdictReason: '1 critical finding',
      counts: { critical: 1, warning: 0, suggestion: 1 },
      reviewers: [aReviewer()],
      remembered: [
        remembered(loop, 'fixed', 'its quote is gone from src/user.ts'),
        remembered(cache, 'dismissed', 'dismissed, and its code is the same'),
        remembered(name, 'claimed', 'its quote is still in the file'),
        remembered(leak, 'standing', 'its quote is still in the file'),
      ],
    },
  }),
  facts: someFacts({
    conversation: {
      threads: [
        aThread(loop),
        aThread(cache, { mark: { state: 'claimed', actor: 'ann', reason: 'it is emptied by the deploy' } }),
        aThread(name, { mark: { state: 'claimed', actor: 'bob', reason: "won't fix" } }),
        aThread(leak, { replies: [aReply('I disagree, the process ends anyway')] }),
      ],
      summary: null,
    },
  }),
};
