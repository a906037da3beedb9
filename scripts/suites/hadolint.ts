import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { LabelledCase } from './labelled-case.ts';

const VERDICT = /\bruleCatches(Not)?\s+"(DL\d+)"\s*(?:"((?:[^"\\]|\\.)*)")?/g;
const TEXT = /"((?:[^"\\]|\\.)*)"/g;
/** Its rules about security, or about images that cannot be built or do something else; the others are about size, style, labels and versions. */
const GRAVE: ReadonlySet<string> = new Set(
  `DL3000 DL3002 DL3004 DL3006 DL3007 DL3011 DL3012 DL3014 DL3021 DL3022 DL3023 DL3024 DL3030 DL3034 DL3038 DL3043 DL3044 DL3045 DL3046
  DL3061 DL3064 DL4003 DL4004 DL4006`.split(/\s+/),
);
/** How Haskell writes what JSON does not know. */
const read = (literal: string): string =>
  literal.replaceAll(/\\(.)/gs, (_, sign: string) => ({ n: '\n', t: '\t' })[sign] ?? sign);

const Told = z.array(z.object({ code: z.string(), line: z.int() }));

/** Lines of which the program of hadolint says something grave; none without the program. */
function graveLines(program: string, text: string): number[] {
  if (program === '') return [];
  const told = execFileSync(program, ['--no-fail', '--format', 'json', '-'], { input: text, encoding: 'utf8' });
  return Told.parse(JSON.parse(told))
    .filter(({ code }) => GRAVE.has(code) || !code.startsWith('DL'))
    .map(({ line }) => line);
}

/** Dockerfiles of hadolint's specifications (`test/Hadolint/Rule`): each is bad or good as a whole, for one rule. With its PROGRAM what that says of a good one for another rule is excused. */
export function hadolintCases(folder: string, program: string): LabelledCase[] {
  return readdirSync(folder)
    .filter((file) => /^DL\d+Spec\.hs$/.test(file))
    .flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .split(/^\s*it "(?:[^"\\]|\\.)*"/m)
        .slice(1)
        .flatMap((example, number) =>
          [...example.matchAll(VERDICT)].flatMap(([, not, name = '', inline], at): LabelledCase[] => {
            const listed = example.slice(0, example.search(/\b(?:onBuildR|r)uleCatches/));
            const lines = inline === undefined ? [...listed.matchAll(TEXT)].map(([, text = '']) => text) : [inline];
            const written = `${lines.map(read).join('\n')}\n`;
            const text = /^\s*FROM\b/im.test(written) ? written : `FROM debian:12\n${written}`;
            const bad = not === undefined;
            return [
              {
                path: `${name}-${number}-${at}/Dockerfile`,
                text,
                marks: [
                  {
                    name,
                    lines: null,
                    bad,
                    grave: GRAVE.has(name),
                    aside: !GRAVE.has(name),
                    excused: bad ? [] : graveLines(program, text),
                  },
                ],
              },
            ];
          }),
        ),
    );
}
