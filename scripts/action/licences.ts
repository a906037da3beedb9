import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Manifest = z.object({ name: z.string(), version: z.string(), license: z.string().optional() });

/** The licences of the packages that the bundle carries, with their texts: most ask for being handed on with the code. */
export function licencesOf(root: string, packages: readonly string[]): string {
  return packages.map((name) => licenceOf(join(root, 'node_modules', name))).join(`\n${'-'.repeat(80)}\n\n`);
}

function licenceOf(home: string): string {
  const { name, version, license } = Manifest.parse(JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')));
  const texts = readdirSync(home)
    .filter((file) => /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i.test(file))
    .toSorted()
    .map((file) => readFileSync(join(home, file), 'utf8').trim());
  return `${name} ${version} (${license ?? 'see its text'})\n\n${texts.join('\n\n')}${texts.length === 0 ? '' : '\n'}`;
}
