import { compareText } from '../../../schemas/text/compare-text.ts';
import { looksLikeDefinition } from '../../../schemas/text/definition-line.ts';
import type { Contents, Inspected, Inspection, NamedHit } from '../../forge.ts';
import type { Trees } from '../raw-source.ts';
import { grepNames, type RawMention } from './grep-names.ts';
import { findText } from './find-text.ts';

/** A name in more lines than this tells nothing about one change: everybody uses it. */
const MOST_LINES = 2_000;
/** Paths that are compared with each place. */
const MOST_NEAR = 20;
/** An identifier, or what people write for one: a path, a flag, a command. Anything else is not looked for. */
const NAME = /^[\p{L}\p{N}_$.:/@'"{}<>*+ -]{1,200}$/u;

interface MentionParts extends Trees {
  /** Redacted: what comes out is read here. */
  readonly contents: Contents;
}

type MentionRequest = Parameters<Inspection['mentions']>[0];

/** Raw lines only choose which places are read; what is told is their redacted text. */
export async function mentionsOf(
  { room, ends, contents }: MentionParts,
  request: MentionRequest,
): Promise<Inspected<NamedHit>> {
  const names = [...new Set(request.names)].filter((name) => NAME.test(name)).toSorted(compareText);
  if (names.length === 0) return { kind: 'ok', value: [], truncated: false };
  const { side, pathspecs } = request;
  const grepped = await grepNames(room.place, { names, tree: ends[side], pathspecs });
  if (grepped.kind === 'unavailable') return grepped;
  const chosen = names.flatMap((name) => choose(name, grepped.mentions, request));
  const told: NamedHit[] = [];
  for (const { name, path, line, isDefinition } of chosen) {
    const content = await contents.read(path, side);
    if (content.kind === 'absent') continue;
    for (const hit of findText({ path, text: content.text }, name, true)) {
      if (hit.line === line) told.push({ ...hit, name, isDefinition });
      if (hit.line >= line) break;
    }
  }
  return { kind: 'ok', value: told, truncated: grepped.left.length > 0 };
}

type Chosen = RawMention & Pick<NamedHit, 'name' | 'isDefinition'>;

function choose(name: string, mentions: readonly RawMention[], request: MentionRequest): Chosen[] {
  const { definitions, uses } = request;
  const near = request.near.slice(0, MOST_NEAR);
  const own = mentions.filter(({ text }) => text.includes(name));
  if (own.length > MOST_LINES) return [];
  const ranked = own
    .map((mention) => ({
      ...mention,
      name,
      isDefinition: looksLikeDefinition(mention.text, name),
      depth: shared(mention.path, near),
    }))
    .toSorted((a, b) => b.depth - a.depth || compareText(a.path, b.path) || a.line - b.line);
  const take = (wanted: boolean, most: number) =>
    ranked.filter(({ isDefinition }) => isDefinition === wanted).slice(0, most);
  return [...take(true, definitions), ...take(false, uses)];
}

/** How many folders a path shares with the nearest of some others. */
function shared(path: string, near: readonly string[]): number {
  const folders = path.split('/').slice(0, -1);
  return Math.max(
    0,
    ...near.map((other) => {
      const parts = other.split('/').slice(0, -1);
      const differs = folders.findIndex((folder, index) => parts[index] !== folder);
      return differs === -1 ? folders.length : differs;
    }),
  );
}
