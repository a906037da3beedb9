import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { RepositoryPath } from '../../schemas/location.ts';
import { readPages } from './pages.ts';

/** `seen`: authors of rules may look. `held-out`: nobody who writes rules looks; what is found of it is the figure. */
export const Half = z.enum(['seen', 'held-out']);
export type Half = z.infer<typeof Half>;

/** The families of which hazards are planted. */
export const PlantedFamily = z.enum(['injection', 'correctness', 'running-configuration']);
export type PlantedFamily = z.infer<typeof PlantedFamily>;

const Meta = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** The language as its author calls it. */
  kind: z.string(),
  family: PlantedFamily,
  /**
   * `manifests`: written later by the author of the rules, so that all of it is seen, whatever a seed says; `manifests-of-others`: written by
   * somebody who had not read the rules, so that all of it is held out; `others-2`: later ones of another such person, held out as well;
   * `others-3`: later ones of another such person, held out as well; `pages`: of `pages/`, by the author of their rules before any rule was
   * written, halved by a seed of their own.
   */
  set: z.enum(['manifests', 'manifests-of-others', 'others-2', 'others-3', 'pages']).optional(),
  title: z.string(),
  path: RepositoryPath,
  /** First and last line of the hazard in the hazardous file. */
  hazardLines: z.tuple([z.int().min(1), z.int().min(1)]),
});

/** One planted hazard: a file before the change, after a change that plants the hazard, and after one that does the same safely. */
export interface PlantedHazard extends z.infer<typeof Meta> {
  readonly half: Half;
  /** Null where the change adds the file. */
  readonly base: Uint8Array | null;
  readonly hazard: Uint8Array;
  readonly safe: Uint8Array;
}

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Every planted hazard of both halves, in the order of their names. */
export function readHazards(): readonly PlantedHazard[] {
  return [
    ...Half.options.flatMap((half) => readdirSync(join(HERE, half)).map((name) => readHazard(half, name))),
    ...readPages(join(HERE, 'pages')),
  ];
}

function readHazard(half: Half, name: string): PlantedHazard {
  const folder = join(HERE, half, name);
  const files = new Map(readdirSync(folder).map((file) => [file.split('.')[0], readFileSync(join(folder, file))]));
  const [meta, base = null, hazard, safe] = ['meta', 'base', 'hazard', 'safe'].map((part) => files.get(part));
  if (!meta || !hazard || !safe) throw new Error(`${half}/${name} needs meta.json, a hazard and its safe twin`);
  return { ...Meta.parse(JSON.parse(meta.toString())), half, base, hazard, safe };
}
