import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { startPlugins } from '../../reviewers/plugins/lifecycle.ts';
import type { Plugin } from '../../reviewers/plugin.ts';
import { OperatorConfig, RepositoryConfig } from '../../schemas/config.ts';
import { places, runChecks } from './check-table.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const GUIDE = readFileSync(join(ROOT, 'docs/writing-a-reviewer.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'docket-guide-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The snippets of one language, in their order. */
const snippets = (language: string): string[] =>
  [...GUIDE.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map((match) => match[1] ?? '');

/** Installs the guide's package as npm would, beside a `docket` whose export points at these sources. */
async function install(): Promise<Plugin> {
  const [manifest, code] = [snippets('json')[0] ?? '', snippets('js')[0] ?? ''];
  const { name } = z.object({ name: z.string() }).parse(JSON.parse(manifest));
  const docket = join(folder, 'node_modules/docket');
  const own = join(folder, 'node_modules', name);
  for (const path of [docket, own]) mkdirSync(path, { recursive: true });
  const entry = pathToFileURL(join(ROOT, 'reviewers/public.ts')).href;
  writeFileSync(join(docket, 'package.json'), '{"type": "module", "exports": {"./reviewer": "./reviewer.js"}}');
  writeFileSync(join(docket, 'reviewer.js'), `export * from ${JSON.stringify(entry)};\n`);
  writeFileSync(join(own, 'package.json'), manifest);
  writeFileSync(join(own, 'index.js'), code);
  const loaded: unknown = await import(pathToFileURL(join(own, 'index.js')).href);
  return z.object({ plugin: z.custom<Plugin>((value) => typeof value === 'object') }).parse(loaded).plugin;
}

test('the package of the guide registers its reviewer, which finds what it says', async () => {
  const { reviewers, failures } = await startPlugins([await install()], { log: () => undefined });
  expect(failures).toEqual([]);
  const [licences] = reviewers;
  if (licences === undefined) throw new Error('no reviewer was registered');
  const change = {
    old: { 'old.ts': 'one();\n' },
    new: {
      'old.ts': 'two();\n',
      'bare.ts': 'one();\n',
      'good.py': '# SPDX-License-Identifier: MIT\n',
      'empty.js': '\n',
      'notes.md': 'text\n',
    },
  };
  const result = await runChecks(licences, change);
  expect(places(result.reports)).toEqual(['missing-header bare.ts:1', 'missing-header empty.js:1']);
  expect(await runChecks(licences, change, { contents: 'diff-only' })).toMatchObject({
    reports: [],
    unavailable: [{}, {}, {}],
  });
});

test('the configuration of the guide is the operator’s, and refused to a repository', () => {
  const config: unknown = parse(snippets('yaml')[0] ?? '');
  expect(OperatorConfig.safeParse(config).success).toBe(true);
  expect(RepositoryConfig.safeParse(config).success).toBe(false);
});

test('the commands of the guide exist', () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
  const named = [...GUIDE.matchAll(/npm run ([\w-]+)/g)].map((match) => match[1]);
  expect(named.length).toBeGreaterThan(0);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
});
