#!/usr/bin/env node
// The entry. Plain JavaScript that old versions of Node can still parse, so that they get an answer instead of a crash.
import { existsSync, lstatSync, mkdirSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';

const NEEDED = 24;

if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  process.stderr.write(
    `docket needs Node ${NEEDED} or newer, this is ${process.version}: install it and put it first on PATH.\n`,
  );
  process.exitCode = 2;
} else {
  keepCompiledCode();
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
    const end = meansReview(args) ? (await load('./begin-early')).beginReview(args) : () => undefined;
    try {
      process.exitCode = await (await load('./main')).main(args);
    } finally {
      end();
    }
  }
}

// Whether a review is meant, here and not in another folder, as far as that shows before anything is loaded. Where it turns out otherwise, what was begun
// for it is ended.
function meansReview([first, ...rest]) {
  const isNamed = first === undefined || first === 'review' || first.startsWith('-');
  return isNamed && ![first, ...rest].some((one) => /^(?:-h|--help|-V|--version)$|^-C|^--cwd/.test(one));
}

// Node's own place for compiled code is below /tmp, where another user may have put code first. It is kept in a folder of this user alone, or not at all.
function keepCompiledCode() {
  // oxlint-disable-next-line node/no-process-env -- the configuration's reader is not loaded yet
  const { NODE_COMPILE_CACHE, XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env;
  // An operator's own choice Node has taken up already.
  if (NODE_COMPILE_CACHE) return;
  const caches = XDG_CACHE_HOME || LOCALAPPDATA || (HOME ? join(HOME, '.cache') : '');
  if (!isAbsolute(caches)) return;
  const folder = join(caches, 'docket', 'compiled');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (isOnlyOurs(folder)) nodeModule.enableCompileCache(folder);
  } catch {
    // Nothing can be written there: it starts a little slower.
  }
}

// Whoever can write to a folder above can put another one in its place, except where only owners rename (the sticky bit).
function isOnlyOurs(folder) {
  if (process.getuid === undefined) return true;
  const own = process.getuid();
  for (let place = folder; ; place = dirname(place)) {
    // What lies in a work tree may have come with a commit.
    if (existsSync(join(place, '.git'))) return false;
    const { uid, mode } = lstatSync(place);
    const isDirectory = (mode & 0o170000) === 0o040000;
    const isOpen = (mode & 0o022) !== 0 && (place === folder || (mode & 0o1000) === 0);
    if (!isDirectory || isOpen || (uid !== own && (place === folder || uid !== 0))) return false;
    if (place === dirname(place)) return true;
  }
}
