import { filesOfKind } from '../../coordinator/compose/files-of-kind.ts';
import type { JudgedFile } from '../../schemas/judged.ts';
import { lookedForText } from './coverage.ts';
import type { ReviewOutput } from './review-output.ts';
import { listText } from './words.ts';

/** So many kinds are named of those in which the same was looked for. */
const MOST_KINDS = 5;
const ABSENT = '000000';

/**
 * What the change consists of and what was looked for in it, where rules of no kind had to judge any of it: a lockfile, pictures, prose,
 * deletions, white space. Null where something had to be judged, or what became of the files is not known.
 */
export function unjudgedScope({ changeSet, review }: Pick<ReviewOutput, 'changeSet' | 'review'>): string | null {
  const judged = review.judged ?? [];
  const all = [...changeSet.files, ...changeSet.filtered];
  if (judged.length === 0 || judged.length < all.length) return null;
  if (judged.some(({ state }) => state !== 'not-needed' && state !== 'filtered')) return null;
  const gone = new Set(all.filter(({ newMode }) => newMode === ABSENT).map(({ newPath }) => newPath));
  const parts = [...Map.groupBy(judged, lookedFor)].map(([words, files]) => `${kindsText(files, gone)}: ${words}`);
  return `Nothing here needs judging. ${parts.join('; ')}`;
}

function lookedFor({ families, models }: JudgedFile): string {
  return models.length > 0 ? 'read by models' : lookedForText(families);
}

/** `1 Lockfile, 2 Images, 1 deleted Python file` */
function kindsText(files: readonly JudgedFile[], gone: ReadonlySet<string>): string {
  const kinds = Map.groupBy(files, ({ kind, path }) => `${gone.has(path) ? 'deleted ' : ''}${kind.label}`);
  const counted = [...kinds].map(([label, all]) => filesOfKind({ kind: { label }, files: all.length }));
  return listText(counted, MOST_KINDS);
}
