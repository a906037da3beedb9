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
    rules: Object.fromEntries(
      Object.entries(SCRIPT_LINTS).map(([rule, { options }]) => [
        rule,
        options === undefined ? 'error' : ['error', options],
      ]),
    ),
  },
  lints: SCRIPT_LINTS,
});
