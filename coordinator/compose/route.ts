import type { TerminalState } from '../../schemas/decision.ts';
import type { Location } from '../../schemas/location.ts';
import type { ChangedText } from '../evidence/changed-text.ts';

/** Where a published concern goes, and why. */
export interface Route {
  readonly state: Extract<TerminalState, { kind: 'inline' | 'file' | 'summary' }>;
  readonly note: string;
}

/** Inline where a line can carry a comment, else on the file where the change has it, else in the summary. */
export function route(place: Location | null, text: ChangedText): Route {
  if (place === null) return { state: { kind: 'summary' }, note: 'it has no place' };
  const entry = text.file(place.path, place.side);
  if (entry === null) return { state: { kind: 'summary' }, note: `${place.path} is not part of the change` };
  const file: Route['state'] = { kind: 'file', path: entry.file.newPath };
  if (entry.kind === 'filtered') return { state: file, note: 'the lines of the file were left out of the review' };
  const { startLine, endLine } = place;
  if (startLine === null || endLine === null) return { state: file, note: 'it is about the whole file' };
  const lines = text.commentable(entry.file, place.side, { startLine, endLine });
  if (lines === null) return { state: file, note: `no hunk holds line ${startLine}` };
  const note =
    lines.startLine === startLine && lines.endLine === endLine
      ? 'its lines can carry a comment'
      : 'its lines inside the hunk can';
  return { state: { kind: 'inline', at: { path: place.path, side: place.side, ...lines } }, note };
}
