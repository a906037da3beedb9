import { defineReviewer } from '../define-reviewer.ts';
import { DOCUMENTATION_BRIEF, DOCUMENTATION_MODEL_RULES } from './brief.ts';
import { doubledWordsCheck } from './checks/doubled-words.ts';
import { wrongArticlesCheck } from './checks/wrong-articles.ts';
import { documentedParameters } from './checks/documented-parameters.ts';
import { brokenLinks } from './checks/broken-links.ts';
import { misspelledWords } from './checks/misspelled-words.ts';
import { openCodeSpans } from './checks/open-code-spans.ts';
import { staleMentions } from './checks/stale-mentions.ts';
import { goDocNames } from './checks/go-doc-names.ts';
import { leftBehindComments } from './checks/left-behind-comments.ts';
import { forModels } from '../rule-scopes.ts';
/** Looks for documents that lead their readers wrong. */
export const documentation = defineReviewer({
  id: 'documentation',
  description: 'Finds documents that still name what the change removes, and links that lead nowhere.',
  rules: {
    'names-removed-thing': {
      summary: 'A document, comment, example or pipeline still names what the change removes.',
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
    'open-code-span': {
      summary: 'An added line of a document has a backtick without its counterpart.',
      severity: 'suggestion',
      confidence: 800,
    },
    'unknown-parameter': {
      summary: 'A doc comment names a parameter that its function does not have.',
      severity: 'suggestion',
      confidence: 850,
    },
    'doubled-word': {
      summary: 'A word stands twice in a row in an added comment or document.',
      severity: 'suggestion',
      confidence: 850,
    },
    'wrong-article': {
      summary: 'An added sentence has `a` where the next word takes `an`, or the other way round.',
      severity: 'suggestion',
      confidence: 800,
    },
    'comment-names-former': {
      summary: 'A comment still names what the change renamed or removed in the same file.',
      severity: 'suggestion',
      confidence: 800,
    },
    'comment-of-another': {
      summary: 'A comment of Go begins with the name of another declaration than the one below it.',
      severity: 'suggestion',
      confidence: 800,
    },
    'misspelled-word': {
      summary:
        'An added comment, document, sentence or name has a known misspelling that hardly stood anywhere before.',
      severity: 'suggestion',
      confidence: 800,
    },
    ...forModels(DOCUMENTATION_MODEL_RULES),
  },
  checks: [
    brokenLinks,
    openCodeSpans,
    staleMentions,
    misspelledWords,
    documentedParameters,
    doubledWordsCheck,
    wrongArticlesCheck,
    leftBehindComments,
    goDocNames,
  ],
  brief: DOCUMENTATION_BRIEF,
});
