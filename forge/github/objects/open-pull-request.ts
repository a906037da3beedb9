import type { Commit } from '../../../schemas/change-set.ts';
import type { PullFacts } from '../../../schemas/pull-request.ts';
import type { Forge, SecretScanner } from '../../forge.ts';
import { assemble } from '../../local/assemble.ts';
import { listCommits } from '../../local/git/commits.ts';
import { ObjectContents } from '../../local/git/object-contents.ts';
import { leftOut } from '../../local/raw-source.ts';
import { redactTexts } from '../../local/redact-messages.ts';
import type { Repository } from '../../local/git/repository.ts';
import { diffTrees } from '../../local/git/tree-diff.ts';

/** The repository stays its opener's to close. */
const NOTHING_TO_CLOSE = async (): Promise<void> => undefined;

/**
 * Opens the change of a pull request, whose objects were fetched into `repository`: from the merge base to the head, read from git
 * objects. GitHub's own list of files ends at 3,000 and leaves big patches out; this does not.
 */
export async function openPullRequest(request: {
  readonly repository: Repository;
  readonly pull: PullFacts;
  readonly scanner: SecretScanner;
}): Promise<Forge> {
  const { repository, pull, scanner } = request;
  const { label, base, mergeBase, head } = pull;
  const { place } = repository.room;
  const diff = await diffTrees(place, mergeBase, head);
  const { commits, leftOut: older } = await listCommits(place, { base, head });
  const skipped = older === 0 ? [] : [{ ...leftOut(`${older} older commits are not listed`), harmless: true as const }];
  const labels = await redactTexts(pull.labels, scanner, skipped);
  const facts = {
    source: 'pull-request' as const,
    label,
    baseCommit: base,
    mergeBase,
    headCommit: head,
    labels,
    commits: [...commits],
  };
  const ends = { old: mergeBase, new: head };
  const raw = {
    facts,
    // Whoever opens a pull request writes both; unlike those of a range they are not made from the (redacted) commits.
    describe: (_redacted: readonly Commit[]) => ({ title: pull.title.replaceAll(/[\r\n]+/g, ' '), body: pull.body }),
    files: diff.files,
    skipped: [...diff.skipped, ...skipped],
    contents: new ObjectContents(repository, ends),
    trees: { room: repository.room, ends },
  };
  return assemble({ raw, scanner, close: NOTHING_TO_CLOSE });
}
