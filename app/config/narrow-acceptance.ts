import { nearestWord } from '../../schemas/text/edit-distance.ts';
import { isGlob } from '../../coordinator/compose/accepted.ts';
import type { RepositoryConfig } from '../../schemas/config.ts';
import { FILE_KINDS } from '../../schemas/file-kinds/file-kinds.ts';
import { InputError } from '../../schemas/problem.ts';
import { fitsEverything } from '../../schemas/path-globs.ts';

/**
 * Hands a repository's configuration back when what it accepts unjudged has a bound. To accept everything is the operator's alone, so an
 * entry that does throws an `InputError`.
 */
export function withNarrowAcceptance(config: RepositoryConfig, where: string): RepositoryConfig {
  for (const entry of config.coverage?.accept ?? []) {
    if (!fitsEverything(entry)) continue;
    throw new InputError({
      what: `coverage.accept: ${JSON.stringify(entry)} accepts everything, which only the operator may do`,
      where,
      remedy: 'Name kinds of files, or narrower globs.',
    });
  }
  return config;
}

/** Several entries in one; within the braces of a glob a comma ends nothing. */
const isList = (entry: string): boolean => /,(?![^{]*\})/.test(entry);

/**
 * What a configuration accepts that is neither a kind nor a glob, in sentences: it accepts nothing. No error, because a newer program may know
 * the kind, and a review that sees more than was wished for is no danger.
 */
export function unknownAcceptance(config: Pick<RepositoryConfig, 'coverage'>, where: string): readonly string[] {
  return (config.coverage?.accept ?? [])
    .filter((entry) => isList(entry) || (!isGlob(entry) && !FILE_KINDS.has(entry)))
    .map((entry) => {
      if (isList(entry))
        return `${where}: coverage.accept has ${JSON.stringify(entry)} for one entry, which accepts nothing: write an entry for each kind or glob`;
      const near = nearestWord(entry.toLowerCase(), [...FILE_KINDS.keys()]);
      return `${where}: coverage.accept names ${JSON.stringify(entry)}, which is no kind of file and accepts nothing: did you mean ${near}?`;
    });
}
