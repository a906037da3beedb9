import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { codeLanguage, type Comment, type ReadCode, readCode } from '../comments/read-code.ts';
import { likelyRenames, type Rename, renamesIn } from '../comments/renames.ts';
import { isMaterial } from '../paths.ts';

/** So many places of a name are looked at outside of the file; one with more is not gone. */
const MOST_PLACES = 40;
/** More renames than this are a rewrite. */
const MOST_RENAMES = 20;
/** The comment itself speaks of the past. */
const PAST =
  /\b(?:removed|deprecated|no longer|formerly|renamed|used to|was called|previously|replaced|instead of|before v?\d|legacy|alias|old)\b/i;
/** Words that also mean something in running text are no sign of a name. */
const DISTINCTIVE = /[a-z0-9][A-Z]|[A-Za-z0-9]_[A-Za-z0-9]/;

/** Comments that still name what the change renamed in the code beside them. */
export const leftBehindComments: Check = {
  id: 'left-behind-comments',
  comparesSides: true,
  async run(context) {
    for (const file of withoutNoise(context.changeSet.files)) {
      if (file.binary || !/^[MR]$/.test(file.status) || codeLanguage(file.newPath) === null || isMaterial(file.newPath)) continue;
      const likely = likelyRenames(file);
      if (likely.length > 0) await look(context, file, likely);
    }
  },
};

async function look(context: CheckContext, file: ChangedFile, likely: readonly Rename[]): Promise<void> {
  const [old, now] = [await context.read(file.oldPath, 'old'), await context.read(file.newPath, 'new')];
  if (old.kind === 'absent' || now.kind === 'absent') return;
  const named = likely.filter(({ from }) => now.text.includes(from));
  if (named.length === 0) return;
  const [before, after] = [await readCode(context, file.oldPath, old.text), await readCode(context, file.newPath, now.text)];
  if (before === null || after === null) return;
  const renames = renamesIn(named, before, after);
  if (renames.length > MOST_RENAMES) return;
  const told = new Set<Comment>();
  for (const rename of renames) {
    const places = placesIn(after, rename);
    const [first] = places;
    if (first === undefined || told.has(first.comment) || (await livesOn(context, rename, file.newPath))) continue;
    told.add(first.comment);
    context.report(reportOf(rename, places, after, file));
  }
}

interface Place {
  readonly comment: Comment;
  readonly line: number;
}

/** Where comments of the file name it, as code: in the form of a name that is no plain word, or in signs of code. */
function placesIn(code: ReadCode, { from, to }: Rename): Place[] {
  const name = from.replaceAll('$', String.raw`\$`);
  const word = DISTINCTIVE.test(from)
    ? new RegExp(String.raw`(?<![\w$./@-])${name}(?![\w$/-])`)
    : new RegExp(String.raw`(?<=\`|\{@link #?|#)${name}(?=\`|\(\)|\})|(?<![\w$./@-])${name}\(\)`);
  return [...code.comments, ...code.docstrings].flatMap((comment): Place[] => {
    if (!word.test(comment.text) || PAST.test(comment.text) || new RegExp(String.raw`(?<![\w$])${to.replaceAll('$', String.raw`\$`)}(?![\w$])`).test(comment.text)) return [];
    const first = code.lineAt(comment.start);
    return comment.text.split('\n').flatMap((text, index) => (word.test(text) ? [{ comment, line: first + index }] : []));
  });
}

const COMMENT_LINE = /^\s*(?:\/\/|\/\*|\*|#)/;

/** Whether other files of the head still have the name in their code, or nobody can know. */
async function livesOn(context: CheckContext, { from }: Rename, path: string): Promise<boolean> {
  const found = await context.search({ text: from, side: 'new', wholeWord: true, limit: MOST_PLACES });
  if (found.kind === 'unavailable' || found.truncated) return true;
  return found.value.some((hit) => hit.path !== path && !COMMENT_LINE.test(hit.text));
}

function reportOf({ from, to, line }: Rename, places: readonly Place[], code: ReadCode, file: ChangedFile): Report {
  const shown = new Set(file.hunks.flatMap(({ lines }) => lines.flatMap(({ newLine }) => newLine ?? [])));
  const visible = places.find((place) => shown.has(place.line));
  const at = visible?.line ?? line;
  const text = (code.lines[at - 1] ?? '').replace(/\r$/, '');
  const lines = places.map((place) => `line ${place.line}`).slice(0, 5);
  return {
    rule: 'comment-names-former',
    location: { path: code.path, side: 'new', startLine: at, endLine: at },
    evidence: text.trim(),
    title: `A comment still names \`${from}\`, which is \`${to}\` now`,
    explanation: `The change renames \`${from}\` to \`${to}\` in this file, and no code has the old name any more. Still named in ${lines.join(', ')}: \`${(code.lines[(places[0]?.line ?? 1) - 1] ?? '').trim().slice(0, 160).replaceAll('`', "'")}\`.`,
    failureScenario: { description: `A reader of the comment looks for \`${from}\` and does not find it.` },
    ...(visible !== undefined && { replacement: text.replaceAll(from, () => to) }),
  };
}
