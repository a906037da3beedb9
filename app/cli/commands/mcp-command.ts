import { serveMcp } from '../../mcp/serve-mcp.ts';
import { openHost } from '../host.ts';

/** `docket mcp`: serves the repository at hand to an agent until its end of standard input. Returns 0. */
export async function mcpCommand({
  cwd,
  allowDismiss,
}: {
  readonly cwd?: string;
  readonly allowDismiss?: boolean;
}): Promise<number> {
  const [, entry = ''] = process.argv;
  await serveMcp({ entry, cwd: openHost(cwd).cwd, allowDismiss: allowDismiss === true });
  return 0;
}
