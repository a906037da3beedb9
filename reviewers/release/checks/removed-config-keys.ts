import type { Check, CheckContext } from '../../reviewer.ts';
import { actionManifest } from '../config-keys/action-manifest.ts';
import { envExample } from '../config-keys/env-example.ts';
import { jsonSchema } from '../config-keys/json-schema.ts';
import type { ConfigKey, KeySource } from '../config-keys/key-source.ts';
import { zodSchema } from '../config-keys/zod-schema.ts';
import { isInternal } from '../paths.ts';
import type { Removal } from '../places.ts';
import { type FileSides, readSides } from '../read-sides.ts';
import { gapOf } from '../read-text.ts';
import { reportRemovals } from '../report-removals.ts';

const SOURCES: readonly KeySource[] = [jsonSchema, zodSchema, envExample, actionManifest];

/** Finds configuration keys that the change takes away without announcing a breaking release. */
export const removedConfigKeys: Check = {
  id: 'removed-config-keys',
  comparesSides: true,
  async run(context) {
    for (const source of SOURCES) {
      const all = await readSides(context, (path) => source.accepts(path) && !isInternal(path));
      const removals: Removal[] = [];
      for (const sides of all) {
        // A file that is new or gone as a whole renames no key.
        if (sides.file.status === 'A' || sides.file.status === 'D') continue;
        for (const removal of await removalsOf(context, { source, sides, all })) removals.push(removal);
      }
      await reportRemovals(context, removals, source.words);
    }
  },
};

interface Question {
  readonly source: KeySource;
  readonly sides: FileSides;
  readonly all: readonly FileSides[];
}

/** Removed keys whose line the change removes too; a key that only lost its meaning elsewhere is not claimed. */
async function removalsOf(context: CheckContext, { source, sides, all }: Question): Promise<Removal[]> {
  const path = sides.file.oldPath;
  const changed = context.changedLines(sides.file, 'old');
  let keys: readonly ConfigKey[];
  try {
    keys = await source.removed(context, sides, all);
  } catch (cause) {
    context.unavailable(gapOf(path, cause));
    return [];
  }
  return keys.flatMap(({ name, lines }) => {
    const line = lines.find((one) => changed.has(one));
    return line === undefined ? [] : [{ path, line, name }];
  });
}
