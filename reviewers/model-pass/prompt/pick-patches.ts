import type { ChangedFile } from '../../../schemas/change-set.ts';
import { patchText, patchWithin, type PatchText } from './patch-text.ts';
import type { RankedFile } from './rank-files.ts';
import { estimateTokens } from './token-estimate.ts';

/** What becomes of one changed file in the prompt. */
export interface PickedPatch {
  readonly file: ChangedFile;
  /** Null where no patch is shown. */
  readonly patch: PatchText | null;
  /** Nothing more is to be seen of it: all of its patch is shown, or it has none. */
  readonly complete: boolean;
  /** What the list of files says about it; null when the patch is there in full. */
  readonly note: string | null;
}

/** One file may take at most this part of the budget, in per cent: a single huge file must not hide all the others. */
const FILE_SHARE = 25;
/** Less of a cut patch is not worth showing. */
const LEAST_CUT = 300;
/** The delimiters around a patch. */
const FRAME = 60;

/** Takes patches in order of rank for as long as they fit; smaller ones after one that does not fit are still taken. */
export function pickPatches(
  ranked: readonly RankedFile[],
  { budget, onDemand }: { readonly budget: number; readonly onDemand: boolean },
): PickedPatch[] {
  const perFile = Math.floor((budget * FILE_SHARE) / 100);
  const rest = onDemand ? 'the rest on demand: file_diff' : 'the rest cannot be shown';
  let left = budget;
  return ranked.map(({ file }) => {
    if (file.hunks.length === 0) return { file, patch: null, complete: true, note: 'no lines to show' };
    const whole = patchText(file);
    const size = estimateTokens(whole.text) + FRAME;
    // A file that would fit alone is shown whole however much of the budget that takes: cutting it would save nothing.
    if (size <= left && (size <= perFile || ranked.length === 1)) {
      left -= size;
      return { file, patch: whole, complete: whole.complete, note: whole.complete ? null : `cut, ${rest}` };
    }
    const room = Math.min(left, perFile) - FRAME;
    if (size > perFile && room >= LEAST_CUT) {
      const patch = patchWithin(file, room);
      left -= estimateTokens(patch.text) + FRAME;
      return { file, patch, complete: patch.complete, note: `cut, ${rest}` };
    }
    return { file, patch: null, complete: false, note: onDemand ? 'patch on demand: file_diff' : 'patch not shown' };
  });
}
