import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { copiedFiles } from '../copied-files.ts';
import { readMarkdown } from '../markdown.ts';
import { isMaterial } from '../paths.ts';

/** MDX has templates of JavaScript between its sentences. */
const DOCUMENT = /\.(?:md|markdown)$/i;
/** More of one file are its way of quoting. */
const MOST_LINES = 8;
/** The sign itself is spoken of, quotes as in \`this', or counts the types that a class of .NET takes: Task\`1. */
const MEANT = /\bback[-\s]?(?:ticks?|quotes?)\b|["'“‘([]`{1,3}["'”’)\]]|`[^`'\n]{1,200}'(?!\w)|\w`\d+(?!\w)/i;
/** Lines of a head for the generator of a site. */
const FRONT_MATTER = /^---\r?\n[\s\S]*?\n---(?:\r?\n|$)/;

/** Backticks on added lines of a document that open code and never close it, or close what nobody opened. */
export const openCodeSpans: Check = {
  id: 'open-code-spans',
  comparesSides: true,
  async run(context) {
    for (const { binary, hunks, newPath: path, ...file } of withoutNoise(context.changeSet.files)) {
      const mayHold = hunks.some(({ lines }) => lines.some(({ kind, text }) => kind === 'added' && text.includes('`')));
      if (binary || file.status === 'D' || !mayHold || !DOCUMENT.test(path) || isMaterial(path)) continue;
      const added = context.changedLines({ binary, hunks, newPath: path, ...file }, 'new');
      const stray = await strayLines(context, path, added);
      if (stray.length === 0 || stray.length > MOST_LINES || (await (await copiedFiles(context))(path))) continue;
      const fresh: Line[] = [];
      for (const one of stray) if (!(await stoodAtBase(context, one.text))) fresh.push(one);
      const [first, ...others] = fresh;
      if (first !== undefined) context.report(reportOf(path, first, others));
    }
  },
};

interface Line {
  readonly line: number;
  readonly text: string;
}

async function strayLines(context: CheckContext, path: string, added: ReadonlySet<number>): Promise<Line[]> {
  const content = await context.read(path, 'new');
  if (content.kind === 'absent') return [];
  const document = await readMarkdown(context, path, content.text);
  const head = (FRONT_MATTER.exec(content.text)?.[0] ?? '').split('\n').length - 1;
  const lines = new Set(document?.backticks);
  return [...lines].flatMap((line): Line[] => {
    const text = document?.lines[line - 1] ?? '';
    return line > head && added.has(line) && !MEANT.test(text) ? [{ line, text }] : [];
  });
}

/** Whether the line stood somewhere, as lines do that are moved or copied. */
async function stoodAtBase(context: CheckContext, text: string): Promise<boolean> {
  const found = await context.search({ text: text.trim(), side: 'old', limit: 1 });
  return found.kind !== 'unavailable' && found.value.length > 0;
}

function reportOf(path: string, { line, text }: Line, others: readonly Line[]): Report {
  const more = others.map((one) => one.line).join(', ');
  return {
    rule: 'open-code-span',
    location: { path, side: 'new', startLine: line, endLine: line },
    evidence: text.trim(),
    title: 'A backtick of this line has no counterpart',
    explanation: `It opens or closes no code, so that readers see the sign itself, and what should be shown as code stands as plain text.${
      more === '' ? '' : ` So it is in ${others.length === 1 ? 'line' : 'lines'} ${more}.`
    }`,
  };
}
