import { nearestWord } from '../../schemas/text/edit-distance.ts';
import { isGlob } from '../../coordinator/compose/accepted.ts';
import { FILE_KINDS } from '../../schemas/file-kinds/file-kinds.ts';
import { InputError } from '../../schemas/problem.ts';

/**
 * Hands back what `--accept` names, lists with commas taken apart. An entry that is neither a kind nor a glob would accept nothing, in silence.
 *
 * @throws InputError that says what to write instead.
 */
export function acceptedKinds(entries: readonly string[]): readonly string[] {
  return entries.flatMap(partsOf).map((entry) => {
    if (isGlob(entry) || FILE_KINDS.has(entry)) return entry;
    if (entry === '') throw new InputError({ what: 'no kind of file is named', where: '--accept', remedy: NAMES });
    throw new InputError({
      what: `there is no kind of file ${JSON.stringify(entry)}`,
      where: '--accept',
      remedy: `Did you mean ${nearest(entry)}? ${NAMES}`,
    });
  });
}

const NAMES = '`docket plan` names the kinds of a change; a glob of paths works too.';

/** The parts of a list; within the braces of a glob a comma ends nothing. An empty list names what is missing. */
function partsOf(list: string): readonly string[] {
  const parts = list.split(/,(?![^{]*\})/).map((part) => part.trim());
  const named = parts.filter((part) => part !== '');
  return named.length === 0 ? [''] : named;
}

function nearest(word: string): string {
  return nearestWord(word.toLowerCase(), [...FILE_KINDS.keys()]);
}
