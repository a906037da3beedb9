import { defineReviewer } from '../define-reviewer.ts';
import { PERFORMANCE_BRIEF, PERFORMANCE_MODEL_RULES } from './brief.ts';
import { catastrophicBacktracking } from './checks/catastrophic-backtracking.ts';
import { nPlusOne } from './checks/n-plus-one.ts';
import { quadraticWork } from './checks/quadratic-work.ts';
import { queryInLoop } from './checks/query-in-loop.ts';
import { syncInHandler } from './checks/sync-in-handler.ts';
import { unboundedRead } from './checks/unbounded-read.ts';
import { forModels } from '../rule-scopes.ts';
/** Looks for cost that grows with use. */
export const performance = defineReviewer({
  id: 'performance',
  description:
    'Finds queries and requests in loops, calls that block a server while it answers, patterns that backtrack without end, and work and reads that grow with what is stored.',
  rules: {
    'catastrophic-backtracking': {
      summary: 'A regular expression takes exponential time on some text.',
      severity: 'suggestion',
      confidence: 850,
    },
    'query-in-loop': {
      summary: 'A database or another machine is asked once for each element of a list.',
      severity: 'warning',
      confidence: 700,
    },
    'sync-in-handler': {
      summary: 'A call that blocks stands in a request handler or an asynchronous function.',
      severity: 'warning',
      confidence: 800,
    },
    'n-plus-one': {
      summary: 'An association is loaded by itself for each record of a query.',
      severity: 'warning',
      confidence: 200,
    },
    'quadratic-search': {
      summary: 'A list that grows is walked once for each element of a list.',
      severity: 'suggestion',
      confidence: 200,
    },
    'quadratic-copy': {
      summary: 'What is there already is copied once for each element of a list.',
      severity: 'suggestion',
      confidence: 200,
    },
    ...forModels(PERFORMANCE_MODEL_RULES),
    // A check tells it too, with a confidence of its own.
    'unbounded-read': PERFORMANCE_MODEL_RULES['unbounded-read'],
  },
  checks: [queryInLoop, nPlusOne, syncInHandler, catastrophicBacktracking, quadraticWork, unboundedRead],
  brief: PERFORMANCE_BRIEF,
});
