import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Makes `build/`, the JavaScript and type declarations that the package ships. Development needs no build.
const ROOT = fileURLToPath(new URL('../', import.meta.url));
rmSync(`${ROOT}build`, { recursive: true, force: true });
execFileSync(process.execPath, [`${ROOT}node_modules/typescript/bin/tsc`, '-p', 'tsconfig.build.json'], {
  cwd: ROOT,
  stdio: 'inherit',
});
cpSync(`${ROOT}app/cli/docket.mjs`, `${ROOT}build/app/cli/docket.mjs`);
