import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TOOLS, TOOLS_FOLDER } from '../test/support/go-tools.ts';

// Builds the programs that some tests run for real, where Go is there; without it those tests are skipped and say why.
const run = promisify(execFile);
const BUILD_MS = 900_000;

mkdirSync(TOOLS_FOLDER, { recursive: true });
const hasGo = await run('go', ['version']).then(
  () => true,
  () => false,
);
if (!hasGo) process.stderr.write('Go is not here: tests that need Litestream, an S3 server or act are skipped.\n');
else {
  for (const [name, module] of Object.entries(TOOLS)) {
    if (existsSync(join(TOOLS_FOLDER, name))) continue;
    process.stderr.write(`Building ${module} for the tests ...\n`);
    const environment = {
      ...process.env,
      CGO_ENABLED: '0',
      GOTOOLCHAIN: 'local',
      GOBIN: TOOLS_FOLDER,
      // The checksum database may be out of reach; the module proxy's own checksums still hold.
      GONOSUMDB: '*',
    };
    await run('go', ['install', module], { env: environment, timeout: BUILD_MS }).catch((error: unknown) => {
      const why = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
      process.stderr.write(`It could not be built (${why}): the tests that need it are skipped.\n`);
    });
  }
}
