import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A change of a described interface, and whether a suite says that it breaks somebody. */
export interface ContractCase {
  readonly suite: string;
  /** What a seed splits by, and what is printed of a miss. */
  readonly id: string;
  /** What the suite calls the break; empty: it is compatible. */
  readonly kinds: readonly string[];
  readonly old: Readonly<Record<string, string>>;
  readonly now: Readonly<Record<string, string>>;
  /** The file that the break is told of. */
  readonly path: string;
}

const PYTHON = { 'pyproject.toml': '[project]\nname = "pkg"\nversion = "1.2.0"\n' };
const PYTHON_PAIR = /\(\s*(?:#[^\n]*\s*)*"([^"\n]*)",\s*"([^"\n]*)",\s*\[([^\]]*)\]/g;

/** griffe's `test_diff.py`: modules on both sides, read as that suite does, once behind an import. */
export function griffeCases(file: string): ContractCase[] {
  return [...readFileSync(file, 'utf8').matchAll(PYTHON_PAIR)].map(([, old = '', now = '', kinds = '']) => {
    const side = (text: string): Record<string, string> => ({
      ...PYTHON,
      'pkg/__init__.py': text === '' ? '' : "from .mod import a\n\n__all__ = ['a']\n",
      'pkg/mod.py': text === '' ? '' : `${unescaped(text)}\n`,
    });
    const names = [...kinds.matchAll(/BreakageKind\.(\w+)/g)].map(([, kind = '']) => kind);
    return { suite: 'griffe', id: `${old} => ${now}`, kinds: names, old: side(old), now: side(now), path: 'pkg/' };
  });
}

const unescaped = (text: string): string => text.replaceAll('\\n', '\n').replaceAll('\\t', '    ');

const Labels = z.array(
  z.object({ base: z.string(), revision: z.string(), breaking: z.array(z.string()), warning: z.array(z.string()) }),
);

/** oasdiff's `data`, with what the program itself says of each pair; what is only a warning there is left out. */
export function oasdiffCases(folder: string, labels: string): ContractCase[] {
  const all = Labels.parse(JSON.parse(readFileSync(labels, 'utf8')));
  return all
    .filter(({ breaking, warning }) => breaking.length > 0 || warning.length === 0)
    .map(({ base, revision, breaking }) => ({
      suite: 'oasdiff',
      id: `${base} => ${revision}`,
      kinds: breaking,
      old: { 'openapi.yaml': readFileSync(join(folder, base), 'utf8') },
      now: { 'openapi.yaml': readFileSync(join(folder, revision), 'utf8') },
      path: 'openapi.yaml',
    }));
}

const SCHEMA = /const (a|b|\w+) = buildSchema\((?:\/\*[^/]*\/ )?`([^`]*)`/g;

/** graphql-inspector's tests of differences: two schemas, and whether one change between them is called breaking. */
export function inspectorCases(folder: string): ContractCase[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.test.ts'))
    .flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .split(/\n\s*(?:test|it)\(/)
        .slice(1)
        .flatMap((test, at): ContractCase[] => {
          const [first, second, ...more] = [...test.matchAll(SCHEMA)];
          const levels = [...test.matchAll(/CriticalityLevel\.(\w+)/g)].map(([, level = '']) => level);
          if (first === undefined || second === undefined || more.length > 0 || levels.length === 0) return [];
          const name = /^\s*['"`]([^'"`]*)/.exec(test)?.[1] ?? '';
          const isBreaking = levels.includes('Breaking');
          return [
            {
              suite: 'graphql-inspector',
              id: `${file} ${at} ${name}`,
              kinds: isBreaking ? [file.slice(0, -'.test.ts'.length)] : [],
              old: { 'schema.graphql': first[2] ?? '' },
              now: { 'schema.graphql': second[2] ?? '' },
              path: 'schema.graphql',
            },
          ];
        }),
    );
}

const BufLabels = z.record(z.string(), z.record(z.string(), z.array(z.string())));

/**
 * buf's `breaking` folders: files on both sides, and of which file its tests expect something. Each test has one rule switched on: what the
 * program says with its usual rules, file by file, is added where it is given.
 */
export function bufCases(folder: string, labels: string): ContractCase[] {
  const said = labels === '' ? {} : BufLabels.parse(JSON.parse(readFileSync(labels, 'utf8')));
  const tests = readFileSync(join(folder, 'breaking_test.go'), 'utf8').split(/\nfunc Test/);
  const data = join(folder, 'testdata/breaking');
  return tests.flatMap((test): ContractCase[] => {
    const name = /"(breaking_\w+)"/.exec(test)?.[1];
    if (name === undefined || /ignore|plugin|policy/.test(name)) return [];
    const [old, now] = ['previous', 'current'].map((side) => protosIn(join(data, side, name))) as [
      Record<string, string>,
      Record<string, string>,
    ];
    const expected = [...test.matchAll(/"([\w/]+\.proto)",[^)]*"([A-Z_]+)"\)/g)];
    return Object.keys(now)
      .filter((path) => path in old)
      .map((path) => ({
        suite: 'buf',
        id: `${name}/${path}`,
        kinds: [
          ...new Set([
            ...expected.filter(([, at]) => at === path).map(([, , kind = '']) => kind),
            ...(said[name]?.[path] ?? []),
          ]),
        ],
        old,
        now,
        path,
      }));
  });
}

function protosIn(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.proto'));
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}
