import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';

const Seen = z.strictObject({ version: z.int().min(0), digest: z.string() });
type Seen = z.infer<typeof Seen>;

/** The newest version of the switch that this machine has seen. */
export interface SeenSwitch {
  newest(): Promise<Seen | null>;
  remember(seen: Seen): Promise<void>;
}

/** Kept in a file, so that a restart is no way back to an older version. */
export function seenInFile(path: string): SeenSwitch {
  return {
    newest: async () => {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      return text === null ? null : Seen.parse(JSON.parse(text));
    },
    remember: async (seen) => {
      const draft = `${path}.${process.pid}`;
      await writeFile(draft, JSON.stringify(seen), { mode: 0o600 });
      await rename(draft, path);
    },
  };
}
