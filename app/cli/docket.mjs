#!/usr/bin/env node
// The entry. Plain JavaScript that old versions of Node can still parse, so that they get an answer instead of a crash.
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';

const NEEDED = 24;

if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  process.stderr.write(
    `docket needs Node ${NEEDED} or newer, this is ${process.version}: install it and put it first on PATH.\n`,
  );
  process.exitCode = 2;
} else {
  nodeModule.enableCompileCache();
  // Node's own end for what nobody caught is code 1, which means findings. A command that catches by itself comes first.
  process.on('uncaughtException', (error) => {
    if (process.listenerCount('uncaughtException') > 1) return;
    process.stderr.write(`docket: it ended unexpectedly: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(4);
  });
  // The package ships JavaScript; a checkout runs the TypeScript sources as they are.
  const ending = existsSync(new URL('./main.js', import.meta.url)) ? 'js' : 'ts';
  const load = (name) => import(new URL(`${name}.${ending}`, import.meta.url).href);
  const args = process.argv.slice(2);
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    // Scripts ask for it at every turn: nothing else is loaded for the answer.
    process.stdout.write(`${(await load('../version')).DOCKET_VERSION}\n`);
  } else {
    process.exitCode = await (await load('./main')).main(args);
  }
}
