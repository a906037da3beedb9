import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { isFixture } from '../paths.ts';
import { withoutNoise } from '../../changed-code/without-noise.ts';
import { type LeftBehind, leftBehind } from '../unused/left-behind.ts';

/** More is a change that is half done, and its author knows. */
const MOST_TOLD = 5;

/** Finds what a change leaves behind: private functions, fields and constants whose last use it takes away. */
export const leftBehindCheck: Check = {
  id: 'left-behind',
  comparesSides: true,
  async run(context) {
    const files = withoutNoise(context.changeSet.files).filter(
      ({ binary, newMode, oldPath, status }) =>
        !binary && (status === 'D' || newMode.startsWith('100')) && !isFixture(oldPath),
    );
    const found = await leftBehind(context, files);
    for (const one of found.slice(0, MOST_TOLD)) context.report(reportOf(context, one));
  },
};

function reportOf(context: CheckContext, { name, file, line, text, lastUse }: LeftBehind): Report {
  const shown = file.hunks.some(({ lines }) => lines.some(({ newLine }) => newLine === line));
  const place = shown
    ? ({ path: file.newPath, side: 'new', startLine: line, endLine: line } as const)
    : ({ path: lastUse.file.oldPath, side: 'old', startLine: lastUse.line, endLine: lastUse.line } as const);
  return {
    rule: 'unused-after-change',
    location: place,
    evidence: (shown ? text : oldLine(context, lastUse)).replace(/\r$/, ''),
    title: `\`${name}\` is used nowhere any more`,
    explanation: `This change takes away the last use of \`${name}\` (${lastUse.file.oldPath}:${lastUse.line}, at the base); its declaration stays (${file.newPath}:${line}). Take it away as well, or put the use back if it went by mistake.`,
  };
}

function oldLine(_: CheckContext, { file, line }: LeftBehind['lastUse']): string {
  return file.hunks.flatMap(({ lines }) => lines).find(({ oldLine: one }) => one === line)?.text ?? '';
}

export type { ChangedFile };
export { isSampleCode };
