import type { Contents } from '../../forge/forge.ts';
import type { Repository } from '../../forge/local/git/repository.ts';
import { type FoundDirective, findDirectives } from '../../reviewers/changed-code/ignores/find-directives.ts';
import { isUntouchedAround } from '../../reviewers/changed-code/ignores/untouched-around.ts';
import type { ChangedFile, ChangeSet, ObjectId } from '../../schemas/change-set.ts';
import { isSampleCode } from '../../schemas/file-kinds/sample-code.ts';
import type { IgnoreDirective } from '../../schemas/ignore-directive.ts';
import { compareText } from '../../schemas/text/compare-text.ts';

/** Where directives are read, and where they must stand as well. */
interface DirectiveSources {
  readonly changeSet: ChangeSet;
  readonly contents: Contents;
  readonly repository: Pick<Repository, 'readAt'> | null;
  readonly standing: readonly ObjectId[] | null;
}

/**
 * All comments in changed files that ask Docket to look away, and what each is worth: it counts where it and the code under it stand so at
 * the tips of the base and of the default branch, as often as here. What a change brings along, copies or moves silences nothing.
 */
export async function ignoreDirectives(sources: DirectiveSources): Promise<IgnoreDirective[]> {
  const { changeSet, contents } = sources;
  const found: IgnoreDirective[] = [];
  for (const file of changeSet.files) {
    if (file.binary || file.status === 'D' || file.hunks.length === 0) continue;
    const content = await contents.read(file.newPath, 'new');
    if (content.kind !== 'text') continue;
    const directives = findDirectives(content.text);
    if (directives.length === 0) continue;
    const others = await otherTexts(sources, file);
    const lines = content.text.split(/\r?\n/);
    const added = addedLines(file);
    for (const one of directives) {
      const isWritten = added.some((at) => at === one.line || (at >= one.covers[0] && at <= one.covers[1]));
      found.push({
        path: file.newPath,
        line: one.line,
        rules: [...one.rules],
        reason: one.reason,
        covers: [one.covers[0], one.covers[1]],
        untouched: isUntouchedAround(file, lines, one.covers[0]),
        ...(isWritten && one.problem === null ? WRITTEN : worthOf(one, directives, others)),
      });
    }
  }
  return found.toSorted((a, b) => compareText(a.path, b.path) || a.line - b.line);
}

/** What the change writes is its author's, also where the same words stood elsewhere. */
const WRITTEN: Pick<IgnoreDirective, 'state' | 'note'> = {
  state: 'added',
  note: 'the change writes it, or the code under it',
};

function addedLines({ hunks }: ChangedFile): readonly number[] {
  return hunks.flatMap(({ lines }) =>
    lines.flatMap(({ kind, newLine }) => (kind === 'added' && newLine !== null ? [newLine] : [])),
  );
}

/** The directives of the same file at each commit where they must stand, or why nobody can say. */
type OtherTexts = readonly (readonly FoundDirective[])[] | string;

async function otherTexts({ repository, standing }: DirectiveSources, file: ChangedFile): Promise<OtherTexts> {
  if (repository === null || standing === null || standing.length === 0)
    return 'what the base and the default branch hold is not known here';
  // What is told of code in use would not be told of a test, so a directive that was written there says nothing here.
  if (isSampleCode(file.oldPath) && !isSampleCode(file.newPath)) return 'the file comes from tests or examples';
  const others: (readonly FoundDirective[])[] = [];
  for (const commit of standing) others.push(findDirectives(await textAt(repository, commit, file)));
  return others;
}

/** Empty where there is no such text: then nothing stands there. */
async function textAt(
  repository: Pick<Repository, 'readAt'>,
  commit: ObjectId,
  { oldPath, newPath }: ChangedFile,
): Promise<string> {
  for (const path of new Set([oldPath, newPath])) {
    // A link or a file that is kept elsewhere holds no directive either.
    const bytes = await repository.readAt(commit, path).catch(() => null);
    if (bytes !== null) return new TextDecoder().decode(bytes);
  }
  return '';
}

function worthOf(
  one: FoundDirective,
  here: readonly FoundDirective[],
  others: OtherTexts,
): Pick<IgnoreDirective, 'state' | 'note'> {
  if (one.problem !== null) return { state: 'refused', note: one.problem };
  if (typeof others === 'string') return { state: 'added', note: others };
  const count = (list: readonly FoundDirective[]): number => list.filter(({ text }) => text === one.text).length;
  const comment = one.text.split('\n')[0];
  if (others.every((list) => count(list) >= count(here))) return { state: 'stood', note: '' };
  if (others.every((list) => list.some(({ text }) => text === one.text)))
    return { state: 'added', note: 'it stands here more often than at the tips of the base and of the default branch' };
  return others.every((list) => list.some(({ text }) => text.split('\n')[0] === comment))
    ? { state: 'changed', note: 'the code under it is not what it was bound to' }
    : { state: 'added', note: 'it does not stand at the tips of the base and of the default branch' };
}
