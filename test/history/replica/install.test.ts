import { createServer, type Server } from 'node:http';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { installLitestream } from '../../../history/replica/install.ts';
import {
  findLitestream,
  installedBinary,
  LITESTREAM_BUILT,
  LITESTREAM_VERSION,
} from '../../../history/replica/litestream-binary.ts';
import { temporary } from './world.ts';

/** A program that calls itself a version of Litestream. */
async function pretender(folder: string, name: string, version: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\necho ${version}\n`);
  await chmod(path, 0o755);
  return path;
}

async function serve(body: Buffer, status = 200): Promise<typeof fetch> {
  const server: Server = createServer((_, answer) => answer.writeHead(status).end(body));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = address === null || typeof address === 'string' ? 0 : address.port;
  return () => fetch(`http://127.0.0.1:${port}/`);
}

describe('finding Litestream', () => {
  it.each(['v0.5.17', 'v0.5.18'])('takes version %s on PATH', async (version) => {
    const folder = temporary();
    await pretender(folder, 'litestream', version);
    const found = await findLitestream({ path: `/nowhere:${folder}`, toolFolder: '/nowhere' });
    expect(found.command).toBe(join(folder, 'litestream'));
  });

  it.each(['v0.5.16', 'v0.6.0', 'v0.3.13', 'hello'])('refuses version %s on PATH', async (version) => {
    const folder = temporary();
    await pretender(folder, 'litestream', version);
    const found = findLitestream({ path: `/nowhere:${folder}`, toolFolder: '/nowhere' });
    await expect(found).rejects.toMatchObject({ remedy: expect.stringContaining('docket history install') });
  });

  it('prefers what was installed, and goes on where that is broken', async () => {
    const tools = temporary();
    const path = temporary();
    const own = await pretender(path, 'litestream', 'v0.5.17');
    await pretender(tools, `litestream-${LITESTREAM_VERSION}`, 'v0.5.17');
    expect((await findLitestream({ path, toolFolder: tools })).command).toBe(installedBinary(tools));
    await pretender(tools, `litestream-${LITESTREAM_VERSION}`, 'broken');
    expect((await findLitestream({ path, toolFolder: tools })).command).toBe(own);
  });
});

describe('installing Litestream', () => {
  it('refuses an archive with another checksum, keeps nothing of it and asks nobody else', async () => {
    const toolFolder = temporary();
    const notices: string[] = [];
    const request = {
      toolFolder,
      platform: 'linux-x64',
      environment: { PATH: '/nowhere' },
      onNotice: (text: string) => void notices.push(text),
      fetch: await serve(Buffer.from('not the release')),
    };
    await expect(installLitestream(request)).rejects.toThrow(/SHA-256 is [0-9a-f]{64}, not cfb371176d16/);
    expect(await readdir(toolFolder)).toEqual([]);
    expect(notices.join('\n')).not.toContain('Go');
  });

  it('builds it with Go where the release cannot be had, and refuses a build of another version', async () => {
    const toolFolder = temporary();
    const bin = temporary();
    const go = join(bin, 'go');
    const build = (version: string) =>
      writeFile(go, `#!/bin/sh\nprintf '#!/bin/sh\\necho ${version}\\n' > "$GOBIN/litestream"\n`);
    await build('v0.5.16');
    await chmod(go, 0o755);
    const request = {
      toolFolder,
      platform: 'linux-x64',
      environment: { PATH: `${bin}:${process.env['PATH']}` },
      onNotice: () => {},
      fetch: await serve(Buffer.alloc(0), 404),
    };
    await expect(installLitestream(request)).rejects.toThrow(/calls itself 0\.5\.16/);
    await build(`v${LITESTREAM_BUILT}`);
    expect(await installLitestream(request)).toEqual({
      command: installedBinary(toolFolder, LITESTREAM_BUILT),
      by: 'go',
    });
    expect((await findLitestream({ path: '', toolFolder })).version).toBe(LITESTREAM_BUILT);
  });

  it('says what to do where neither way is there', async () => {
    const request = {
      toolFolder: temporary(),
      platform: 'sunos-sparc',
      environment: { PATH: '/nowhere' },
      onNotice: () => {},
      fetch: await serve(Buffer.alloc(0), 404),
    };
    await expect(installLitestream(request)).rejects.toMatchObject({ remedy: expect.stringContaining('PATH') });
  });
});
