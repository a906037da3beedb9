import { z } from 'zod';
import { Platform } from './platform.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A path below the folder that it is unpacked into; nothing that leads out of it. */
const InnerPath = z.string().regex(/^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w@][\w@./-]*$/);

/** A file of an npm package that is kept compressed, as `packages/<path>.zst`, and lies in `node_modules/<path>` at work. */
export const PackedFile = z.strictObject({
  path: InnerPath,
  /** Of the uncompressed bytes. */
  sha256: Sha256,
  /** Null: every machine needs it. */
  platform: Platform.nullable(),
});
export type PackedFile = z.infer<typeof PackedFile>;

/** An npm package that is fetched where it is needed, because few machines need it. */
export const PinnedDownload = z.strictObject({
  /** Its name. */
  package: InnerPath,
  version: z.string(),
  platform: Platform,
  /** The analyser that does not work without it. */
  tool: z.enum(['oxlint', 'ast-grep']),
  /** Of the package's archive as npm serves it. */
  sha256: Sha256,
});
export type PinnedDownload = z.infer<typeof PinnedDownload>;

/** `packages.json` in the bundle: which outside packages there are and where they come from. */
export const PackageList = z.strictObject({ files: z.array(PackedFile), downloads: z.array(PinnedDownload) });
export type PackageList = z.infer<typeof PackageList>;
