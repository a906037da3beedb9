import type { ChangedFile } from '../../../schemas/change-set.ts';
import { DATA_PLACES } from '../../../schemas/file-kinds/data-places.ts';
import { withoutNoise } from '../../changed-code/without-noise.ts';

/** Patches, snapshots and recordings are the words of others; vectors have none. */
const QUOTES =
  /\.(?:patch|diff|rej|orig|snap|svg|ipynb|lock|sum|csv|tsv|po|pot|xlf|strings|arb|properties|resx|dic|aff|txt|html?|xml|jsonc?)$/i;
const DATA_FOLDERS = new Set(DATA_PLACES.flatMap(({ folders, formats }) => (formats === undefined ? folders : [])));

/** The files whose words people here wrote for people: no data, translations, material for tests, nor what others or programs wrote. */
export function spelledFiles(files: readonly ChangedFile[]): ChangedFile[] {
  return withoutNoise(files).filter(
    ({ newPath, newMode, binary, added, kind }) =>
      newMode.startsWith('100') &&
      !binary &&
      (added ?? 0) > 0 &&
      kind?.class !== 'data' &&
      kind?.class !== 'asset' &&
      !QUOTES.test(newPath) &&
      !newPath
        .toLowerCase()
        .split('/')
        .slice(0, -1)
        .some((folder) => DATA_FOLDERS.has(folder)),
  );
}
