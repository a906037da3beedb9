import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundle, COMMAND_LINE_PROGRAMS, LOADED_BY_NAME } from '../action/bundle.ts';

const ENTRY = 'app/cli/docket.mjs';

/**
 * Bundles the command line into a folder of the checkout, where it finds the packages with native parts. Returns the file to start.
 *
 * @param beside further programs of the checkout, which share what they have in common with it
 */
export async function writeProgram(root: string, folder: string, beside: readonly string[] = []): Promise<string> {
  const { files } = await bundle(root, [...COMMAND_LINE_PROGRAMS, ...beside], LOADED_BY_NAME);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  copyFileSync(join(root, ENTRY), join(folder, ENTRY));
  return join(folder, ENTRY);
}
