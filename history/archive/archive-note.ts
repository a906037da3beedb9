import { createHash } from 'node:crypto';
import { z } from 'zod';
import { RowId, type Run } from '../../schemas/run.ts';
import { SaidFinding } from '../tables/findings.ts';
import { NOTE_MEDIA } from '../tables/artifacts.ts';
import { fromJson } from '../tables/row.ts';
import type { Tables } from '../tables/tables.ts';
import { NOTE_LABEL } from '../tables/runs.ts';

/** How a concern was published last in an archived run: what a fit needs of it; `said` is null where the run no longer tells. */
export const ArchivedSaying = z.strictObject({
  run: RowId,
  said: z
    .strictObject({
      finding: SaidFinding.omit({ location: true }),
      path: z.string().nullable(),
      model: z.string().nullable(),
      points: z.int().nullable(),
    })
    .nullable(),
});
export type ArchivedSaying = z.infer<typeof ArchivedSaying>;

/** A final outcome that an archived run noticed. */
export const ArchivedOutcome = z.strictObject({
  id: RowId,
  run: RowId,
  sequence: z.int().min(1),
  /** Of somebody's own machine, where alone it counts. */
  local: z.boolean(),
  concern: z.string(),
  kind: z.enum(['accepted', 'dismissed', 'unaddressed']),
  at: z.string(),
});
export type ArchivedOutcome = z.infer<typeof ArchivedOutcome>;

/** What stays in the base of what lies in archives. */
export const ArchiveNote = z.strictObject({
  schemaVersion: z.literal(1),
  /** One more than that of the note before: of several in one log the highest counts. */
  generation: z.int().min(1),
  /** Which archive has which pull requests: their marks, one after another. */
  parts: z.array(z.strictObject({ id: RowId, changes: z.string() })),
  outcomes: z.array(ArchivedOutcome),
  sayings: z.record(z.string(), ArchivedSaying),
});
export type ArchiveNote = z.infer<typeof ArchiveNote>;

const MARK_LENGTH = 8;

/** 32 bits of a digest: of 40,000 archived pull requests one in 100,000 new ones is looked for in vain. */
export function changeMark({ source, label }: Pick<Run, 'source' | 'label'>): string {
  return createHash('sha256').update(`${source} ${label}`).digest('hex').slice(0, MARK_LENGTH);
}

/** Whether an archive may hold runs of this change; one that the note does not know may hold anything. */
export function mayHold(note: ArchiveNote | null, part: string, change: Pick<Run, 'source' | 'label'>): boolean {
  const marks = note?.parts.find(({ id }) => id === part)?.changes;
  if (marks === undefined) return true;
  return splitMarks(marks).includes(changeMark(change));
}

/** The marks of a note's text. */
export function splitMarks(marks: string): readonly string[] {
  return Array.from({ length: marks.length / MARK_LENGTH }, (_, at) =>
    marks.slice(at * MARK_LENGTH, (at + 1) * MARK_LENGTH),
  );
}

/** The newest note of a log; null where nothing was archived, or where its bytes are gone. Only a fold writes notes, and it is trusted. */
export function archiveNote(tables: Pick<Tables, 'runs' | 'artifacts'>): ArchiveNote | null {
  const notes = tables.runs.ofLabel(NOTE_LABEL).flatMap(({ id, trust }) =>
    tables.artifacts.liveOfRun(id).flatMap(({ digest, mediaType }) => {
      const isNote = trust === 'trusted' && mediaType === NOTE_MEDIA;
      const bytes = isNote ? tables.artifacts.bytes(digest) : null;
      return bytes === null ? [] : [fromJson(ArchiveNote, Buffer.from(bytes).toString('utf8'))];
    }),
  );
  return notes.toSorted((a, b) => b.generation - a.generation)[0] ?? null;
}
