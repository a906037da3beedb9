import type { Reviewer } from '../reviewer.ts';
import { QUALITY_BRIEF, QUALITY_MODEL_RULES } from './brief.ts';
import { codeSlips } from './checks/code-slips.ts';
import { conflictMarkers } from './checks/conflict-markers.ts';
import { debuggerStatements } from './checks/debugger-statements.ts';
import { dockerfileSlips } from './checks/dockerfile-slips.ts';
import { focusedTests } from './checks/focused-tests.ts';
import { guardsGone } from './checks/guards-gone.ts';
import { leftBehindCheck } from './checks/left-behind.ts';
import { linterSettings } from './checks/linter-settings.ts';
import { plainSlipsCheck } from './checks/plain-slips.ts';
import { pythonLints } from './checks/python-lints.ts';
import { rulesOff } from './checks/rules-off.ts';
import { scriptLints } from './checks/script-lints.ts';
import { makefileSlips } from './checks/makefile-slips.ts';
import { shellSlips } from './checks/shell-slips.ts';
import { graphqlSlips } from './checks/graphql-slips.ts';
import { protoSlips } from './checks/proto-slips.ts';
import { testScriptSlips } from './checks/test-script-slips.ts';
import { powerShellSlips } from './checks/powershell-slips.ts';
import { fishSlips } from './checks/fish-slips.ts';
import { templateSlips } from './checks/template-slips.ts';
import { styleSlips } from './checks/style-slips.ts';
import { silentReverts } from './checks/silent-reverts.ts';
import { staleCallers } from './checks/stale-callers.ts';
import { untestedChange } from './checks/untested-change.ts';
import { unassertedTests } from './checks/unasserted-tests.ts';
import { schemaQueries } from './checks/schema-queries.ts';
import { testsTakenAway } from './checks/tests-taken-away.ts';
import { suppressions } from './checks/suppressions.ts';
import { quietInTests } from './quiet-in-tests.ts';
import { RULES } from './rules.ts';
import { forModels } from '../rule-scopes.ts';

/** Finds code that is wrong whatever it is for, and what was left in by mistake. */
export const quality: Reviewer = {
  id: 'quality',
  description: 'Correctness lints on the lines that a change adds, and leftovers of its making.',
  rules: { ...RULES, ...forModels(QUALITY_MODEL_RULES) },
  checks: [
    ...[
      scriptLints,
      pythonLints,
      codeSlips,
      shellSlips,
      makefileSlips,
      styleSlips,
      templateSlips,
      powerShellSlips,
      fishSlips,
      graphqlSlips,
      dockerfileSlips,
      plainSlipsCheck,
    ].map(quietInTests),
    testScriptSlips,
    protoSlips,
    conflictMarkers,
    focusedTests,
    debuggerStatements,
    rulesOff,
    linterSettings,
    suppressions,
    staleCallers,
    schemaQueries,
    guardsGone,
    leftBehindCheck,
    untestedChange,
    unassertedTests,
    testsTakenAway,
    silentReverts,
  ],
  brief: QUALITY_BRIEF,
};
