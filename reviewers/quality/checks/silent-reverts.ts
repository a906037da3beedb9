import type { TakenBackCommit } from '../../../forge/forge.ts';
import type { ChangedFile, DiffLine } from '../../../schemas/change-set.ts';
import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { Check, Report } from '../../reviewer.ts';
import { isFollowedUp, restOf, tellingRuns } from '../reverts/rest-of-change.ts';
import { isRevert, names, messagesOf } from '../reverts/says-so.ts';
import { isProductionCode, isTelling } from '../reverts/telling-line.ts';
import { partOf } from '../taken/test-files.ts';

/** What was measured: older ones, and larger changes, undo on purpose. */
const MOST_COMMITS = 200;
const MOST_FILES = 50;
const MOST_LINES = 1500;
/** One line may come and go by chance. */
const LEAST_TELLING = 2;
const MOST_TOLD = 3;

/** Says where a change takes back all that somebody else's recent commit did, beside what it is for, and no word of it says so. */
export const silentReverts: Check = {
  id: 'silent-reverts',
  comparesSides: true,
  async run(context) {
    const { changeSet } = context;
    const files = withoutNoise(changeSet.files);
    const size = files.reduce((sum, { added, deleted }) => sum + (added ?? 0) + (deleted ?? 0), 0);
    if (files.length > MOST_FILES || size > MOST_LINES) return;
    const changed = files.filter(mayTakeBack);
    const words = messagesOf(changeSet);
    if (changed.length === 0 || isRevert(words)) return;
    const own = changeSet.commits.map(({ id }) => id);
    const asked = { files: changed, own, isCode: isProductionCode, most: MOST_COMMITS };
    const found = await context.takenBack(asked);
    if (found.kind === 'unavailable') return;
    const told = found.value.filter((commit) => !isMeant(commit, words));
    for (const commit of told.slice(0, MOST_TOLD)) {
      const rest = restOf(commit.places, files);
      // A change of which nobody wrote anything cannot say what it is for.
      if (rest.length === 0 && (own.length > 0 || changeSet.source === 'working-tree')) continue;
      if (await isFollowedUp(context, commit.places, rest)) continue;
      const report = reportOf(commit);
      if (report !== null) context.report(report);
    }
  },
};

function mayTakeBack({ status, newPath, binary, hunks }: ChangedFile): boolean {
  if (status !== 'M' || binary || !isProductionCode(newPath)) return false;
  return hunks.some(({ lines }) => lines.some(({ kind, text }) => kind !== 'context' && isTelling(text, newPath)));
}

/** Who takes back their own, or what took something back itself, knows it. */
function isMeant(commit: TakenBackCommit, words: string): boolean {
  if (commit.isOwn === true || isRevert(`${commit.subject}\n${commit.body}`) || names(words, commit)) return true;
  return tellingRuns(commit.places).flatMap(({ gone, come }) => [...gone, ...come]).length < LEAST_TELLING;
}

function reportOf(commit: TakenBackCommit): Report | null {
  const { id, subject, date, places, paths } = commit;
  const lines = tellingRuns(places).map(({ path, gone, come }) => ({ path, goes: gone[0], comes: come[0] }));
  const first = lines.find(({ goes }) => goes !== undefined) ?? lines[0];
  if (first === undefined) return null;
  const { path, goes, comes } = first;
  const shown = goes ?? comes;
  const line = goes?.oldLine ?? comes?.newLine;
  if (shown === undefined || line === undefined || line === null) return null;
  const others = new Set(places.map((place) => place.path)).size - 1;
  const tests = paths.filter((one) => partOf(one) === 'test');
  const side = goes === undefined ? 'new' : 'old';
  const [took, put] = [quoted(goes), quoted(comes)];
  const what = [took === null ? [] : [`${took} goes`], put === null ? [] : [`${put} comes back`]].flat().join(', ');
  return {
    rule: 'silent-revert',
    location: { path, side, startLine: line, endLine: line },
    evidence: shown.text.replace(/\r$/, ''),
    title: `Takes back what ${id.slice(0, 9)} did, and does not say so`,
    explanation: `${id.slice(0, 9)} of ${date.slice(0, 10)}, “${subject.replaceAll('`', "'").slice(0, 120)}”, is undone here to the letter: ${what}${others > 0 ? `; so it is in ${others} more ${others === 1 ? 'file' : 'files'}` : ''}. Nothing in the change names that commit${tests.length > 0 ? `, which came with a test (\`${tests[0]}\`)` : ''}. If it is meant, say so in the description; if it came from a merge or an old copy, take it out of this change.`,
    failureScenario: { description: `What “${subject.slice(0, 120)}” was for is lost once this is merged.` },
  };
}

function quoted(line: DiffLine | undefined): string | null {
  return line === undefined ? null : `\`${line.text.trim().replaceAll('`', "'").slice(0, 120)}\``;
}
