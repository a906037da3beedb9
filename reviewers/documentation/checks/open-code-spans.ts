import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { copiedFiles } from '../copied-files.ts';
import { readMarkdown } from '../markdown.ts';
import { isMaterial } from '../paths.ts';

/** MDX has templates of JavaScript between its sentences. */
const DOCUMENT = /\.(?:md|markdown)$/i;
/** More of one file are its way of quoting. */
const MOST_LINES = 8;
/** So many documents are read. */
const MOST_FILES = 30;
/** So many other places are named. */
const MOST_NAMED = 5;
/** The sign itself or a fence is spoken of, quotes as in \`this', or counts the types that a class of .NET takes: Task\`1. */
const MEANT = /\bback[-\s]?(?:ticks?|quotes?)\b|["'“‘([]`{1,3}["'”’)\]]|`[^`'\n]{1,200}'(?!\w)|\w`\d+(?!\w)|`{3}/i;
/** Lines of a head for the generator of a site. */
const FRONT_MATTER = /^---\r?\n[\s\S]*?\n---(?:\r?\n|$)/;

/** Backticks on added lines of documents that open code and never close it, or close what nobody opened. Told once a change. */
export const openCodeSpans: Check = {
  id: 'open-code-spans',
  comparesSides: true,
  async run(context) {
    const found: Line[] = [];
    for (const file of withoutNoise(context.changeSet.files).filter(mayHold).slice(0, MOST_FILES)) {
      const stray = await strayLines(context, file);
      if (stray.length === 0 || stray.length > MOST_LINES || (await (await copiedFiles(context))(file.newPath)))
        continue;
      for (const one of stray) if (!(await stoodAtBase(context, one.text))) found.push(one);
    }
    // The same line in two documents is written once and copied.
    const [first, ...others] = found.filter((one, index) => found.findIndex(({ text }) => text === one.text) === index);
    if (first !== undefined) context.report(reportOf(first, others));
  },
};

function mayHold({ binary, status, newPath, hunks }: ChangedFile): boolean {
  return (
    !binary &&
    status !== 'D' &&
    DOCUMENT.test(newPath) &&
    !isMaterial(newPath) &&
    hunks.some(({ lines }) => lines.some(({ kind, text }) => kind === 'added' && text.includes('`')))
  );
}

interface Line {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

async function strayLines(context: CheckContext, file: ChangedFile): Promise<Line[]> {
  const path = file.newPath;
  const added = context.changedLines(file, 'new');
  const content = await context.read(path, 'new');
  if (content.kind === 'absent') return [];
  const document = await readMarkdown(context, path, content.text);
  const head = (FRONT_MATTER.exec(content.text)?.[0] ?? '').split('\n').length - 1;
  const lines = new Set(document?.backticks);
  return [...lines].flatMap((line): Line[] => {
    const text = document?.lines[line - 1] ?? '';
    return line > head && added.has(line) && !MEANT.test(text) ? [{ path, line, text }] : [];
  });
}

/** Whether the line stood somewhere, as lines do that are moved or copied. */
async function stoodAtBase(context: CheckContext, text: string): Promise<boolean> {
  const found = await context.search({ text: text.trim(), side: 'old', limit: 1 });
  return found.kind !== 'unavailable' && found.value.length > 0;
}

function reportOf({ path, line, text }: Line, others: readonly Line[]): Report {
  const places = others.slice(0, MOST_NAMED).map((one) => `\`${one.path}\` line ${one.line}`);
  const left = others.length > MOST_NAMED ? ` and ${others.length - MOST_NAMED} more` : '';
  return {
    rule: 'open-code-span',
    location: { path, side: 'new', startLine: line, endLine: line },
    evidence: text.trim(),
    title: 'A backtick of this line has no counterpart',
    explanation: `It opens or closes no code, so that readers see the sign itself, and what should be shown as code stands as plain text.${
      places.length === 0 ? '' : ` The like at ${places.join(', ')}${left}.`
    }`,
  };
}
