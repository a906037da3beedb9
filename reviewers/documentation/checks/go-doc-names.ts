import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { type OtherName, otherNames } from '../comments/go-names.ts';
import { type ReadCode, readCode } from '../comments/read-code.ts';
import { isMaterial } from '../paths.ts';

/** Comments of Go that begin with the name of another declaration than the one below them. */
export const goDocNames: Check = {
  id: 'go-doc-names',
  async run(context) {
    for (const file of withoutNoise(context.changeSet.files)) {
      if (file.binary || file.status === 'D' || !/\.go$/i.test(file.newPath) || isMaterial(file.newPath)) continue;
      if (!file.hunks.some(({ lines }) => lines.some(({ text }) => /^(?:func|type|\/\/)\s/.test(text)))) continue;
      const head = await sideOf(context, file.newPath, 'new');
      const touched = context.changedLines(file, 'new');
      const found = head === null ? [] : otherNames(head).filter((one) => isTouched(one, head, touched));
      if (head === null || found.length === 0) continue;
      const base = file.status === 'A' ? null : await sideOf(context, file.oldPath, 'old');
      const before = new Set(
        base === null ? [] : otherNames(base).map(({ declared, named }) => `${declared} ${named}`),
      );
      for (const one of found)
        if (!before.has(`${one.declared} ${one.named}`)) context.report(reportOf(one, head, file));
    }
  },
};

async function sideOf(context: CheckContext, path: string, side: 'new' | 'old'): Promise<ReadCode | null> {
  const content = await context.read(path, side);
  return content.kind === 'absent' ? null : readCode(context, path, content.text);
}

function isTouched({ start, node }: OtherName, { lineAt }: ReadCode, touched: ReadonlySet<number>): boolean {
  return touched.has(lineAt(start)) || touched.has(lineAt(node.start));
}

function reportOf({ declared, named, start, node }: OtherName, code: ReadCode, { hunks }: ChangedFile): Report {
  const shown = new Set(hunks.flatMap(({ lines }) => lines.flatMap(({ newLine }) => newLine ?? [])));
  const own = code.lineAt(start);
  const line = shown.has(own) ? own : code.lineAt(node.start);
  const text = (code.lines[line - 1] ?? '').replace(/\r$/, '');
  return {
    rule: 'comment-of-another',
    location: { path: code.path, side: 'new', startLine: line, endLine: line },
    evidence: text.trim(),
    title: `The comment of \`${declared}\` begins with \`${named}\``,
    explanation: `\`${named}\` is another declaration of this file; Go's tools show the comment as the documentation of \`${declared}\`.`,
    failureScenario: { description: `A reader of the documentation of \`${declared}\` is told of \`${named}\`.` },
    ...(line === own && { replacement: text.replace(named, () => declared) }),
  };
}
