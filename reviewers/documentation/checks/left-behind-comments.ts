import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { codeLanguage, type CodeComment, type ReadCode, readCode } from '../comments/read-code.ts';
import { distinctWords } from '../comments/functions.ts';
import { type GoneName, goneNames } from '../comments/renames.ts';
import { isMaterial } from '../paths.ts';

/** So many places of a name are looked at outside of the file; one with more is not gone. */
const MOST_PLACES = 40;
/** The comment itself speaks of the past. */
const PAST =
  /\b(?:removed|deprecated|no longer|formerly|renamed|used to|was called|previously|replaced|instead of|before v?\d|legacy|alias|old)\b/i;
/** Words that also mean something in running text are no sign of a name. */
const DISTINCTIVE = /[a-z0-9][A-Z]|[A-Za-z0-9]_[A-Za-z0-9]/;

/** Comments that still name what the change renamed or removed in the code beside them. */
export const leftBehindComments: Check = {
  id: 'left-behind-comments',
  comparesSides: true,
  async run(context) {
    for (const file of withoutNoise(context.changeSet.files)) {
      if (file.binary || !/^[MR]$/.test(file.status) || codeLanguage(file.newPath) === null || isMaterial(file.newPath))
        continue;
      await look(context, file);
    }
  },
};

async function look(context: CheckContext, file: ChangedFile): Promise<void> {
  const gone = goneWords(file);
  if (gone.size === 0) return;
  const now = await context.read(file.newPath, 'new');
  // Only a word that the file still has somewhere can be left behind.
  if (now.kind === 'absent' || [...distinctWords(now.text)].every((word) => !gone.has(word))) return;
  const old = await context.read(file.oldPath, 'old');
  if (old.kind === 'absent') return;
  const [before, after] = [
    await readCode(context, file.oldPath, old.text),
    await readCode(context, file.newPath, now.text),
  ];
  if (before === null || after === null) return;
  const added = context.changedLines(file, 'new');
  const told = new Set<CodeComment>();
  for (const one of goneNames(file, before, after)) {
    if (!gone.has(one.from)) continue;
    const places = placesIn(after, one).filter(({ line }) => !added.has(line));
    const [first] = places;
    if (first === undefined || told.has(first.comment) || (await livesOn(context, one, file.newPath))) continue;
    told.add(first.comment);
    context.report(reportOf(one, places, after, file));
  }
}

/** The words of the lines that go and of none that come. */
function goneWords({ hunks }: ChangedFile): Set<string> {
  const lines = hunks.flatMap((hunk) => hunk.lines);
  const textOf = (wanted: 'added' | 'deleted'): string =>
    lines.flatMap(({ kind, text }) => (kind === wanted ? [text] : [])).join('\n');
  const kept = distinctWords(textOf('added'));
  return new Set([...distinctWords(textOf('deleted'))].filter((word) => !kept.has(word)));
}

interface Place {
  readonly comment: CodeComment;
  readonly line: number;
}

/** Code that somebody switched off names what it likes. */
const SWITCHED_OFF = /[;{]\s*$|[^=!<>]=[^=>]|^\s*(?:\/\/|#)\s*[\w.]+\(.*\)\s*$/;

/** Where comments of the file name it, as code: in the form of a name that is no plain word, or in signs of code. */
function placesIn(code: ReadCode, { from, to }: GoneName): Place[] {
  const name = from.replaceAll('$', String.raw`\$`);
  const word = DISTINCTIVE.test(from)
    ? new RegExp(String.raw`(?<![\w$./@-])${name}(?![\w$/-]|\.\w)`)
    : new RegExp(String.raw`(?<=\`|\{@link #?)${name}(?=\`|\(\)|\})|(?<![\w$./@-])${name}\(\)`);
  return [...code.comments, ...code.docstrings].flatMap((comment): Place[] => {
    if (!word.test(comment.text) || PAST.test(comment.text) || (to !== null && distinctWords(comment.text).has(to)))
      return [];
    const first = code.lineAt(comment.start);
    return comment.text
      .split('\n')
      .flatMap((text, index) =>
        word.test(text) && !SWITCHED_OFF.test(text) ? [{ comment, line: first + index }] : [],
      );
  });
}

/** Comments that declare a type. */
const DECLARES = /@(?:typedef|callback|template)\b/;
const COMMENT_LINE = /^\s*(?:\/\/|\/\*|\*|#)/;

/** Whether other files of the head still have the name in their code, or nobody can know. */
async function livesOn(context: CheckContext, { from }: GoneName, path: string): Promise<boolean> {
  const found = await context.search({ text: from, side: 'new', wholeWord: true, limit: MOST_PLACES });
  if (found.kind === 'unavailable' || found.truncated) return true;
  return found.value.some(
    ({ path: other, text }) => DECLARES.test(text) || (other !== path && !COMMENT_LINE.test(text)),
  );
}

function reportOf({ from, to }: GoneName, places: readonly Place[], code: ReadCode, file: ChangedFile): Report {
  const shown = new Set(file.hunks.flatMap(({ lines }) => lines.flatMap(({ newLine }) => newLine ?? [])));
  const visible = places.find((place) => shown.has(place.line));
  const at = (visible ?? places[0])?.line ?? 1;
  const text = (code.lines[at - 1] ?? '').replace(/\r$/, '');
  const others = places.filter(({ line }) => line !== at).map(({ line }) => line);
  const more =
    others.length === 0
      ? ''
      : ` So ${others.length === 1 ? 'does line' : 'do lines'} ${others.slice(0, 5).join(', ')}.`;
  return {
    rule: 'comment-names-former',
    location: { path: code.path, side: 'new', startLine: at, endLine: at },
    evidence: text.trim(),
    title: `A comment still names \`${from}\`${to === null ? '' : `, which is \`${to}\` now`}`,
    explanation: `The change ${to === null ? 'takes' : 'renames'} \`${from}\`${to === null ? ' out of this file' : ` to \`${to}\``}, and no code has ${to === null ? 'it' : 'the old name'} any more.${more}`,
    failureScenario: { description: `A reader of the comment looks for \`${from}\` and does not find it.` },
    ...(to !== null && visible !== undefined && { replacement: text.replace(from, () => to) }),
  };
}
