import { installLitestream, type InstallRequest } from '../../history/replica/install.ts';
import { type Environment } from '../config/config.ts';
import { readRawEnvironment } from '../config/raw-environment.ts';
import { litestreamOn, toolFolderOf } from '../history/store-of.ts';
import { say, showWarning } from './action-log.ts';
import { describeCause } from '../../schemas/problem.ts';

/** A review does not wait longer for a download. */
const DOWNLOAD_MS = 45_000;

/**
 * Sees to it that a job with a store has a Litestream: the one of the runner, else its release in the tool cache. It is never built here,
 * which takes minutes. Where none can be had the review goes on: whoever opens the history says that it stays local.
 */
export async function ensureLitestream(environment: Environment, get: InstallRequest['fetch'] = fetch): Promise<void> {
  const found = await litestreamOn(environment).catch(() => null);
  if (found !== null) return;
  try {
    const installed = await installLitestream({
      toolFolder: toolFolderOf(environment),
      platform: `${process.platform}-${process.arch}`,
      environment: readRawEnvironment(),
      onNotice: say,
      fetch: get,
      downloadMs: DOWNLOAD_MS,
      releaseOnly: true,
    });
    say(`Litestream is installed: ${installed.command}`);
  } catch (error) {
    // Whatever it is, the review does not need it.
    showWarning(describeCause(error));
  }
}
