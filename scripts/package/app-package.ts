import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Root = z.object({
  version: z.string(),
  license: z.string(),
  engines: z.record(z.string(), z.string()),
  peerDependencies: z.record(z.string(), z.string()),
});

/** The entry: the program of the package `docket`, which checks Node's version before anything else. */
const ENTRY = `#!/usr/bin/env node
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

if (process.argv.length === 2) process.argv.push('serve');
const home = dirname(createRequire(import.meta.url).resolve('docket/package.json'));
import(pathToFileURL(join(home, 'build/app/cli/docket.mjs')).href);
`;

const README = `# docket-app

Docket as a GitHub App: the package \`docket\` and what only its server needs. \`docket-app\` starts the server; its settings are variables of the
environment, which docs/app.md of the package \`docket\` tells.
`;

/**
 * The App as a package of its own, so that whoever reviews on the command line installs no server: the very version of `docket` that it was made
 * with, and the packages that `docket` leaves to it.
 */
export function appPackage(root: string): Map<string, string> {
  const { version, license, engines, peerDependencies } = Root.parse(
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
  );
  const manifest = {
    name: 'docket-app',
    version,
    description: 'Docket as a GitHub App.',
    license,
    type: 'module',
    bin: { 'docket-app': 'docket-app.mjs' },
    files: ['docket-app.mjs'],
    dependencies: { docket: version, ...peerDependencies },
    engines,
  };
  return new Map([
    ['package.json', `${JSON.stringify(manifest, null, 2)}\n`],
    ['docket-app.mjs', ENTRY],
    ['README.md', README],
  ]);
}
