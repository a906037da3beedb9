import { closest } from 'fastest-levenshtein';
import { isGlob } from '../../coordinator/compose/accepted.ts';
import { FILE_KINDS } from '../../schemas/file-kinds/file-kinds.ts';
import { InputError } from '../../schemas/problem.ts';

/**
 * Hands back what `--accept` names. An entry that is neither a kind nor a glob would accept nothing, in silence.
 *
 * @throws InputError that says what to write instead.
 */
export function acceptedKinds(entries: readonly string[]): readonly string[] {
  for (const entry of entries) {
    if (isGlob(entry) || FILE_KINDS.has(entry)) continue;
    const parts = entry.split(/[\s,]+/).filter((part) => part !== '');
    const known = parts.map((part) => (FILE_KINDS.has(part) || isGlob(part) ? part : nearest(part)));
    throw new InputError({
      what:
        parts.length > 1
          ? '--accept takes one kind or glob at a time'
          : `there is no kind of file ${JSON.stringify(entry)}`,
      where: '--accept',
      remedy:
        parts.length > 1
          ? `Write ${known.map((part) => `--accept ${part}`).join(' ')}.`
          : `Did you mean ${known[0] ?? 'another'}? \`docket plan\` names the kinds of a change; a glob of paths works too.`,
    });
  }
  return entries;
}

function nearest(word: string): string {
  return closest(word.toLowerCase(), [...FILE_KINDS.keys()]);
}
