import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RunReplica } from '../../history/replica/run-replica.ts';
import { killProcessesOf } from './processes.ts';

/** Ends every Litestream that runs of a folder left streaming, as a test leaves them that fails before it commits, and clears up after it. */
export function endStreams(folder: string): void {
  if (!existsSync(folder)) return;
  for (const path of globSync('**/session.json', { cwd: folder })) {
    const { stream } = RunReplica.parse(JSON.parse(readFileSync(join(folder, path), 'utf8')));
    if (stream === null) continue;
    killProcessesOf(dirname(stream.socket));
    rmSync(dirname(stream.socket), { recursive: true, force: true });
  }
}
