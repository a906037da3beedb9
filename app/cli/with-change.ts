import type { ChangeSet } from '../../schemas/change-set.ts';
import { openChange } from '../analyse/open-change.ts';
import type { Workspace } from '../workspace.ts';
import { openHost } from './host.ts';
import { type SourceOptions, workspaceRequest } from './source-options.ts';

/** Reads the change that the arguments mean, has it looked at, and closes all that was opened for it. */
export async function withChange(
  range: string | undefined,
  options: SourceOptions,
  look: (changeSet: ChangeSet, config: Workspace['effective']['config']) => Promise<void> | void,
): Promise<void> {
  const place = await workspaceRequest(openHost(options.cwd), range, options);
  try {
    const change = await openChange(place);
    try {
      const { config } = place.effective;
      await look(await change.forge.changeSet(config), config);
    } finally {
      await change.close();
    }
  } finally {
    await place.close();
  }
}
