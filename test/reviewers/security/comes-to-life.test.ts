import { expect, test } from 'vitest';
import { mayComeToLife } from '../../../reviewers/changed-code/comes-to-life.ts';
import { changedFiles } from '../../support/change-from-trees.ts';

const torn = (path: string, old: string, now: string) =>
  changedFiles({ [path]: old }, { [path]: now }).some(mayComeToLife);

const BODY = 'export function a(req) {\n  return eval(req.query.code);\n}\n';
const PYTHON = 'def a(request):\n    os.system(request.GET["x"])\n';

test.for<[what: string, path: string, old: string, now: string]>([
  ['a comment is opened', 'a.js', `/*\n${BODY}*/\n`, BODY],
  ['only the end of a comment moves up', 'a.ts', `/*\n${BODY}*/\nf();\n`, `/* old */\n${BODY}f();\n`],
  ['a template becomes code', 'a.js', `const s = \`\n${BODY}\`;\n`, BODY],
  ['a docstring is opened', 'a.py', `"""\n${PYTHON}"""\n`, PYTHON],
  ['one in single quotes, too', 'a.py', `'''\n${PYTHON}'''\n`, PYTHON],
])('%s', ([, path, old, now]) => {
  expect(torn(path, old, now)).toBe(true);
});

test.for<[what: string, path: string, old: string, now: string]>([
  ['words inside of a comment change', 'a.ts', '/**\n * Old.\n */\nf();\n', '/**\n * New.\n */\nf();\n'],
  ['a comment of one line grows', 'a.ts', '/** Old. */\nf();\n', '/**\n * New.\n */\nf();\n'],
  ['a comment goes as a whole', 'a.ts', '/**\n * Old.\n */\nf();\n', 'f();\n'],
  [
    'the first line of a docstring changes',
    'a.py',
    'def f():\n    """Old.\n\n    More.\n    """\n',
    'def f():\n    """New.\n\n    More.\n    """\n',
  ],
  ['a template changes', 'a.ts', 'const a = `x ${b}`;\n', 'const a = `y ${b}`;\n'],
  ['a new file has comments', 'a.ts', '', '/** x */\nconst a = `y`;\n'],
])('%s: nothing comes to life', ([, path, old, now]) => {
  expect(torn(path, old, now)).toBe(false);
});
