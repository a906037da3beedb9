import { defineReviewer } from '../define-reviewer.ts';
import { AGENTS_MD_BRIEF, AGENTS_MD_MODEL_RULES } from './brief.ts';
import { freshness } from './checks/freshness.ts';
import { length } from './checks/length.ts';
import { missingCommands } from './checks/missing-commands.ts';
import { forModels } from '../rule-scopes.ts';
/** Keeps the instructions for coding assistants true. */
export const agentsMd = defineReviewer({
  id: 'agents-md',
  description: 'Finds instructions for coding assistants that the change makes untrue.',
  rules: {
    'missing-command': {
      summary: 'The guidance names a command that does not exist after the change.',
      severity: 'warning',
      confidence: 850,
    },
    'outdated-tool': {
      summary: 'A tool is replaced, and the guidance still tells to use the old one.',
      severity: 'warning',
      confidence: 800,
    },
    'too-long': {
      summary: 'The guidance grows beyond 200 lines.',
      severity: 'suggestion',
      // How long is too long is a matter of taste, so that it is folded.
      confidence: 200,
    },
    ...forModels(AGENTS_MD_MODEL_RULES),
  },
  checks: [missingCommands, freshness, length],
  brief: AGENTS_MD_BRIEF,
});
