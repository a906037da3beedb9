import { defineReviewer } from '../define-reviewer.ts';
import { PERFORMANCE_BRIEF, PERFORMANCE_MODEL_RULES } from './brief.ts';
import { catastrophicBacktracking } from './checks/catastrophic-backtracking.ts';
import { queryInLoop } from './checks/query-in-loop.ts';
import { syncInHandler } from './checks/sync-in-handler.ts';
import { forModels } from '../rule-scopes.ts';
/** Looks for cost that grows with use. */
export const performance = defineReviewer({
  id: 'performance',
  description:
    'Finds queries and requests in loops, calls that block a server while it answers, and patterns that backtrack without end.',
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
    ...forModels(PERFORMANCE_MODEL_RULES),
  },
  checks: [queryInLoop, syncInHandler, catastrophicBacktracking],
  brief: PERFORMANCE_BRIEF,
});
