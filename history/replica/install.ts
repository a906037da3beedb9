import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProcess } from '../../processes/run-process.ts';
import { InfrastructureError, describeCause } from '../../schemas/problem.ts';
import { installedBinary, LITESTREAM_BUILT, LITESTREAM_VERSION, litestreamVersion } from './litestream-binary.ts';
import { lastWords } from './run-litestream.ts';

/** SHA-256 of the release archives of this version, by platform: a later one is taken when its digests can be read from a source that is to be believed. */
const ARCHIVES: Readonly<Record<string, { readonly name: string; readonly sha256: string }>> = {
  'linux-x64': { name: 'linux-x86_64', sha256: 'cfb371176d164437ae869f8351cfde49bd1804ae71c61923f75c9cba9c9c006d' },
  'linux-arm64': { name: 'linux-arm64', sha256: 'f8ca4a050095c1efbda2c4365172e61bf9d955ea0d9ac42f448b52e51819baa5' },
  'darwin-x64': { name: 'darwin-x86_64', sha256: '891875af09db152e93a4b31a8a79f538ce7ce702c132803cfe0a831e7cb1b7db' },
  'darwin-arm64': { name: 'darwin-arm64', sha256: 'e211f68ff7658d19f193f2914417afdf8f89a053ff8f263e5d6b3b1d3bbc7b08' },
};
const RELEASES = `https://github.com/benbjohnson/litestream/releases/download/v${LITESTREAM_VERSION}`;
const MODULE = `github.com/benbjohnson/litestream/cmd/litestream@v${LITESTREAM_BUILT}`;
const DOWNLOAD_MS = 120_000;
const BUILD_MS = 600_000;

export interface InstallRequest {
  readonly toolFolder: string;
  /** `linux-x64` and so on. */
  readonly platform: string;
  /** For the `go` command. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly onNotice: (text: string) => void;
  /** How bytes are fetched; the network is an argument. */
  readonly fetch?: typeof fetch;
  /** How long the archive may take. */
  readonly downloadMs?: number;
  /** Do not build it where the release cannot be had. */
  readonly releaseOnly?: boolean;
}

/** What was installed, and by which way. */
export interface Installed {
  readonly command: string;
  readonly by: 'release' | 'go';
}

/**
 * Installs Litestream into the tool folder: its release, proved by the SHA-256 above, or built by Go, whose module system proves the
 * source. An archive with another checksum is refused and nothing of it is kept; then Go is not asked either.
 */
export async function installLitestream(request: InstallRequest): Promise<Installed> {
  const { toolFolder, platform, onNotice } = request;
  const archive = ARCHIVES[platform];
  await mkdir(toolFolder, { recursive: true });
  const bytes =
    archive === undefined
      ? null
      : await download(`${RELEASES}/litestream-${LITESTREAM_VERSION}-${archive.name}.tar.gz`, request);
  if (archive !== undefined && bytes !== null) {
    requireChecksum(bytes, archive);
    return { command: await unpack(bytes, request), by: 'release' };
  }
  const why = archive === undefined ? `there is no release for ${platform}` : 'the release could not be fetched';
  if (request.releaseOnly === true) throw notInstalled(why);
  onNotice(why);
  return { command: await buildWithGo(request), by: 'go' };
}

async function download(url: string, request: InstallRequest): Promise<Uint8Array | null> {
  const { fetch: get = fetch, onNotice, downloadMs = DOWNLOAD_MS } = request;
  onNotice(`fetching ${url}`);
  try {
    const answer = await get(url, { signal: AbortSignal.timeout(downloadMs) });
    if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
    onNotice(`it answers ${answer.status}`);
  } catch (error) {
    onNotice(`it does not answer: ${describeCause(error)}`);
  }
  return null;
}

function requireChecksum(
  bytes: Uint8Array,
  { name, sha256 }: { readonly name: string; readonly sha256: string },
): void {
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found === sha256) return;
  throw new InfrastructureError({
    what: `the archive of Litestream for ${name} is not the one that was released: its SHA-256 is ${found}, not ${sha256}`,
    remedy:
      'Nothing was installed. Does a proxy change downloads? Put litestream on PATH yourself, from a source that you trust.',
  });
}

async function unpack(bytes: Uint8Array, { toolFolder }: InstallRequest): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'docket-install-'));
  try {
    const archive = join(folder, 'litestream.tar.gz');
    await writeFile(archive, bytes);
    await run('tar', ['-xzf', archive, '-C', folder, 'litestream'], { timeoutMs: DOWNLOAD_MS });
    return await moveIn(join(folder, 'litestream'), toolFolder, LITESTREAM_VERSION);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function buildWithGo({ toolFolder, environment, onNotice }: InstallRequest): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'docket-install-'));
  try {
    onNotice(`building ${MODULE} with Go`);
    const env = { ...environment, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOBIN: folder };
    await run('go', ['install', MODULE], { timeoutMs: BUILD_MS, env });
    return await moveIn(join(folder, 'litestream'), toolFolder, LITESTREAM_BUILT);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A half-copied binary is never found: it gets its name when it is whole and says the right version. */
async function moveIn(built: string, toolFolder: string, wanted: string): Promise<string> {
  await chmod(built, 0o755);
  const version = await litestreamVersion(built);
  if (version !== wanted) {
    throw new InfrastructureError({
      what: `what was to be Litestream ${wanted} calls itself ${version ?? 'nothing'}`,
      remedy: 'Nothing was installed. Put litestream on PATH yourself, from a source that you trust.',
    });
  }
  const target = installedBinary(toolFolder, wanted);
  const draft = `${target}.${process.pid}`;
  await run('cp', [built, draft], { timeoutMs: DOWNLOAD_MS });
  await rename(draft, target);
  return target;
}

async function run(
  command: string,
  args: readonly string[],
  { timeoutMs, env }: { readonly timeoutMs: number; readonly env?: Readonly<Record<string, string | undefined>> },
): Promise<void> {
  const answer = await runProcess(command, args, {
    timeoutMs,
    leashed: true,
    ...(env === undefined ? {} : { env }),
  }).catch((cause: unknown) => {
    throw notInstalled(`${command} failed: ${describeCause(cause)}`, cause);
  });
  if (answer.code !== 0) throw notInstalled(`${command} failed: ${lastWords(answer)}`);
}

function notInstalled(why: string, cause?: unknown): InfrastructureError {
  return new InfrastructureError({
    what: `Litestream could not be installed: ${why}`,
    remedy: 'Put litestream on PATH yourself. Reviews work without it; their history stays on this machine.',
    ...(cause === undefined ? {} : { cause }),
  });
}
