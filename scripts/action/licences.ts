import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Manifest = z.object({ name: z.string(), version: z.string(), license: z.string().optional() });

type Manifest = z.infer<typeof Manifest>;

const RULE = `\n${'-'.repeat(80)}\n\n`;

/** What a package says of itself. */
export const manifestOf = (home: string): Manifest =>
  Manifest.parse(JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')));

/** The licences of all that a bundle carries, with their texts: most ask for being handed on with the code. */
export function noticesOf(root: string, packages: readonly string[]): string {
  // The table of file kinds is made from a package's data, so that package's licence goes along.
  const all = [...new Set([...packages, 'linguist-languages'])].toSorted();
  return [
    ...licencesOf(all.map((name) => join(root, 'node_modules', name))),
    // The rules for secrets are made from a Go module's data: its licence lies beside them.
    readFileSync(join(root, 'analysers', 'secrets', 'gitleaks-licence.txt'), 'utf8'),
    // So is the dictionary of misspellings, from a crate's and another module's.
    readFileSync(join(root, 'reviewers', 'documentation', 'spelling', 'misspellings-licence.txt'), 'utf8'),
  ].join(RULE);
}

/** Packages with the same text, to the letter, stand above one copy of it. */
function licencesOf(homes: readonly string[]): readonly string[] {
  const byText = Map.groupBy(homes, textOf);
  return [...byText].map(([text, same]) => {
    const heads = same.map((home) => {
      const { name, version, license } = manifestOf(home);
      return `${name} ${version} (${license ?? 'see its text'})`;
    });
    return `${heads.join('\n')}\n\n${text}${text === '' ? '' : '\n'}`;
  });
}

function textOf(home: string): string {
  const texts = readdirSync(home)
    .filter((file) => /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i.test(file))
    .toSorted()
    .map((file) => readFileSync(join(home, file), 'utf8').trim());
  return texts.join('\n\n');
}
