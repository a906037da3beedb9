import { tmpdir } from 'node:os';

/** What programs that tests start are told of this machine: where others are, where temporary files go, and what is compiled already. */
export function machineEnvironment(): Record<string, string> {
  const { PATH = '', NODE_COMPILE_CACHE } = process.env;
  return { PATH, TMPDIR: tmpdir(), ...(NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }) };
}
