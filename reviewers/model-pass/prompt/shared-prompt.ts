import type { Contents } from '../../../forge/forge.ts';
import { type ModelCapability, promptForm } from '../../../schemas/model.ts';
import type { ChangeSet } from '../../../schemas/change-set.ts';
import type { Finding } from '../../../schemas/finding.ts';
import { withoutNoise } from '../../changed-code/without-noise.ts';
import { changeBudget, type ChangeText, changeText } from './change-text.ts';
import { type GuidanceText, guidanceText } from './guidance.ts';
import type { ReadingMarks } from './reading-marks.ts';
import { withSurroundings } from './surroundings.ts';
import { estimateTokens } from './token-estimate.ts';

/** What every reviewer on one model is shown first. */
export interface SharedPrompt {
  readonly text: string;
  /** The words that stand before and behind the patches. */
  readonly marks: ReadingMarks;
  /** Changed files of which all is shown. */
  readonly shown: ReadonlySet<string>;
}

export interface SharedPromptOptions {
  readonly changeSet: ChangeSet;
  readonly contents: Contents;
  readonly guidance: readonly GuidanceText[];
  readonly findings: readonly Pick<Finding, 'location' | 'severity'>[];
  readonly sensitivePaths: readonly string[];
  readonly capability: Pick<ModelCapability, 'contextTokens' | 'tools' | 'prompts'>;
  /** Code from outside of the patch that belongs to it; empty: none. */
  readonly pack: () => Promise<string>;
}

/** Of the change's share of the context, in per cent. */
const GUIDANCE_SHARE = 15;

/** Patches without surroundings that fill more than this part of the change's share, in per cent, stay without. */
const WIDEN_UP_TO = 25;

/**
 * Guidance before the change, because it stays the same from push to push. A change of ordinary size is shown with its surroundings.
 * The same inputs always give the same bytes.
 */
export async function sharedPrompt(options: SharedPromptOptions): Promise<SharedPrompt> {
  const { changeSet, guidance, capability } = options;
  const budget = changeBudget(capability);
  const advice = guidanceText(guidance, changeSet.files, Math.floor((budget * GUIDANCE_SHARE) / 100));
  const plain = changeText(changeSet, options);
  const change = estimateTokens(plain.text) * 100 > budget * WIDEN_UP_TO ? plain : await wideChange(options, plain);
  const parts = [advice, change.text, await options.pack()];
  return { ...change, text: parts.filter((part) => part !== '').join('\n\n') };
}

/** Surroundings never push a patch out. */
async function wideChange(options: SharedPromptOptions, plain: ChangeText): Promise<ChangeText> {
  const { files: changed } = options.changeSet;
  const shown = await withSurroundings(withoutNoise(changed), options.contents, promptForm(options.capability));
  const files = [...shown, ...changed.filter((file) => file.noise !== undefined)];
  const wide = changeText({ ...options.changeSet, files }, options);
  return wide.shown.size < plain.shown.size ? plain : wide;
}
