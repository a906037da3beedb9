import { syntaxOf, type Syntax } from '../../changed-code/syntax-node.ts';
import type { Check } from '../../reviewer.ts';
import { onLine } from '../added-lines.ts';
import { filesWithAddedLines, isFixture } from '../paths.ts';
import { asyncCallbacks } from '../slips/async-callbacks.ts';
import { missingAwaits } from '../slips/missing-await.ts';
import { arraySlips, unreachableExcepts } from '../slips/other-slips.ts';
import { SLIPS, type Slip } from '../slips/slip.ts';

const SCRIPT = /\.[cm]?[jt]sx?$/i;
const PYTHON = /\.py$/i;

/** What answers with a file's whole syntax. */
const RULES = [
  { id: 'syntax', language: ['javascript', 'typescript', 'tsx'], rule: { kind: 'program' }, syntax: true },
  { id: 'syntax', language: ['python'], rule: { kind: 'module' }, syntax: true },
];
/** Words without which there is nothing to find. */
const HINT =
  /\basync\b|\bexcept\b|<=\s*[\w.]+\.length|\.map\(\s*(?:Number\.)?parseInt|\.(?:toSorted|sort)\(\s*\)|ndex(?:Of)?\(/;

/** Mistakes that linters without types pass over: async functions whose answer nobody awaits, clauses that are never reached. */
export const codeSlips: Check = {
  id: 'code-slips',
  async run(context) {
    for (const file of filesWithAddedLines(context.changeSet.files)) {
      const path = file.newPath;
      if ((!SCRIPT.test(path) && !PYTHON.test(path)) || isFixture(path)) continue;
      const content = await context.read(path, 'new');
      if (content.kind === 'absent' || !HINT.test(content.text)) continue;
      const rules = RULES.filter(({ language }) => language.includes('python') === PYTHON.test(path));
      const [result] = await context.analyse('ast-grep', [{ path, text: content.text }], { rules });
      const tree =
        result?.kind === 'ok' ? result.matches.find(({ syntax }) => syntax !== undefined)?.syntax : undefined;
      const root = tree === undefined ? null : syntaxOf(tree, content.text);
      if (root === null) continue;
      const changed = context.changedLines(file, 'new');
      const lines = content.text.split('\n');
      for (const slip of slipsIn(root, PYTHON.test(path))) {
        const line = content.text.slice(0, slip.node.start).split('\n').length;
        if (!changed.has(line)) continue;
        const { title, why, scenario } = SLIPS[slip.rule];
        context.report({
          rule: slip.rule,
          ...onLine(path, line, lines[line - 1] ?? ''),
          title,
          explanation: `This is about \`${slip.name}\`. ${why}`,
          failureScenario: { description: scenario },
        });
      }
    }
  },
};

function slipsIn(root: Syntax, isPython: boolean): readonly Slip[] {
  return [
    ...missingAwaits(root),
    ...(isPython ? unreachableExcepts(root) : [...arraySlips(root), ...asyncCallbacks(root)]),
  ];
}
