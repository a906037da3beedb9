import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabelledCase } from './labelled-case.ts';

const VERDICT = /\bruleCatches(Not)?\s+"(DL\d+)"\s*(?:"((?:[^"\\]|\\.)*)")?/g;
const TEXT = /"((?:[^"\\]|\\.)*)"/g;
/** How Haskell writes what JSON does not know. */
const read = (literal: string): string =>
  literal.replaceAll(/\\(.)/gs, (_, sign: string) => ({ n: '\n', t: '\t' })[sign] ?? sign);

/** Dockerfiles of hadolint's specifications (`test/Hadolint/Rule`): each is bad or good as a whole, for one rule. */
export function hadolintCases(folder: string): LabelledCase[] {
  return readdirSync(folder)
    .filter((file) => /^DL\d+Spec\.hs$/.test(file))
    .flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .split(/^\s*it "(?:[^"\\]|\\.)*"/m)
        .slice(1)
        .flatMap((example, number) =>
          [...example.matchAll(VERDICT)].flatMap(([, not, name = '', inline], at): LabelledCase[] => {
            const listed = example.slice(0, example.search(/\bin\s+rule/));
            const lines = inline === undefined ? [...listed.matchAll(TEXT)].map(([, text = '']) => text) : [inline];
            const text = `${lines.map(read).join('\n')}\n`;
            return [
              {
                path: `${name}-${number}-${at}/Dockerfile`,
                text: /^\s*FROM\b/im.test(text) ? text : `FROM debian:12\n${text}`,
                marks: [{ name, lines: null, bad: not === undefined }],
              },
            ];
          }),
        ),
    );
}
