import { z } from 'zod';
import { InfrastructureError } from '../../schemas/problem.ts';
import { RowId } from '../../schemas/run.ts';
import { EpochContents } from './contents.ts';

/** A replica of one database at a path of its own. */
export const Epoch = RowId;
export type Epoch = z.infer<typeof Epoch>;

/** The log of one run. `open`: it is being written, or its runner died. `done`: it is whole. */
export const Tail = z.strictObject({
  epoch: Epoch,
  state: z.enum(['open', 'done']),
  run: RowId,
  startedAt: z.iso.datetime(),
  /** The schema version of its database. */
  schema: z.int().min(1),
  /** Of one that is done; an older Docket did not say. */
  holds: EpochContents.optional(),
});
export type Tail = z.infer<typeof Tail>;

/** Many tails put together. */
export const Base = z.strictObject({
  epoch: Epoch,
  schema: z.int().min(1),
  foldedAt: z.iso.datetime(),
  holds: EpochContents.optional(),
  /** SHA-256 of the file as it was restored when these rows were proved: the same bytes are the same rows. An older Docket did not say. */
  file: EpochContents.shape.digest.optional(),
});
export type Base = z.infer<typeof Base>;

/** Old runs with all their rows, which no review needs at its start. Never written to: what changes is written anew. */
export const Archive = z.strictObject({
  /** Stays the same when it is written anew without some bytes: the note in the base calls it so. */
  id: RowId,
  epoch: Epoch,
  schema: z.int().min(1),
  archivedAt: z.iso.datetime(),
  holds: EpochContents,
  runs: z.int().min(1),
  /** Of artifacts, as they are stored. */
  bytes: z.int().min(0),
});
export type Archive = z.infer<typeof Archive>;

/** What was committed when: enough to restore the history as it was. */
export const ManifestCommit = z.strictObject({
  id: z.uuid(),
  at: z.iso.datetime(),
  base: Epoch.nullable(),
  /** Finished tails only: an open one has no state to go back to. */
  tails: z.array(Epoch),
});
export type ManifestCommit = z.infer<typeof ManifestCommit>;

/** An epoch that could not be restored; it is kept, left out and named until somebody looks at it. */
const Quarantined = z.strictObject({
  epoch: Epoch,
  reason: z.string(),
  at: z.iso.datetime(),
  /** Of what was an archive: whoever goes back to an earlier moment tries it again. */
  archive: Archive.optional(),
});

/** An epoch whose rows are in the base; clean-up may take it when slow readers are done with it. */
const Superseded = z.strictObject({
  epoch: Epoch,
  at: z.iso.datetime(),
  /** What it promised while it was listed: until it is cleaned up, an earlier moment may be gone back to. */
  promised: z.strictObject({ schema: z.int().min(1), holds: EpochContents }).optional(),
  /** When it was made, of what was an archive. */
  archivedAt: z.iso.datetime().optional(),
});

/** `HEAD.json`: what the history consists of. Changed only by compare-and-swap. */
export const Manifest = z.strictObject({
  format: z.literal(1),
  /** Random: a swap whose answer was lost is recognised by it. */
  commit: z.uuid(),
  base: Base.nullable(),
  tails: z.array(Tail),
  /** Oldest first; absent where there never was one, so that an older Docket may go on there. */
  archives: z.array(Archive).optional(),
  quarantined: z.array(Quarantined),
  superseded: z.array(Superseded),
  /** Oldest first. */
  commits: z.array(ManifestCommit),
});
export type Manifest = z.infer<typeof Manifest>;

/** So many commits can be gone back to; the epochs of older ones may be cleaned up anyway. */
const KEPT_COMMITS = 500;

export const EMPTY: Omit<Manifest, 'commit'> = {
  format: 1,
  base: null,
  tails: [],
  quarantined: [],
  superseded: [],
  commits: [],
};

