import type { ChangedFile } from '../../../schemas/change-set.ts';
import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { Check, Report } from '../../reviewer.ts';
import { isFixture } from '../paths.ts';
import { type IdleDependency, idleDependencies } from '../unused/dependencies.ts';
import { type LeftBehind, leftBehind } from '../unused/left-behind.ts';

/** More is a change that is half done, and its author knows. */
const MOST_TOLD = 5;

/** Finds what a change leaves behind: private names and dependencies whose last use it takes away. */
export const leftBehindCheck: Check = {
  id: 'left-behind',
  comparesSides: true,
  async run(context) {
    const files = withoutNoise(context.changeSet.files).filter(
      ({ binary, newMode, oldPath, status }) =>
        !binary && (status === 'D' || newMode.startsWith('100')) && !isFixture(oldPath),
    );
    const names = (await leftBehind(context, files)).map((one) => ofName(one));
    const dependencies = (await idleDependencies(context, files)).map((one) => ofDependency(one, files));
    for (const report of [...names, ...dependencies].slice(0, MOST_TOLD)) context.report(report);
  },
};

function ofName({ name, file, line, text, lastUse }: LeftBehind): Report {
  return {
    rule: 'unused-after-change',
    ...placed({ file, path: file.newPath, line, text }, lastUse),
    title: `\`${name}\` is used nowhere any more`,
    explanation: `This change takes away the last use of \`${name}\` (${lastUse.file.oldPath}:${lastUse.line} at the base), and its declaration stays (${file.newPath}:${line}). Take it away as well, or put the use back if it went by mistake.`,
  };
}

function ofDependency({ name, manifest, line, text, lastUse }: IdleDependency, files: readonly ChangedFile[]): Report {
  const file = files.find(({ newPath }) => newPath === manifest);
  return {
    rule: 'dependency-left-behind',
    ...placed({ file, path: manifest, line, text }, lastUse),
    title: `\`${name}\` is imported nowhere any more`,
    explanation: `This change takes away the last import of \`${name}\` (${lastUse.file.oldPath}:${lastUse.line} at the base); ${manifest}:${line} still lists it, and nothing else in the tree names it. Take it out there, too.`,
  };
}

interface Declared {
  readonly file: ChangedFile | undefined;
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** At the declaration where the change shows it, else at the use that went. */
function placed(declared: Declared, { file, line }: LeftBehind['lastUse']): Pick<Report, 'location' | 'evidence'> {
  const isShown = declared.file?.hunks.some(({ lines }) => lines.some(({ newLine }) => newLine === declared.line));
  if (isShown === true) {
    const { path, line: at, text } = declared;
    return { location: { path, side: 'new', startLine: at, endLine: at }, evidence: text.replace(/\r$/, '') };
  }
  const went = file.hunks.flatMap(({ lines }) => lines).find(({ oldLine }) => oldLine === line);
  return {
    location: { path: file.oldPath, side: 'old', startLine: line, endLine: line },
    evidence: (went?.text ?? '').replace(/\r$/, ''),
  };
}
