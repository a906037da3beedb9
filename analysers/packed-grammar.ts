import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { z } from 'zod';
import { PACKED_GRAMMARS } from './child-environment.ts';

/** A grammar as the package carries it: what the parser asks, and one packed binary a machine. */
const PackedGrammar = z.strictObject({
  extensions: z.array(z.string().min(1)),
  languageSymbol: z.string().min(1),
  expandoChar: z.string().min(1),
  /** By `process.platform`-`process.arch`: the SHA-256 of the unpacked binary, which is the name of its file, and its bytes. */
  binaries: z.record(z.string(), z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), size: z.int().min(1) })),
});
export type PackedGrammar = z.infer<typeof PackedGrammar>;

/** `grammars.json`: the grammars by the names of their languages. */
const PackedGrammars = z.record(z.string(), PackedGrammar);

/** What the tool has to know to load a grammar. */
export interface LoadableGrammar {
  libraryPath: string;
  extensions: string[];
  languageSymbol?: string;
  expandoChar?: string;
}

/** The grammar of a language out of the package; null where it has none, or none for this machine. */
export function packedGrammar(language: string): LoadableGrammar | null {
  const grammar = packedGrammars()[language];
  const binary = grammar?.binaries[`${process.platform}-${process.arch}`];
  if (grammar === undefined || binary === undefined) return null;
  const { binaries: _, ...told } = grammar;
  return { ...told, libraryPath: unpacked(binary) };
}

let known: z.infer<typeof PackedGrammars> | undefined;

function packedGrammars(): z.infer<typeof PackedGrammars> {
  known ??= PackedGrammars.parse(JSON.parse(readFileSync(new URL('grammars.json', PACKED_GRAMMARS), 'utf8')));
  return known;
}

/**
 * Unpacks a binary once, into a folder that nobody but its user can write; where there is none, into the run's own temporary folder. It takes the
 * place of another file in one step, so that a program that starts meanwhile never loads half of it.
 */
function unpacked({ sha256, size }: { readonly sha256: string; readonly size: number }): string {
  const folder = ownCache() ?? mkdtempSync(join(tmpdir(), 'docket-grammar-'));
  const path = join(folder, `${sha256}.so`);
  if (isOwn(path, 'file') && lstatSync(path).size === size) return path;
  const making = `${path}.${process.pid}`;
  writeFileSync(
    making,
    zstdDecompressSync(readFileSync(new URL(`${sha256}.zst`, PACKED_GRAMMARS)), { maxOutputLength: size }),
  );
  chmodSync(making, 0o500);
  renameSync(making, path);
  return path;
}

function ownCache(): string | null {
  const folder = join(homedir(), '.cache', 'docket', 'grammars');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return isOwn(folder, 'folder') ? folder : null;
  } catch {
    // No home, or none that can be written: the temporary folder does.
    return null;
  }
}

/** Whether it is ours and nobody else may write it; links are followed by nobody. */
function isOwn(path: string, kind: 'file' | 'folder'): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined || !(kind === 'file' ? stat.isFile() : stat.isDirectory())) return false;
  // Windows knows neither owners nor modes of this kind.
  return process.getuid === undefined || (stat.uid === process.getuid() && (stat.mode & 0o022) === 0);
}
