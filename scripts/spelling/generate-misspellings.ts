import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { z } from 'zod';

// Makes `reviewers/documentation/spelling/misspellings.json` and `misspellings-licence.txt` from the dictionary of typos, which Cargo brings
// as a crate, and the one of misspell, which Go brings as a module: `node scripts/spelling/generate-misspellings.ts`. Needs both and a network, so it is
// run by hand for a new version.
const CRATE = 'typos-dict';
const CRATE_VERSION = '0.14.4';
const MODULE = 'github.com/golangci/misspell';
const MODULE_VERSION = 'v0.8.0';
const FOLDER = new URL('../../reviewers/documentation/spelling/', import.meta.url);

/** MIT asks for these notices wherever the data goes. */
const SOURCE = `${CRATE} ${CRATE_VERSION} (MIT OR Apache-2.0, Copyright (c) 2019 Individual contributors), where doubtful confirmed by ${MODULE} ${MODULE_VERSION} (MIT, Copyright (c) 2015-2017 Nick Galbreath)`;

/** So short a string is also an abbreviation or a name, unless both dictionaries have it. */
const SHORT = 5;
/** Four letters are the fewest that the reader of changes looks up. */
const SHORTEST = 4;

/** The licence text of the crate, which does not carry it. */
const CRATE_LICENCE = (misspell: string): string =>
  misspell.replace(/^.*?(?=Permission is)/s, 'Copyright (c) 2019 Individual contributors\n\n');

/** Every misspelling of the crate with its corrections, in lower case. */
function typos(): Map<string, string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'misspellings-'));
  try {
    writeFileSync(
      join(folder, 'Cargo.toml'),
      `[package]\nname = "fetch"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\n${CRATE} = "=${CRATE_VERSION}"\n`,
    );
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'src/lib.rs'), '');
    const answer = execFileSync('cargo', ['metadata', '--format-version', '1'], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    const { packages } = z
      .object({ packages: z.array(z.object({ name: z.string(), manifest_path: z.string() })) })
      .parse(JSON.parse(answer));
    const manifest = packages.find(({ name }) => name === CRATE)?.manifest_path;
    if (manifest === undefined) throw new Error(`cargo does not know where ${CRATE} lies`);
    const code = readFileSync(join(dirname(manifest), 'src/word_codegen.rs'), 'utf8');
    const rows = code.matchAll(/InsensitiveStr::(?:Ascii|Unicode)\("([^"]*)"\)\s*,\s*&\[([^\]]*)\]/g);
    return new Map(
      Array.from(rows, ([, wrong = '', rights = '']) => [
        wrong.toLowerCase(),
        Array.from(rights.matchAll(/"([^"]+)"/g), ([, right = '']) => right.toLowerCase()),
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function misspell(): { readonly words: ReadonlyMap<string, string>; readonly licence: string } {
  const answer = execFileSync('go', ['mod', 'download', '-json', `${MODULE}@${MODULE_VERSION}`], {
    encoding: 'utf8',
    env: { ...process.env, GOFLAGS: '-mod=mod' },
  });
  const { Dir: folder } = z.object({ Dir: z.string() }).parse(JSON.parse(answer));
  const rows = readFileSync(join(folder, 'words.go'), 'utf8').matchAll(/^\t"([^"]+)", "([^"]+)",$/gm);
  const words = new Map(Array.from(rows, ([, wrong = '', right = '']) => [wrong, right]));
  return { words, licence: readFileSync(join(folder, 'LICENSE'), 'utf8').trim() };
}

/** Whether two spellings only differ in an ending that people write either way: `writeable`, `convertable`, `queueing`. */
function isOtherEnding(wrong: string, right: string): boolean {
  const bare = (word: string): string =>
    word.replace(/e?[ai]b(?:le|ly|ility|ilities|les)$/, '_').replace(/e?ing$/, '+');
  return bare(wrong) === bare(right);
}

function main(): void {
  const { words: confirmed, licence } = misspell();
  const rows = [...typos()].flatMap(([wrong, rights]) => {
    if (wrong.length < SHORTEST || ![wrong, ...rights].every((word) => /^[a-z]+$/.test(word))) return [];
    const [right = ''] = rights;
    if (rights.length === 1 && confirmed.get(wrong) === right) return [`${wrong} ${right}`];
    if (rights.some((one) => isOtherEnding(wrong, one))) return [];
    return [`${wrong} ${wrong.length <= SHORT && rights.length === 1 ? `${right},` : rights.join(',')}`];
  });
  const lines = rows.toSorted();
  const packed = brotliCompressSync(`\n${lines.join('\n')}\n`, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    },
  });
  const data = { source: SOURCE, words: lines.length, packed: packed.toString('base64') };
  writeFileSync(new URL('misspellings.json', FOLDER), `${JSON.stringify(data, null, 2)}\n`);
  writeFileSync(
    new URL('misspellings-licence.txt', FOLDER),
    `${CRATE} ${CRATE_VERSION} (MIT OR Apache-2.0)\n\n${CRATE_LICENCE(licence)}\n\n${MODULE} ${MODULE_VERSION} (MIT)\n\n${licence}\n`,
  );
  process.stdout.write(`${lines.length} misspellings, ${packed.length} bytes packed\n`);
}

if (import.meta.main) main();
