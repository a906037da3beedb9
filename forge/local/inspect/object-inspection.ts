import type { Commit } from '../../../schemas/change-set.ts';
import type { Side } from '../../../schemas/location.ts';
import type {
  Contents,
  Inspected,
  Inspection,
  NamedHit,
  SearchHit,
  SecretScanner,
  TakenBackCommit,
  TouchedBy,
} from '../../forge.ts';
import type { KnownSecrets } from '../../redact/known/known-secrets.ts';
import { findText, standsIn } from './find-text.ts';
import { grepTree } from './grep.ts';
import { mentionsOf } from './mentions.ts';
import { lineHistory } from './line-history.ts';
import { takenBackIn } from './taken-back.ts';
import { isForeign } from '../git/object-contents.ts';
import type { Trees } from '../raw-source.ts';
import { redactMessages } from '../redact-messages.ts';

/** A search looks into so many files, and so many characters, and no further. */
const MOST_FILES = 500;
const MOST_CHARACTERS = 16 * 1024 * 1024;
/** No line of code that anybody looks for is longer. */
const MOST_NEEDLE = 1000;

interface InspectionParts extends Trees {
  /** Redacted: what a search returns comes out of here. */
  readonly contents: Contents;
  readonly scanner: SecretScanner;
  /** Secrets that the changed files gave away; commit messages may repeat them. */
  readonly known: KnownSecrets;
}

/** For changes without trees, a plain diff. */
export const NO_INSPECTION: Inspection = {
  search: async () => ({ kind: 'unavailable', reason: 'a plain diff carries nothing beyond its hunks' }),
  mentions: async () => ({ kind: 'unavailable', reason: 'a plain diff carries nothing beyond its hunks' }),
  touchedBy: async () => ({ kind: 'unavailable', reason: 'a plain diff carries no history' }),
  takenBack: async () => ({ kind: 'unavailable', reason: 'a plain diff carries no history' }),
};

/** Questions about two trees, answered from git objects in the clean room. */
export class ObjectInspection implements Inspection {
  readonly #parts: InspectionParts;

  constructor(parts: InspectionParts) {
    this.#parts = parts;
  }

  /** Git says which files may hold the text; only their redacted text says which do, so that a secret cannot be guessed at. */
  async search(request: Parameters<Inspection['search']>[0]): Promise<Inspected<SearchHit>> {
    const { text, side, under = null, wholeWord = false, beside, limit } = request;
    if (text === '' || text.length > MOST_NEEDLE) {
      return { kind: 'unavailable', reason: `a text of 1 to ${MOST_NEEDLE} characters can be looked for` };
    }
    if (under !== null && isForeign(under)) return { kind: 'unavailable', reason: 'the path leads out of the tree' };
    // A line has no line feed, and a file with NUL is binary.
    if (/[\n\0]/.test(text)) return { kind: 'ok', value: [], truncated: false };
    const { room, ends } = this.#parts;
    const grepped = await grepTree(room.place, { text, tree: ends[side], under });
    if (grepped.kind === 'unavailable') return grepped;
    const found = await this.#look({ paths: grepped.paths, text, side, wholeWord, beside, most: limit + 1 });
    return {
      kind: 'ok',
      value: found.hits.slice(0, limit),
      truncated: found.hits.length > limit || found.incomplete || grepped.incomplete !== null,
    };
  }

  mentions(request: Parameters<Inspection['mentions']>[0]): Promise<Inspected<NamedHit>> {
    return mentionsOf(this.#parts, request);
  }

  async touchedBy(request: Parameters<Inspection['touchedBy']>[0]): Promise<Inspected<TouchedBy>> {
    const { path, line = null, limit } = request;
    const { room, ends, contents } = this.#parts;
    const content = await contents.read(path, 'old');
    // What cannot be read has no lines, but a large or binary file has a history all the same.
    const hasHistory = content.kind === 'text' || (line === null && HISTORY_WITHOUT_TEXT.has(content.why));
    if (content.kind === 'absent' && !hasHistory) {
      return { kind: 'unavailable', reason: `at the base: ${content.reason}` };
    }
    if (line !== null && content.kind === 'text' && line > lineCount(content.text)) {
      return { kind: 'unavailable', reason: `the file has ${lineCount(content.text)} lines at the base` };
    }
    const history = await lineHistory(room, { at: ends.old, path, line, limit });
    if (history.kind === 'unavailable') return history;
    const commits = await this.#withoutSecrets(history.value);
    const value = commits.map(({ id, subject }, index) => ({
      commit: id,
      date: history.value[index]?.date ?? '',
      subject,
    }));
    return { ...history, value };
  }

  async takenBack(request: Parameters<Inspection['takenBack']>[0]): Promise<Inspected<TakenBackCommit>> {
    const found = await takenBackIn(this.#parts, request);
    if (found.kind === 'unavailable' || found.value.length === 0) return found;
    const commits = await this.#withoutSecrets(found.value);
    return { ...found, value: found.value.map((one, index) => ({ ...one, ...commits[index] })) };
  }

  async #withoutSecrets(commits: readonly Commit[]): Promise<readonly Commit[]> {
    const { scanner, known } = this.#parts;
    const facts = { commits: commits.map(({ id, subject, body }) => ({ id, subject, body })), label: '' };
    const redacted = await redactMessages({ facts, describe: () => ({ title: '', body: '' }) }, scanner, known);
    return redacted.commits;
  }

  async #look(request: {
    readonly paths: readonly string[];
    readonly text: string;
    readonly side: Side;
    readonly wholeWord: boolean;
    readonly beside: readonly string[] | undefined;
    readonly most: number;
  }): Promise<{ readonly hits: readonly SearchHit[]; readonly incomplete: boolean }> {
    const { paths, text, side, wholeWord, beside, most } = request;
    const want = { holding: [text], wholeWord, ...(beside !== undefined && { beside }) };
    const hits: SearchHit[] = [];
    let characters = 0;
    let incomplete = false;
    for (const [index, path] of paths.entries()) {
      if (index >= MOST_FILES || characters >= MOST_CHARACTERS) return { hits, incomplete: true };
      const content = await this.#parts.contents.read(path, side, want);
      if (content.kind === 'absent') {
        incomplete ||= content.why === 'too-large' || content.why === 'unavailable';
        continue;
      }
      characters += content.text.length;
      // A file that was searched before is read whatever stands in it.
      if (!standsIn(content.text, text, wholeWord, beside)) continue;
      for (const hit of findText({ path, text: content.text }, text, wholeWord)) {
        hits.push(hit);
        if (hits.length >= most) return { hits, incomplete };
      }
    }
    return { hits, incomplete };
  }
}

const HISTORY_WITHOUT_TEXT: ReadonlySet<string> = new Set(['binary', 'too-large', 'unavailable']);

function lineCount(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}
