import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { DOCUMENTS, generateSchemas } from '../../scripts/generate-schemas.ts';
import { runs } from '../support/soak.ts';
import { SAMPLES } from './samples.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
const validators = new Map(
  [...generateSchemas()].map(([name, text]) => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    return [name.replace('.json', ''), ajv.compile(JSON.parse(text) as Record<string, unknown>)];
  }),
);

/** What zod and what the generated schema say of a value: whether they accept it. */
function verdicts(
  name: string,
  value: unknown,
): { readonly zod: boolean | undefined; readonly json: boolean | undefined } {
  // A validator of JSON never sees undefined; a document that came from JSON has none.
  const document: unknown = JSON.parse(JSON.stringify(value));
  return { zod: DOCUMENTS[name]?.schema.safeParse(document).success, json: validators.get(name)?.(document) === true };
}

/** All ways to spoil a document in one place: a key away, a key too many, a value of another type. */
function spoilt(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    const inner = value.flatMap((item, at) => spoilt(item).map((bad) => value.with(at, bad)));
    return [{}, 'list', [...value, 17.5], ...inner];
  }
  if (typeof value !== 'object' || value === null) return [{ odd: true }, 1e300, -1, '', [], !value, null];
  const entries = Object.entries(value);
  return [
    [],
    'object',
    { ...value, unknownKey: 1 },
    ...entries.map(([key]) => Object.fromEntries(entries.filter(([other]) => other !== key))),
    ...entries.flatMap(([key, inner]) => spoilt(inner).map((bad) => ({ ...value, [key]: bad }))),
  ];
}

describe('the generated JSON Schemas', () => {
  it('have a sample each', () => {
    expect(Object.keys(SAMPLES).toSorted()).toEqual(Object.keys(DOCUMENTS).toSorted());
  });

  it.each(Object.entries(SAMPLES))('%s accepts what zod accepts', (name, sample) => {
    expect(verdicts(name, sample)).toEqual({ zod: true, json: true });
  });

  it.each(Object.entries(SAMPLES))('%s refuses what zod refuses, in whatever place it is spoilt', (name, sample) => {
    const bad = spoilt(sample);
    const differing = bad.filter((document) => {
      const { zod, json } = verdicts(name, document);
      return zod !== json;
    });
    expect(bad.filter((document) => verdicts(name, document).zod === false).length).toBeGreaterThan(3);
    expect(differing).toEqual([]);
  });

  it('agree with zod on the names of reviewers and rules', () => {
    const finding = SAMPLES['finding'];
    const name = fc.oneof(fc.string({ maxLength: 6 }), fc.stringMatching(/^[A-Za-z0-9._/-]{1,6}$/));
    fc.assert(
      fc.property(name, name, (reviewer, rule) => {
        const { zod, json } = verdicts('finding', { ...finding, reviewer, rule: `${reviewer}/${rule}` });
        expect(json).toBe(zod);
      }),
      { numRuns: runs(300, 20_000) },
    );
  });
});

describe('the drift check', () => {
  const folders: string[] = [];
  afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

  /** A copy of the schemas and their generator. */
  function copy(): string {
    const folder = mkdtempSync(join(tmpdir(), 'docket-schemas-'));
    folders.push(folder);
    cpSync(join(ROOT, 'schemas'), join(folder, 'schemas'), { recursive: true });
    cpSync(join(ROOT, 'scripts/generate-schemas.ts'), join(folder, 'scripts/generate-schemas.ts'));
    cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    return folder;
  }

  function generate(folder: string, ...more: readonly string[]) {
    const result = spawnSync(process.execPath, ['scripts/generate-schemas.ts', ...more], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { code: result.status, text: result.stdout + result.stderr };
  }

  it('passes on what is in the repository', () => {
    expect(generate(copy(), '--check')).toEqual({ code: 0, text: '' });
  });

  it('names the file that drifted and the one that does not belong, and generating mends both', () => {
    const folder = copy();
    writeFileSync(join(folder, 'schemas/json/run.json'), '{}\n');
    writeFileSync(join(folder, 'schemas/json/stray.json'), '{}\n');
    const { code, text } = generate(folder, '--check');
    expect(code).toBe(1);
    expect(text).toContain('schemas/json/run.json');
    expect(text).toContain('schemas/json/stray.json');
    expect(text).not.toContain('schemas/json/review.json');
    expect(generate(folder).text).toBe('schemas/json/run.json\nschemas/json/stray.json\n');
    expect(generate(folder, '--check').code).toBe(0);
  });
});
