import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { changedConstants, type ChangedConstant, constantOn } from '../switches/constant.ts';
import { letsPast } from '../switches/guarded-by.ts';
import { switchesOn, type Switched } from '../switches/switch.ts';

const CODE = /\.(?:[cm]?[jt]sx?|py|go|java|kt|php|rb|cs)$/i;
/** A change of more constants is no change of one's mind. */
const MOST_NAMES = 40;
const MOST_LINES = 60;

/**
 * Constants by which a check is switched off at another place: the value stands in one file, the option that takes it, or the condition in front
 * of what refuses people, in another one.
 */
export const flippedConstants: Check = {
  id: 'flipped-constants',
  comparesSides: true,
  async run(context) {
    const files = context.changeSet.files.filter(({ newPath }) => CODE.test(newPath) && !isSampleCode(newPath));
    const { changed, flipped } = changedConstants(files);
    for (const constant of changed.slice(0, MOST_NAMES)) {
      const report = await reportOf(context, constant, flipped.has(constant.name));
      if (report !== null) context.report(report);
    }
    for (const file of files) await tellUses(context, file);
  },
};

/** What a constant of the change switches off, wherever it is used. */
async function reportOf(context: CheckContext, constant: ChangedConstant, isFlipped: boolean): Promise<Report | null> {
  for (const { path, line, text } of await linesWith(context, constant.name)) {
    const switched = switchesOn(text).find(({ name, off }) => name === constant.name && off === constant.isOn);
    if (switched !== undefined) return told(constant, switched, `${path}:${line}`);
    if (!isFlipped || !/\b(?:if|unless|elsif|elif)\b/.test(text)) continue;
    const content = await context.read(path, 'new');
    const lines = content.kind === 'text' ? content.text.split('\n') : [];
    if (letsPast(lines, line - 1, constant.name) === constant.isOn) return told(constant, PAST, `${path}:${line}`);
  }
  return null;
}

type Words = Pick<Switched, 'rule' | 'title' | 'harm'>;

const PAST: Words = {
  rule: 'guard-removed',
  title: 'A constant opens the way past what refuses people',
  harm: 'Somebody without the right asks for what stands behind the condition, and is served.',
};

/** Options that the change gives a constant which stands elsewhere and switches them off. */
async function tellUses(context: CheckContext, file: ChangedFile): Promise<void> {
  for (const { lines } of file.hunks)
    for (const { kind, text, newLine } of lines) {
      if (kind !== 'added' || newLine === null) continue;
      for (const switched of switchesOn(text).slice(0, 1)) {
        const stands = (await linesWith(context, switched.name)).find((one) => {
          const constant = constantOn(one.text);
          return constant?.name === switched.name && constant.isOn === switched.off && !isChanged(context, one);
        });
        if (stands !== undefined)
          context.report(told({ file, line: newLine, text }, switched, `${stands.path}:${stands.line}`));
      }
    }
}

/** What the change itself adds is told where it stands. */
const isChanged = (context: CheckContext, at: { path: string; line: number }): boolean =>
  context.changeSet.files.some((file) => file.newPath === at.path && context.changedLines(file, 'new').has(at.line));

async function linesWith(context: CheckContext, name: string) {
  const found = await context.search({ text: name, side: 'new', wholeWord: true, limit: MOST_LINES });
  return found.kind === 'ok' ? found.value.filter(({ path }) => CODE.test(path) && !isSampleCode(path)) : [];
}

function told(
  { file, line, text }: Pick<ChangedConstant, 'file' | 'line' | 'text'>,
  { rule, title, harm }: Words,
  other: string,
): Report {
  return {
    rule,
    location: { path: file.newPath, side: 'new', startLine: line, endLine: line },
    evidence: text.replace(/\r$/, ''),
    title,
    explanation: `What the constant is for stands at \`${other}\`. Leave the check on; where a test needs it off, let the test say so.`,
    failureScenario: { description: harm },
  };
}
