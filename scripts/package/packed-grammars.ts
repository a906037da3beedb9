import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { constants, zstdCompressSync } from 'node:zlib';
import type { PackedGrammar } from '../../analysers/packed-grammar.ts';
import { GRAMMARS } from '../../analysers/grammars.ts';

/** The folders of ast-grep's prebuilt binaries, by the machine that they are for. */
const PREBUILDS: Readonly<Record<string, string>> = {
  'linux-x64': 'prebuild-Linux-X64',
  'linux-arm64': 'prebuild-Linux-ARM64',
  'darwin-x64': 'prebuild-macOS-X64',
  'darwin-arm64': 'prebuild-macOS-ARM64',
  'win32-x64': 'prebuild-Windows-X64',
};

/** The packages that the grammars come from. */
export const GRAMMAR_PACKAGES: readonly string[] = GRAMMARS.map((name) => `@ast-grep/lang-${name}`);

/**
 * The grammars as the published package carries them. Their own packages bring the sources of the parsers and every machine's binary unpacked,
 * ten times as much as is used; packed, all of them are a few megabytes.
 */
export function packedGrammars(root: string): Map<string, Buffer | string> {
  const files = new Map<string, Buffer | string>();
  const require = createRequire(join(root, 'package.json'));
  const entries = GRAMMARS.map((name) => {
    const home = join(root, 'node_modules', '@ast-grep', `lang-${name}`);
    const { extensions, languageSymbol, expandoChar } = require(home) as PackedGrammar;
    const binaries: Record<string, PackedGrammar['binaries'][string]> = {};
    for (const [machine, folder] of Object.entries(PREBUILDS)) {
      const path = join(home, 'prebuilds', folder, 'parser.so');
      if (!existsSync(path)) continue;
      const bytes = readFileSync(path);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      binaries[machine] = { sha256, size: bytes.length };
      const params = { [constants.ZSTD_c_compressionLevel]: 9, [constants.ZSTD_c_windowLog]: 24 };
      files.set(`grammars/${sha256}.zst`, zstdCompressSync(bytes, { params }));
    }
    return [name, { extensions, languageSymbol, expandoChar, binaries }] as const;
  });
  return files.set('grammars/grammars.json', `${JSON.stringify(Object.fromEntries(entries))}\n`);
}
