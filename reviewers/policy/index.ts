import { defineReviewer } from '../define-reviewer.ts';
import { POLICY_BRIEF, POLICY_MODEL_RULES } from './brief.ts';
import { commitForm } from './checks/commit-form.ts';
import { descriptionSections, generatedChanges } from './checks/description.ts';
import { docketSettings } from './checks/docket-settings.ts';
import { forbiddenPaths, sizeLimit } from './checks/limits.ts';
import { patternRules } from './checks/pattern-rules.ts';
import { requiredPaths } from './checks/required-paths.ts';
import { syntaxRules } from './checks/syntax-rules.ts';
import { signOff } from './checks/sign-off.ts';
import { forModels } from '../rule-scopes.ts';
/** Holds a change against the rules that the repository has written down. */
export const policy = defineReviewer({
  id: 'policy',
  description: 'Holds the change against the repository’s own rules, limits and required sign-off.',
  rules: {
    'breaks-pattern-rule': {
      summary: 'An added line has what a configured rule of the repository looks for.',
      severity: 'warning',
      confidence: 900,
    },
    'forbidden-path': {
      summary: 'The change touches a path that the repository has closed.',
      severity: 'warning',
      confidence: 950,
    },
    'change-too-large': {
      summary: 'The change has more lines than the repository allows.',
      severity: 'suggestion',
      confidence: 900,
    },
    'missing-required-path': {
      summary: 'A place changes without the one that has to change with it.',
      severity: 'warning',
      confidence: 900,
    },
    'commit-form': {
      summary: 'The subject of a commit has another form than the repository asks for.',
      severity: 'suggestion',
      confidence: 900,
    },
    'missing-section': {
      summary: 'The description lacks a section that the repository asks for.',
      severity: 'suggestion',
      confidence: 900,
    },
    'generated-change': {
      summary: 'A change that a model made lacks what the repository asks of such changes.',
      severity: 'warning',
      confidence: 900,
    },
    'missing-sign-off': {
      summary: 'The contribution guide asks for a sign-off that a commit lacks.',
      severity: 'suggestion',
      confidence: 800,
    },
    'reviews-see-less': {
      summary: 'Under the changed settings of Docket later reviews see less.',
      severity: 'warning',
      confidence: 950,
    },
    'broken-settings': {
      summary: 'The changed settings of Docket cannot be read, so that later reviews fail.',
      severity: 'critical',
      confidence: 950,
    },
    ...forModels(POLICY_MODEL_RULES),
  },
  checks: [
    patternRules,
    syntaxRules,
    forbiddenPaths,
    sizeLimit,
    requiredPaths,
    commitForm,
    descriptionSections,
    generatedChanges,
    signOff,
    docketSettings,
  ],
  brief: POLICY_BRIEF,
});
