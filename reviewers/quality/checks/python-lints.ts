import { lintCheck } from '../lint-check.ts';
import { PYTHON_BUILTINS, PYTHON_LINTS } from '../python-lints.ts';

/** Correctness lints of Python by ruff. Stubs declare, they do not run. */
export const pythonLints = lintCheck({
  id: 'python-lints',
  tool: 'ruff',
  extension: /\.pyi?$/i,
  kinds: ['python'],
  rules: { 'target-version': 'py314', builtins: PYTHON_BUILTINS, lint: { select: Object.keys(PYTHON_LINTS) } },
  lints: PYTHON_LINTS,
});
