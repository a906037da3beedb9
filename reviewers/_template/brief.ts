import type { Brief } from '../reviewer.ts';

/** What a model looks for beyond the checks. Raise `version` with every change of the words. */
export const BRIEF: Brief = {
  version: 1,
  focus: 'One paragraph: whom this specialist protects, from what, and what a finding of it always names.',
  flag: ['A path that throws "not implemented" and that the change makes reachable: name the caller.'],
  doNotFlag: ['Notes that the checks have reported.', 'Plans for later that nothing depends on today.'],
  rules: ['unfinished-work'],
  severity: {
    critical: ['The new payment route answers "not implemented" and the old one is removed in the same change.'],
    warning: ['The export button is shown to everybody, and its handler ends in a thrown "not implemented".'],
    suggestion: ['A disabled menu entry leads to an empty page.'],
  },
};
