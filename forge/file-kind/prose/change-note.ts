import { isOrder } from '../data/command-values.ts';
import { isHidden, speaksToAgents } from '../known-place.ts';
import { isRunningWords } from './running-words.ts';

/** A note of one change, under the number of its issue or pull request, from which tools make a change log. */
const PLACE = /(?:^|\/)(?:change-?logs?(?:\.d)?|newsfragments)\/(?:[\w.-]{1,60}\/){0,3}[\w-]{1,80}(?:\.[a-z]{1,20})?$/i;
/** What such a note ends with: the issues, a line each. */
const LINK = /^(?:- ?)?https:\/\/[\w.~/#?=&-]{1,300}\s{0,4}$/;

/** One word that is quoted as code. */
const QUOTED = /`(-{0,2}[a-z][\w-]{0,40})`/gi;

/** Whether a text without a known ending is such a note: sentences, and links below them. */
export function isChangeNote(path: string, text: string): boolean {
  if (!PLACE.test(path) || isHidden(path) || speaksToAgents(path) || isOrder(text)) return false;
  const lines = text.split('\n');
  const last = lines.findLastIndex((line) => line.trim() !== '' && !LINK.test(line));
  return isRunningWords(
    lines
      .slice(0, last + 1)
      .join('\n')
      .replaceAll(QUOTED, '$1'),
  );
}
