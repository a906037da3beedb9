import { lintCheck } from '../lint-check.ts';
import { SCRIPT_LINTS, SCRIPT_PLUGINS } from '../script-lints.ts';

/** Correctness lints of JavaScript and TypeScript by oxlint. */
export const scriptLints = lintCheck({
  id: 'script-lints',
  tool: 'oxlint',
  extension: /\.[cm]?[jt]sx?$/i,
  kinds: ['javascript', 'typescript', 'tsx'],
  rules: {
    plugins: SCRIPT_PLUGINS,
    rules: Object.fromEntries(Object.keys(SCRIPT_LINTS).map((rule) => [rule, 'error'])),
  },
  lints: SCRIPT_LINTS,
});
