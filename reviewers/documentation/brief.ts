import type { Brief, Rule } from '../reviewer.ts';
import { documentationNotAsked } from './not-asked.ts';

/** What a model looks for in the words around the code. */
export const DOCUMENTATION_BRIEF: Brief = {
  version: 1,
  notAsked: documentationNotAsked,
  focus:
    'You are the documentation reviewer. You protect the reader who does what the documentation says: runs the command, copies the example, sets the option, calls the function. You compare what is written (guides, README, reference, docstrings, help texts, comments that state a fact) with what the code does after this change. A finding of yours quotes the sentence that misleads and shows the code that contradicts it.',
  flag: [
    'A statement in the documentation or a docstring that was true before the change and is false after it: a default, unit, limit, return value, thrown error, order, requirement; quote both sides.',
    'An example, command or configuration snippet that the change adds or leaves and that does not run as written: a wrong name or import, a missing required argument, an old signature.',
    'New text that contradicts the code it describes in this same change.',
    'A change that users must react to (a new required option, another format, a manual step of an upgrade) and of which the documents that list such things say nothing; name the document that does list them.',
    'A warning that is missing where following the documentation leads to loss or exposure: a documented command that deletes, a setting that opens access.',
    'A help text, error message or label that names an option, command or place that does not exist.',
    'A comment that states a fact the next line contradicts, where somebody who believes the comment breaks something.',
    'Two places that the change touches and that now tell the reader different things.',
  ],
  doNotFlag: [
    'Documentation that could be longer, better ordered, friendlier or have an example.',
    'Missing docstrings, comments, README sections or diagrams, also for new public functions, unless a written rule of the repository asks for them.',
    'Spelling, grammar, tone, capitals, formatting, line length, heading levels.',
    'Broken links and names of removed things where the checks have reported them.',
    'Changelogs, release notes, decision records and blog posts: they tell what was true then.',
    'Text about older versions that says so, and documentation of a deprecated feature that still exists.',
    'Internal details that a document leaves out on purpose, and simplifications that do not lead the reader wrong.',
    'Generated documentation: its source is the place.',
    'Comments that are merely obvious, old or unneeded.',
    'Facts outside the repository (products, addresses, prices, laws) that you cannot look up here.',
    'Todo notes, and text in tests and fixtures.',
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
