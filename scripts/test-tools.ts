import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { promisify } from 'node:util';
import { builtFrom, isTool, type ToolName, toolPath, TOOLS, TOOLS_FOLDER } from '../test/support/go-tools.ts';

// Builds the programs that some tests run for real, where Go is there; without it those tests are skipped and say why.
const run = promisify(execFile);
/** For all of them together: what is not built by then is left out of this run of the tests. */
const BUILD_MS = 10 * 60_000;
/** Where Go's own installer puts it; that folder is often not on PATH. */
const GO_FOLDER = '/usr/local/go/bin';

const missing = Object.entries(TOOLS).filter(([name, module]) => isTool(name) && !isBuilt(name, module));
if (missing.length > 0) await build(missing);

function isBuilt(name: ToolName, module: string): boolean {
  const note = builtFrom(name);
  return toolPath(name) !== null && existsSync(note) && readFileSync(note, 'utf8') === module;
}

async function build(tools: readonly (readonly [name: string, module: string])[]): Promise<void> {
  const environment = {
    ...process.env,
    PATH: [process.env['PATH'] ?? '', GO_FOLDER].join(delimiter),
    CGO_ENABLED: '0',
    GOTOOLCHAIN: 'local',
    GOBIN: TOOLS_FOLDER,
    // The checksum database may be out of reach; the module proxy's own checksums still hold.
    GONOSUMDB: '*',
  };
  const answer = await run('go', ['version'], { env: environment }).catch(() => null);
  if (answer === null) {
    const names = tools.map(([name]) => name).join(', ');
    process.stderr.write(`Go is not here: tests that need ${names} are skipped.\n`);
    return;
  }
  mkdirSync(TOOLS_FOLDER, { recursive: true });
  const deadline = performance.now() + BUILD_MS;
  for (const [name, module] of tools) {
    const left = deadline - performance.now();
    process.stderr.write(`Building ${module} for the tests ...\n`);
    // A time limit of 0 would be none.
    try {
      await run('go', ['install', module], { env: environment, timeout: Math.max(1, Math.floor(left)) });
      if (isTool(name)) writeFileSync(builtFrom(name), module);
    } catch (error) {
      const why = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
      const rest =
        isTool(name) && toolPath(name) !== null ? 'an older one serves' : `tests that need ${name} are skipped`;
      process.stderr.write(`It could not be built (${why}): ${rest}.\n`);
    }
  }
}
