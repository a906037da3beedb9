import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { InputError } from '../../schemas/problem.ts';
import { type Environment, readEnvironment } from '../config/config.ts';
import { wantsColour } from './progress/terminal.ts';

/** The machine as a command sees it. */
export interface Host {
  readonly cwd: string;
  readonly environment: Environment;
  readonly readStdin: () => Promise<Uint8Array>;
  /** How standard output is written. */
  readonly colour: boolean;
  readonly width: number;
}

/** Widths beyond this are hard to read; a stream that is no terminal has no width of its own. */
const WIDEST = 120;
const UNKNOWN_WIDTH = 100;

/** Looks at the machine; `cwd` is the value of `-C`. Throws an `InputError` where it names no folder. */
export function openHost(cwd: string | undefined): Host {
  const environment = readEnvironment();
  if (cwd !== undefined && statSync(cwd, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new InputError({ what: 'there is no such folder', where: `-C ${cwd}`, remedy: 'Name a folder that exists.' });
  }
  return {
    cwd: resolve(cwd ?? '.'),
    environment,
    readStdin: async () => buffer(process.stdin),
    colour: wantsColour(process.stdout.isTTY === true, environment),
    width: Math.min(process.stdout.columns ?? UNKNOWN_WIDTH, WIDEST),
  };
}
