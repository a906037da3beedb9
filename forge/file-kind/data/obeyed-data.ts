import { isCommandKey, mentionsCommandKey, wordsOfKey } from './command-keys.ts';
import { isCommandLine, isOrder } from './command-values.ts';
import { dataEntries } from './data-entries.ts';
import type { DataEntry } from './data-entry.ts';
import { isLoaded, isProtection } from './obeyed-settings.ts';

/** Writes a letter as an escape: nothing that writes data does so, but a key or an order can be hidden with it. */
const ESCAPED_LETTER = /\\u00(?:4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])|\\x[4-7][0-9a-f]|\\U000000[4-7]/i;
/** A tag of YAML that makes an object of a program, a prefix for such tags, or a value of a template. */
const OBJECT_TAG = /!{1,2}(?:python|ruby|js|java|perl|php|net)[/:]|!<|^%TAG|^[ \t]*!ENV|\{%|\$\{\{|#!\//im;

/** More is not looked through: what is not looked through counts as obeyed. */
const MOST_CHARACTERS = 2 * 1024 * 1024;
/** Reading YAML takes a hundred times as long as reading JSON. */
const MOST_YAML = 1024 * 1024;

/** What stands in a text of keys and values. `entries` is null where it was not parsed. */
export interface ObeyedData {
  readonly obeyed: boolean;
  readonly entries: readonly DataEntry[] | null;
}

/**
 * Whether a text of keys and values has one that a tool starts, loads, or lets itself be told by. A whole text is read by the parser of its format,
 * and is obeyed where that does not understand it; a piece is looked through for what has the shape of such keys and values.
 */
export function obeyedData(format: string, text: string, isWhole: boolean): ObeyedData {
  const most = format === 'yaml' ? MOST_YAML : MOST_CHARACTERS;
  if (text.length > most || ESCAPED_LETTER.test(text) || OBJECT_TAG.test(text)) return { obeyed: true, entries: null };
  if (!isWhole) return { obeyed: mentionsCommandKey(text) || isOrder(text), entries: null };
  const entries = dataEntries(format, text);
  return { obeyed: entries === null || entries.some(isObeyed), entries };
}

/**
 * Whether a file of texts in a language of people has one that is more than that: an order, a piece of a program, a value that is no text. Its
 * keys are names of places in a program, whatever words they are made of.
 */
export function isMoreThanTexts(format: string, text: string): boolean {
  const most = format === 'yaml' ? MOST_YAML : MOST_CHARACTERS;
  if (text.length > most || OBJECT_TAG.test(text)) return true;
  const entries = dataEntries(format, text);
  return (
    entries === null ||
    entries.some(({ value }) => value !== undefined && (typeof value !== 'string' || isOrder(value)))
  );
}

function isObeyed({ key, value }: DataEntry): boolean {
  if (key !== '' && isCommandKey(key)) return true;
  const parts = key === '' || key.length > 200 ? [] : wordsOfKey(key);
  if (isProtection(parts, value) || isLoaded(parts, value)) return true;
  return typeof value === 'string' && (isOrder(value) || isCommandLine(parts.at(-1) ?? '', value));
}
