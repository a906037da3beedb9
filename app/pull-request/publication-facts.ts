import type { Conversation } from '../../forge/github/read/conversation.ts';
import type { ChangeSet, ObjectId } from '../../schemas/change-set.ts';
import type { Side } from '../../schemas/location.ts';
import type { Config } from '../../schemas/config.ts';
import type { PublicationFacts } from '../output/github/publication-facts.ts';
import type { ReviewOutput } from '../output/review-output.ts';

/** Where a line is not known, no quote of it can be found either. */
const UNKNOWN_LINE = '\0';

interface Said {
  readonly conversation: Conversation;
  readonly config: Config['pullRequests'];
  readonly head: ObjectId;
  readonly base: ObjectId;
  readonly pullUrl: string;
  readonly pausedBy: string | null;
  readonly breakGlass: PublicationFacts['breakGlass'];
}

/** What the renderer wants to know beside the review. */
export function publicationFacts({ changeSet }: ReviewOutput, said: Said): PublicationFacts {
  const { config, ...facts } = said;
  const blobs = blobsOf(changeSet);
  return {
    ...facts,
    checkName: config.checkName,
    event: { requestChanges: config.requestChanges, approve: config.approve },
    sources: (path, side) => linesInHunks(changeSet, path, side),
    blobs: (path) => blobs.get(path) ?? null,
  };
}

/** A break-glass is bound to one head; of several the newest counts. */
export function breakGlassFor({ replies }: Conversation, head: ObjectId): PublicationFacts['breakGlass'] {
  return replies.findLast(({ breakGlass }) => breakGlass?.head === head)?.breakGlass ?? null;
}

function blobsOf({ files, filtered }: ChangeSet): ReadonlyMap<string, ObjectId | null> {
  return new Map([...files, ...filtered].map((file) => [file.newPath, file.newBlob]));
}

/** A file as far as the change shows it, redacted as everything in a change set: a comment stands on no other lines. */
function linesInHunks({ files }: ChangeSet, path: string, side: Side): string | null {
  const file = files.find((one) => (side === 'new' ? one.newPath : one.oldPath) === path);
  if (file === undefined) return null;
  const text: string[] = [];
  for (const { oldLine, newLine, text: line } of file.hunks.flatMap(({ lines }) => lines)) {
    const at = side === 'new' ? newLine : oldLine;
    if (at !== null) text[at - 1] = line;
  }
  return Array.from(text, (line) => line ?? UNKNOWN_LINE).join('\n');
}
