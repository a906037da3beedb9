import { isOrder } from '../data/command-values.ts';
import { isHidden, speaksToAgents } from '../known-place.ts';
import { isRunningWords } from './running-words.ts';

/** A note of one change, under the number of its issue or pull request, from which tools make a change log. */
const PLACE = /(?:^|\/)(?:change-?logs?(?:\.d)?|newsfragments)\/(?:[\w.-]{1,60}\/){0,3}[\w-]{1,80}(?:\.[a-z]{1,20})?$/i;
/** What such a note ends with: the issues, a line each. */
const LINKS = /(?:\r?\n+(?:- ?)?https:\/\/[\w.~/#?=&-]{1,300}[ \t]{0,4}){1,20}\s*$/;

/** One word that is quoted as code. */
const QUOTED = /`(-{0,2}[a-z][\w-]{0,40})`/gi;

/** Whether a text without a known ending is such a note: sentences, and links below them. */
export function isChangeNote(path: string, text: string): boolean {
  if (!PLACE.test(path) || isHidden(path) || speaksToAgents(path) || isOrder(text)) return false;
  return isRunningWords(text.slice(0, LINKS.exec(text)?.index).replaceAll(QUOTED, '$1'));
}
