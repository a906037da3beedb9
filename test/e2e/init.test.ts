import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRepositoryConfig } from '../../app/config/config.ts';
import { docket } from '../support/docket.ts';

let box: string;

beforeAll(() => {
  box = mkdtempSync(join(tmpdir(), 'docket-init-'));
});
afterAll(() => rmSync(box, { recursive: true, force: true }));

const WORKFLOW = '.github/workflows/docket.yml';
const CONFIG = '.github/docket.yml';

function git(path: string, ...args: string[]): void {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.org'];
  execFileSync('git', [...who, ...args], { cwd: path, stdio: 'ignore' });
}

/** A fresh repository with these files committed, or nothing committed where there are none. */
function fresh(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(box, 'tree-'));
  git(path, 'init', '--quiet');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  git(path, 'add', '--all');
  if (Object.keys(files).length > 0) git(path, 'commit', '--quiet', '--message', 'one');
  return path;
}

const init = (cwd: string, ...args: string[]) => docket(['init', ...args], { cwd });
const read = (path: string, file: string) => readFileSync(join(path, file), 'utf8');

describe('docket init', () => {
  it.each([
    { files: { 'main.swift': 'print(1)\n' }, accepts: ['swift'] },
    { files: { 'a.lua': 'x = 1\n', 'b.lua': 'x = 2\n', 'lib/c.ex': 'x\n' }, accepts: ['lua', 'elixir'] },
    { files: { 'a.ts': 'export {};\n', 'b.py': 'x = 1\n' }, accepts: [] },
    { files: { 'main.swift': 'print(1)\n', 'Whatever.zq9': 'x\n', nobody: 'y\n' }, accepts: ['swift'] },
    { files: { nobody: 'y\n' }, accepts: [] },
  ])(
    'proposes the line that accepts $accepts, and its file is read as it stands and with that line',
    async ({ files, accepts }) => {
      const path = fresh(files);
      const printed = await init(path);
      const { code, stdout } = await init(path, '--write');
      expect(code).toBe(0);
      expect(stdout).toMatch(/workflows\/docket\.yml written\n\.github\/docket\.yml written\nNext: .*OWNER/);
      for (const file of [WORKFLOW, CONFIG]) expect(printed.stdout).toContain(read(path, file));
      const text = read(path, CONFIG);
      expect(readRepositoryConfig(text, 'here')).toEqual({});
      const chosen = readRepositoryConfig(text.replace(/^# (?=coverage:)/m, ''), 'here');
      expect(chosen.coverage?.accept ?? []).toEqual(accepts);
    },
  );

  it('writes at the root of the repository from a folder inside', async () => {
    const path = fresh({ 'in/ner/a.ts': 'export {};\n' });
    expect((await init(join(path, 'in/ner'), '--write')).code).toBe(0);
    expect(existsSync(join(path, CONFIG))).toBe(true);
    expect(readdirSync(join(path, 'in/ner'))).toEqual(['a.ts']);
  });

  it('works where nothing is committed yet, and says so', async () => {
    const path = fresh({});
    const { code, stdout } = await init(path, '--write');
    expect([code, stdout]).toEqual([0, expect.stringContaining('docket.yml written')]);
    expect(read(path, CONFIG)).toMatch(/^# Nothing is committed yet/);
  });

  it('leaves what is there as it is, and writes the rest', async () => {
    const path = fresh({ 'a.ts': 'export {};\n', [CONFIG]: 'ignore: [a/**]\n' });
    const { code, stdout } = await init(path, '--write');
    expect([code, stdout]).toEqual([0, expect.stringContaining('.github/docket.yml is there already and stays')]);
    expect(read(path, CONFIG)).toBe('ignore: [a/**]\n');
    expect(existsSync(join(path, WORKFLOW))).toBe(true);
    expect((await init(path, '--write')).code).toBe(0);
  });

  it.each(['.github', '.github/workflows'])('writes nothing through the link %s', async (link) => {
    const path = fresh({ 'a.ts': 'export {};\n' });
    const outside = mkdtempSync(join(box, 'outside-'));
    mkdirSync(join(path, link, '..'), { recursive: true });
    symlinkSync(outside, join(path, link));
    const { code, stderr } = await init(path, '--write');
    expect([code, stderr]).toEqual([2, expect.stringContaining('nothing is written through it')]);
    expect(readdirSync(outside)).toEqual([]);
  });

  it('follows no link in place of the file', async () => {
    const path = fresh({ 'a.ts': 'export {};\n' });
    mkdirSync(join(path, '.github'));
    symlinkSync(join(box, 'evil.yml'), join(path, CONFIG));
    expect((await init(path, '--write')).stdout).toContain('.github/docket.yml is there already');
    expect(existsSync(join(box, 'evil.yml'))).toBe(false);
  });

  it.each([
    {
      what: 'a folder without a repository',
      make: () => mkdtempSync(join(box, 'plain-')),
      says: /not a git repository/,
    },
    {
      what: 'a file in place of the folder',
      make: () => fresh({ '.github': 'x\n' }),
      says: /cannot be written: .*\n.*\n.*copy what `docket init` prints/,
    },
    {
      what: 'a bare repository',
      make: () => {
        const path = mkdtempSync(join(box, 'bare-'));
        git(path, 'init', '--quiet', '--bare');
        return path;
      },
      says: /no working tree to write into/,
    },
  ])('says what to do in $what', async ({ make, says }) => {
    const { code, stderr } = await init(make(), '--write');
    expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
    expect(stderr).toContain('to do:');
  });

  it('says that there is no folder of that name', async () => {
    for (const command of ['init', 'review', 'plan']) {
      const { code, stderr } = await docket([command, '-C', join(box, 'missing')], { cwd: box });
      expect([code, stderr]).toEqual([2, expect.stringContaining('there is no such folder')]);
    }
  });
});
