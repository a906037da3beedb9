import type { ChangeSet } from '../../../schemas/change-set.ts';
import type { ModelCapability } from '../../../schemas/model.ts';
import { withoutNoise } from '../../changed-code/without-noise.ts';
import { fileLine } from './patch-text.ts';
import { pickPatches, type PickedPatch } from './pick-patches.ts';
import { rankFiles, type RankOptions } from './rank-files.ts';
import { type ReadingMarks, readingMarks } from './reading-marks.ts';
import { estimateTokens } from './token-estimate.ts';
import { untrusted } from './untrusted.ts';
import { visibleName } from './visible.ts';

/**
 * The share of a model's context that the change may fill, in per cent. The rest is for the system text, the tools, the brief, what the
 * tools return, the model's thoughts and its answer.
 */
const CHANGE_SHARE = 40;
/** However large the context: attention thins out, and every reviewer pays for reading it. */
const MOST_CHANGE_TOKENS = 120_000;
/** Of the change's share, for each of description and commits, in per cent. */
const PROSE_SHARE = 10;

/** The change as every reviewer on one model sees it. */
export interface ChangeText {
  readonly text: string;
  readonly marks: ReadingMarks;
  /** Changed files of which nothing is left to see: their patch is here in full, or they have none. */
  readonly shown: ReadonlySet<string>;
}

export interface ChangeTextOptions extends RankOptions {
  readonly capability: Pick<ModelCapability, 'contextTokens' | 'tools'>;
}

/** Writes the change down: the same change, findings and capability always give the same bytes. Every changed path is in it. */
export function changeText(changeSet: ChangeSet, options: ChangeTextOptions): ChangeText {
  const budget = changeBudget(options.capability);
  const prose = Math.floor((budget * PROSE_SHARE) / 100);
  const commits = changeSet.commits.map(commitText).join('\n\n');
  const about = [
    untrusted('title', changeSet.title),
    ...(changeSet.body.trim() === '' ? [] : [untrusted('description', clip(changeSet.body, prose))]),
    // Without commits there is nothing to say, and a single one whose words are the title's says nothing more.
    ...(commits === '' || commits === changeSet.title ? [] : [untrusted('commits', clip(commits, prose))]),
  ];
  const ranked = rankFiles(withoutNoise(changeSet.files), options);
  const spent = about.reduce((sum, text) => sum + estimateTokens(text), 0);
  const listed = ranked.reduce((sum, { file }) => sum + estimateTokens(fileLine(file)) + 1, 0);
  const picked = pickPatches(ranked, { budget: budget - spent - listed, onDemand: options.capability.tools });
  const shown = picked.flatMap(({ patch }) => patch?.text ?? []);
  // All in one: each begins by a line without a number, which no line of a file can be, and delimiters are paid for by every reviewer.
  const patches = shown.length === 0 ? [] : [untrusted('patches', shown.join('\n\n'))];
  const marks = readingMarks([...about, ...patches]);
  const text = [
    '# The change',
    ...about,
    `# Changed files, those that deserve most attention first: ${picked.length}`,
    untrusted('files', picked.map(listLine).join('\n')),
    ...leftOut(changeSet),
    '# Patches',
    `first mark: ${marks.first}`,
    ...patches,
    `last mark: ${marks.last}`,
  ].join('\n\n');
  return { text, marks, shown: new Set(picked.filter((one) => one.complete).map(({ file }) => file.newPath)) };
}

/** How many tokens the change may take in a prompt for this model. */
export function changeBudget({ contextTokens }: Pick<ModelCapability, 'contextTokens'>): number {
  return Math.min(MOST_CHANGE_TOKENS, Math.floor((contextTokens * CHANGE_SHARE) / 100));
}

function listLine({ file, note }: PickedPatch): string {
  return `${fileLine(file)}${note === null ? '' : ` [${note}]`}`;
}

function commitText({ subject, body }: ChangeSet['commits'][number]): string {
  return body.trim() === '' ? subject : `${subject}\n${body.trim()}`;
}

/** What models are not shown is listed too, so that nobody believes it was looked at. */
function leftOut({ files: changed, filtered, skipped }: ChangeSet): string[] {
  const noise = changed.flatMap((file) => (file.noise === undefined ? [] : [{ ...file, reason: file.noise }]));
  const files = [...filtered, ...noise].map((file) => `${file.status} ${visibleName(file.newPath)} (${file.reason})`);
  const pieces = skipped.map(({ line, lines, reason }) => `${lines} lines of the input from line ${line}: ${reason}`);
  return [
    ...(files.length === 0 ? [] : ['# Changed files left out of this review', untrusted('left-out', files.join('\n'))]),
    ...(pieces.length === 0 ? [] : ['# Input that was not understood', untrusted('skipped', pieces.join('\n'))]),
  ];
}

/** Cut at the end, and saying so. */
function clip(text: string, tokens: number): string {
  if (estimateTokens(text) <= tokens) return text;
  // Three bytes a token at least: a character is never more than one token in the estimate's terms times three.
  const kept = text.slice(0, tokens);
  return `${kept}\n[${text.length - kept.length} more characters are not shown]`;
}
