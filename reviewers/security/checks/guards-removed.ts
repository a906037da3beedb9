import type { ChangedFile, DiffLine } from '../../../schemas/change-set.ts';
import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import type { Check } from '../../reviewer.ts';
import { asksWhoMay, staysWithout } from '../switches/authorisation.ts';
import { REFUSALS } from '../switches/refusals.ts';

const ANALYSED = /\.(?:[cm]?[jt]sx?|py|go|java|kt|scala|cs|rb|php|rs)$/i;
const COMMENT = /^\s*(?:\/\/|\*|\/\*|#)/;
const LONGEST_LINE = 2000;

/** A place that refuses, by what it refuses with. */
interface Refusal {
  readonly name: string;
  readonly file: ChangedFile;
  readonly line: DiffLine;
}

/**
 * Says where a change takes away what refused people who may not: a decorator, a status, an exception. What moves, also to another file, is
 * counted against what comes in its place; a file that goes as a whole opens nothing.
 */
export const guardsRemoved: Check = {
  id: 'guards-removed',
  comparesSides: true,
  async run(context) {
    const files = context.changeSet.files.filter(({ newPath }) => ANALYSED.test(newPath) && !isSampleCode(newPath));
    const gone = files
      .filter(({ status }) => status !== 'D')
      .flatMap((file) => refusalsIn(file, 'deleted'))
      .filter(({ file, line }) => staysWithout(file, line));
    const come = Map.groupBy(
      files.flatMap((file) => refusalsIn(file, 'added')),
      ({ name }) => name,
    );
    const goneByName = Map.groupBy(gone, (one) => one.name);
    for (const [name, all] of goneByName) {
      const missing = all.length - (come.get(name) ?? []).filter((one) => takesThePlaceOf(one, all)).length;
      const first = all.at(-1);
      if (missing <= 0 || first === undefined) continue;
      const { file, line } = first;
      const at = line.oldLine ?? 1;
      context.report({
        rule: 'guard-removed',
        location: { path: file.oldPath, side: 'old', startLine: at, endLine: at },
        evidence: line.text.replace(/\r$/, ''),
        title: 'What refused people who may not is gone',
        explanation: `The change takes ${name.includes(' ') ? name : `\`${name}\``} away ${missing === 1 ? 'here' : `in ${missing} places`} and puts it nowhere else, while the code that it stood before stays.`,
        failureScenario: {
          description: `Somebody without the right asks for what \`${file.newPath}\` does.`,
          expected: 'they are refused, as before',
          actual: 'they are served, unless something outside of this change refuses them',
        },
        // Folded: on ordinary commits the guards that went had another one, which no rule saw.
        severity: 'suggestion',
        confidence: 200,
      });
    }
  },
};

/** In the same file, or the very line elsewhere: the same guard before something else refuses nobody here. */
function takesThePlaceOf(come: Refusal, gone: readonly Refusal[]): boolean {
  return gone.some(
    ({ file, line }) => file.newPath === come.file.newPath || line.text.trim() === come.line.text.trim(),
  );
}

function refusalsIn(file: ChangedFile, kind: 'added' | 'deleted'): Refusal[] {
  return file.hunks
    .flatMap(({ lines }) => lines)
    .filter((line) => line.kind === kind && line.text.length <= LONGEST_LINE && !COMMENT.test(line.text))
    .flatMap((line) => {
      const name = REFUSALS.map((refusal) =>
        refusal
          .exec(line.text)
          ?.slice(1)
          .find((group) => group !== undefined),
      );
      const [found] = name.filter((one) => one !== undefined);
      if (found !== undefined) return [{ name: found, file, line }];
      const way = asksWhoMay(line.text);
      return way === null ? [] : [{ name: way, file, line }];
    });
}
