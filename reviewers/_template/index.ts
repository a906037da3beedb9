import { defineReviewer } from '../define-reviewer.ts';
import { BRIEF } from './brief.ts';
import { doNotMerge } from './checks/do-not-merge.ts';

/** One sentence on what this specialist protects, and from what. */
export const templateReviewer = defineReviewer({
  id: 'template-reviewer',
  description: 'Finds notes in which the author asks not to merge the change.',
  rules: {
    'do-not-merge': {
      summary: 'An added comment asks not to merge the change.',
      severity: 'warning',
      confidence: 900,
    },
    'unfinished-work': {
      summary: 'The change shows that its author has not finished.',
      severity: 'suggestion',
      confidence: 600,
    },
  },
  checks: [doNotMerge],
  brief: BRIEF,
});
