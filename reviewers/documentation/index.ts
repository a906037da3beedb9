import { defineReviewer } from '../define-reviewer.ts';
import { DOCUMENTATION_BRIEF, DOCUMENTATION_MODEL_RULES } from './brief.ts';
import { brokenLinks } from './checks/broken-links.ts';
import { misspelledWords } from './checks/misspelled-words.ts';
import { staleMentions } from './checks/stale-mentions.ts';
import { forModels } from '../rule-scopes.ts';
/** Looks for documents that lead their readers wrong. */
export const documentation = defineReviewer({
  id: 'documentation',
  description: 'Finds documents that still name what the change removes, and links that lead nowhere.',
  rules: {
    'names-removed-thing': {
      summary: 'A document still names a file, name or flag that the change removes.',
      severity: 'suggestion',
      confidence: 750,
    },
    'broken-link': {
      summary: 'An added relative link leads to no file.',
      severity: 'suggestion',
      confidence: 850,
    },
    'broken-anchor': {
      summary: 'An added link leads to a heading that is not there.',
      severity: 'suggestion',
      confidence: 700,
    },
    'misspelled-word': {
      summary: 'An added comment, document, sentence or name has a known misspelling that stood nowhere before.',
      severity: 'suggestion',
      confidence: 800,
    },
    ...forModels(DOCUMENTATION_MODEL_RULES),
  },
  checks: [brokenLinks, staleMentions, misspelledWords],
  brief: DOCUMENTATION_BRIEF,
});
