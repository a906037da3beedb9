import { readFileSync, writeFileSync } from 'node:fs';
import * as linguist from 'linguist-languages';
import { z } from 'zod';
import { compareText } from '../schemas/text/compare-text.ts';
import type { Language } from '../schemas/file-kinds/language.ts';

// Makes `schemas/file-kinds/languages.json` from linguist's list. With `--check` nothing is written: the exit code is 1 when it differs.
const FILE = new URL('../schemas/file-kinds/languages.json', import.meta.url);

/** MIT asks for this notice wherever the data goes. */
const SOURCE =
  'linguist-languages 9.5.0 (MIT, Copyright (c) Ika), made from GitHub Linguist (MIT, Copyright (c) 2017 GitHub, Inc.)';

const Listed = z.object({
  name: z.string(),
  type: z.enum(['programming', 'markup', 'data', 'prose']),
  extensions: z.array(z.string()).default([]),
  filenames: z.array(z.string()).default([]),
  interpreters: z.array(z.string()).default([]),
});

/** What people write where the general rule makes something else of a name. */
const WRITTEN_IDS: Readonly<Record<string, string>> = {
  'JSON with Comments': 'jsonc',
  'Protocol Buffer': 'protobuf',
  'Protocol Buffer Text Format': 'protobuf-text',
  'Vim script': 'vimscript',
  'Gettext Catalog': 'gettext',
  'Java Properties': 'properties',
  'Pro*C': 'pro-c',
  Batchfile: 'batch',
};

/** `C#` is `csharp`, `C++` is `cpp`, `HTML+ERB` is `html-erb`. */
export function fileKindId(name: string): string {
  const written = WRITTEN_IDS[name];
  if (written !== undefined) return written;
  const signs = name.replaceAll('#', 'sharp').replaceAll('++', 'pp').replaceAll('*', 'star').replaceAll("'", '');
  const plain = signs.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.replaceAll(/[^a-z0-9.]+/g, '-').replaceAll(/^[-.]+|[-.]+$/g, '');
}

/** The text of the table: one language a line, so that a new version of the list makes a diff that can be read. */
export function generateFileKinds(): string {
  const languages = Object.values(linguist)
    .map((listed): Language => {
      const { name, type, extensions, filenames: names, interpreters } = Listed.parse(listed);
      return { id: fileKindId(name), label: name, type, extensions: endings(extensions), names, interpreters };
    })
    .filter(({ extensions, names, interpreters }) => extensions.length + names.length + interpreters.length > 0)
    .toSorted((a, b) => compareText(a.id, b.id));
  const rows = languages.map((language) => `    ${JSON.stringify(language)}`).join(',\n');
  return `{\n  "source": ${JSON.stringify(SOURCE)},\n  "languages": [\n${rows}\n  ]\n}\n`;
}

/** Without the first dot, in lower case: names are compared so. */
function endings(extensions: readonly string[]): string[] {
  return [...new Set(extensions.map((extension) => extension.slice(1).toLowerCase()))].toSorted(compareText);
}

function main(check: boolean): number {
  const text = generateFileKinds();
  if (!check) writeFileSync(FILE, text);
  else if (readFileSync(FILE, 'utf8') !== text) {
    process.stderr.write('schemas/file-kinds/languages.json is not what linguist-languages says: npm run schemas\n');
    return 1;
  }
  return 0;
}

if (import.meta.main) process.exitCode = main(process.argv.includes('--check'));
