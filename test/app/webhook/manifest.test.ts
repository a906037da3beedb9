import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { ServeEnvironment } from '../../../app/webhook/settings.ts';
import { docket } from '../../support/docket.ts';
import { MANIFEST } from './manifest.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

interface Described {
  readonly components: {
    readonly schemas: { readonly 'app-permissions': { readonly properties: Record<string, { enum: string[] }> } };
  };
}

it('asks for permissions and events that GitHub knows', () => {
  const described = JSON.parse(read('node_modules/@octokit/openapi/generated/api.github.com.json')) as Described;
  const known = described.components.schemas['app-permissions'].properties;
  for (const [name, level] of Object.entries(MANIFEST.default_permissions)) expect(known[name]?.enum).toContain(level);
  const payloads = JSON.parse(read('node_modules/@octokit/webhooks-examples/api.github.com/index.json')) as {
    name: string;
  }[];
  const events = [...payloads.map(({ name }) => name), 'merge_group'];
  for (const event of MANIFEST.default_events) expect(events).toContain(event);
});

it('asks for nothing that can change code, settings or people', () => {
  const writes = Object.entries(MANIFEST.default_permissions).filter(([, level]) => level !== 'read');
  expect(writes.map(([name]) => name).toSorted()).toEqual(['checks', 'pull_requests']);
});

it('is explained: every variable has its line in the guide', () => {
  const guide = read('docs/app-reference.md');
  const missing = Object.keys(ServeEnvironment.shape).filter(
    (name) => name !== 'USERPROFILE' && !new RegExp(`^\\| .*\`${name}\``, 'm').test(guide),
  );
  expect(missing).toEqual([]);
});

it('has a container with everything that the program needs, and no powers', async () => {
  const lines = read('Dockerfile').replaceAll('\\\n', ' ').split('\n');
  const copied = lines.flatMap((line) => (/^COPY (?!--from)/.test(line) ? line.split(' ').slice(1, -1) : []));
  const allowed = read('.dockerignore')
    .split('\n')
    .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
  expect(copied.toSorted()).toEqual(allowed.toSorted());
  expect(lines.findLast((line) => line.startsWith('USER '))).toBe('USER node');
  const archives = [...read('history/replica/install.ts').matchAll(/'linux-\w+': .*sha256: '(\w{64})'/g)];
  expect(archives).toHaveLength(2);
  for (const [, sum = ''] of archives) expect(lines.join('\n')).toContain(`sum=${sum} `);
  const image = mkdtempSync(join(tmpdir(), 'docket-image-'));
  try {
    for (const path of copied) cpSync(join(ROOT, path), join(image, path), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(image, 'node_modules'));
    const [, entry = '', command = ''] = JSON.parse(lines.at(-2)?.replace('CMD ', '') ?? '[]') as string[];
    execFileSync(process.execPath, [join(image, 'scripts/build.ts')], { stdio: 'pipe' });
    // As npm lays the two packages out: the App's finds the other one beside it.
    mkdirSync(join(image, 'build-app/node_modules'));
    symlinkSync(image, join(image, 'build-app/node_modules/docket'));
    const { dependencies } = JSON.parse(readFileSync(join(image, 'build-app/package.json'), 'utf8'));
    const { version, peerDependencies } = JSON.parse(read('package.json'));
    expect(dependencies).toEqual({ docket: version, ...peerDependencies });
    const built = entry.replace(/^node_modules\/docket-app\//, 'build-app/');
    const { code, stderr } = await docket([command], { cwd: image, entry: join(image, built) });
    expect([code, stderr]).toEqual([2, expect.stringContaining('the App cannot start: DOCKET_APP_ID is not set')]);
  } finally {
    rmSync(image, { recursive: true, force: true });
  }
});
