import { resolve } from 'node:path';
import { InputError } from '../../schemas/problem.ts';
import type { ConfigSource } from '../config/config.ts';
import { type Workspace, openWorkspace } from '../workspace.ts';
import { readRawEnvironment } from '../config/raw-environment.ts';
import { isAddress, pullRequestAddress } from './address/pull-request-address.ts';
import type { Host } from './host.ts';

/** The options of every command that reads a change, as commander hands them over. */
export interface SourceOptions {
  readonly diff?: string;
  readonly allowEmpty?: boolean;
  readonly workingTree?: boolean;
  readonly staged?: boolean;
  readonly fetchMissing?: boolean;
  readonly cwd?: string;
  readonly config?: string;
}

/** Opens the workspace that the arguments speak of. */
export async function workspaceRequest(
  host: Host,
  range: string | undefined,
  options: SourceOptions & { readonly flags?: readonly ConfigSource[] },
): Promise<Workspace> {
  const { diff, allowEmpty, workingTree, staged, fetchMissing, config: configFile, flags = [] } = options;
  const onProgress = (text: string) => void process.stderr.write(`docket: ${text}\n`);
  const isAlone = diff === undefined && workingTree !== true && staged !== true && fetchMissing !== true;
  if (range !== undefined && isAddress(range) && isAlone) {
    const address = pullRequestAddress(range, readRawEnvironment());
    const { openAddress } = await import('./address/open-address.ts');
    const file = configFile === undefined ? null : resolve(host.cwd, configFile);
    return openAddress(address, { host, configFile: file, flags, onProgress });
  }
  return openWorkspace({
    ...host,
    range,
    diff,
    allowEmpty,
    workingTree,
    staged,
    fetchMissing,
    onProgress,
    configFile,
    flags,
  });
}

/** The whole number behind a flag, at least 1. */
export function wholeNumber(text: string, flag: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InputError({
    what: `${flag} takes a whole number from 1 on, not ${JSON.stringify(text)}`,
    remedy: `For example: ${flag} 20.`,
  });
}