/** Reads the bytes of a manifest. Throws an `InfrastructureError` on anything that this program does not understand. */
export function parseManifest(bytes: Uint8Array, where: string): Manifest {
  try {
    return Manifest.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (cause) {
    throw new InfrastructureError({
      what: 'the manifest of the history is not one that this Docket understands',
      where,
      remedy:
        'Was it written by a newer Docket? Update this one. If it was damaged, restore an older version of the object.',
      cause,
    });
  }
}

/** A change of the manifest: a function of what it is now, so that it can be made again when somebody else was faster. */
export type Change = (manifest: Omit<Manifest, 'commit'>) => Omit<Manifest, 'commit'>;

/** Says that a run begins to write; said twice it changes nothing. */
export function openTail(tail: Omit<Tail, 'state'>): Change {
  return (manifest) =>
    listedEpochs(manifest).has(tail.epoch)
      ? manifest
      : { ...manifest, tails: [...manifest.tails, { ...tail, state: 'open' }] };
}

/**
 * Says that a run's log is whole. Where the tail was folded as it stood, because it looked abandoned, it comes back: its rows are
 * united with the base, and those that the fold has seen already are the same.
 */
export function finishTail(tail: Omit<Tail, 'state'>): Change {
  return (manifest) => ({
    ...manifest,
    tails: [...manifest.tails.filter(({ epoch }) => epoch !== tail.epoch), { ...tail, state: 'done' }],
    superseded: manifest.superseded.filter(({ epoch }) => epoch !== tail.epoch),
  });
}

/** Takes a tail of ours out again that never got a row into the store. */
export function dropTail(epoch: Epoch): Change {
  return (manifest) => ({ ...manifest, tails: manifest.tails.filter((tail) => tail.epoch !== epoch) });
}

/** Puts a new base in the place of the old one and of the tails that it holds, and lists these archives from now on. */
export function fold(base: Base, held: readonly Epoch[], archives?: readonly Archive[]): Change {
  return (manifest) => {
    const tails = manifest.tails.filter(({ epoch }) => held.includes(epoch));
    const listed = manifest.archives ?? [];
    const next = archives ?? listed;
    const left = listed.filter(({ epoch }) => !next.some((one) => one.epoch === epoch));
    const gone = [...(manifest.base === null ? [] : [manifest.base]), ...tails, ...left];
    return {
      ...manifest,
      base,
      ...((manifest.archives !== undefined || next.length > 0) && { archives: [...next] }),
      tails: manifest.tails.filter(({ epoch }) => !held.includes(epoch)),
      superseded: [...manifest.superseded, ...gone.map((one) => supersede(one, base.foldedAt))],
    };
  };
}

function supersede(one: Tail | Base | Archive, at: string): z.infer<typeof Superseded> {
  const { epoch, schema, holds } = one;
  const promised = holds !== undefined && { promised: { schema, holds } };
  return { epoch, at, ...promised, ...('archivedAt' in one && { archivedAt: one.archivedAt }) };
}

/** Leaves a damaged epoch out from now on. */
export function quarantine(epoch: Epoch, reason: string, at: string): Change {
  return (manifest) => {
    const before = manifest.quarantined.find((one) => one.epoch === epoch);
    const archive = manifest.archives?.find((one) => one.epoch === epoch) ?? before?.archive;
    return {
      ...manifest,
      base: manifest.base?.epoch === epoch ? null : manifest.base,
      tails: manifest.tails.filter((tail) => tail.epoch !== epoch),
      ...(manifest.archives !== undefined && { archives: manifest.archives.filter((one) => one.epoch !== epoch) }),
      quarantined: [
        ...manifest.quarantined.filter((one) => one.epoch !== epoch),
        { epoch, reason, at, ...(archive !== undefined && { archive }) },
      ],
    };
  };
}

/** Forgets superseded epochs whose objects were deleted. */
export function forgetEpochs(epochs: readonly Epoch[]): Change {
  const gone = new Set(epochs);
  return (manifest) => ({
    ...manifest,
    superseded: manifest.superseded.filter(({ epoch }) => !gone.has(epoch)),
    commits: manifest.commits.filter(
      ({ base, tails }) => (base === null || !gone.has(base)) && !tails.some((epoch) => gone.has(epoch)),
    ),
  });
}

/** Applies a change and notes the commit. */
export function commitTo(
  manifest: Omit<Manifest, 'commit'>,
  change: Change,
  commit: { id: string; at: string },
): Manifest {
  const changed = change(manifest);
  const done = changed.tails.filter(({ state }) => state === 'done').map(({ epoch }) => epoch);
  const noted: ManifestCommit = { ...commit, base: changed.base?.epoch ?? null, tails: done };
  return { ...changed, commit: commit.id, commits: [...changed.commits, noted].slice(-KEPT_COMMITS) };
}

/** Every epoch that a reader may still need. */
export function listedEpochs(manifest: Omit<Manifest, 'commit'>): ReadonlySet<Epoch> {
  return new Set([
    ...(manifest.base === null ? [] : [manifest.base.epoch]),
    ...manifest.tails.map(({ epoch }) => epoch),
    ...(manifest.archives ?? []).map(({ epoch }) => epoch),
    ...manifest.quarantined.map(({ epoch }) => epoch),
    ...manifest.superseded.map(({ epoch }) => epoch),
  ]);
}
