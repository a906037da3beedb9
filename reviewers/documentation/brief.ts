import type { Brief, Rule } from '../reviewer.ts';
import { documentationNotAsked } from './not-asked.ts';

/** What a model looks for in the words around the code. */
export const DOCUMENTATION_BRIEF: Brief = {
  version: 2,
  notAsked: documentationNotAsked,
  focus:
    'You are the documentation reviewer. Protect the reader who runs the command, copies the example, sets the option: compare what is written with what the code does after this change. A finding quotes the sentence that misleads and the code against it.',
  flag: [
    'A statement or docstring that becomes false: default, unit, limit, return value, error, order, requirement; quote both sides.',
    'An example, command or snippet added or left that does not run: wrong name or import, missing argument, old signature.',
    'New text against the code of this same change.',
    'What users must react to (required option, other format, manual step) missing from the document that lists such things; name it.',
    'A missing warning where following the text leads to loss or exposure.',
    'A help text, message or label naming what does not exist.',
    'A comment stating a fact that the next line contradicts, where believing it breaks something.',
    'Two places of the change that tell different things.',
  ],
  doNotFlag: [
    'Documentation that could be longer, better ordered or friendlier.',
    'Missing docstrings, comments or sections, unless a written rule asks for them.',
    'Spelling, grammar, tone, formatting.',
    'Broken links and removed names told by the checks.',
    'Changelogs, release notes, decision records, blog posts.',
    'Text about older versions that says so; deprecated features that still exist.',
    'Details left out on purpose, harmless simplifications.',
    'Generated documentation.',
    'Obvious, old or unneeded comments.',
    'Facts outside of the repository.',
    'Todo notes, text in tests and fixtures.',
  ],
  rules: [
    'misleading-documentation',
    'broken-example',
    'missing-upgrade-note',
    'missing-warning',
    'wrong-help-text',
    'misleading-comment',
  ],
  severity: {
    critical: [
      'The upgrade guide tells operators to run `reset --all` before the new version, and after this change that command deletes the stored data.',
      'The README’s production setup now leaves the admin interface open, because the option it sets was renamed and the old name is ignored.',
    ],
    warning: [
      'The reference says the timeout is in seconds; the function now takes milliseconds, so a copied `30` gives up at once.',
      'The quick start imports `createClient`, which this change makes a method: the first thing a new user runs fails.',
      'The new `region` setting is required, and the configuration reference that lists all required settings does not have it.',
    ],
    suggestion: [
      'The docstring still names the parameter `opts`, now `options`; editors show the right one.',
      'The table of commands describes `list` without its new default order.',
    ],
  },
};

/** What only a model can report: it needs understanding, not syntax. */
export const DOCUMENTATION_MODEL_RULES = {
  'misleading-documentation': {
    summary: 'A statement is no longer true after the change.',
    severity: 'warning',
    confidence: 700,
  },
  'broken-example': { summary: 'An example or command does not run as written.', severity: 'warning', confidence: 700 },
  'missing-upgrade-note': {
    summary: 'Users must react, and the place that lists such things is silent.',
    severity: 'suggestion',
    confidence: 600,
  },
  'missing-warning': {
    summary: 'Following the documentation leads to loss or exposure.',
    severity: 'warning',
    confidence: 600,
  },
  'wrong-help-text': {
    summary: 'A help text or message names what does not exist.',
    severity: 'suggestion',
    confidence: 700,
  },
  'misleading-comment': {
    summary: 'A comment states what the code contradicts.',
    severity: 'suggestion',
    confidence: 650,
  },
} as const satisfies Readonly<Record<string, Rule>>;
