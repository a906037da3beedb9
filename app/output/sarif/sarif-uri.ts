/** The root that all URIs are relative to; its own address is left to whoever reads the file. */
const BASE = '%SRCROOT%';

/** Where a file is, as SARIF says it. */
export interface ArtifactLocation {
  readonly uri: string;
  readonly uriBaseId: typeof BASE;
}

export const ORIGINAL_URI_BASE_IDS = { [BASE]: { description: { text: 'The root of the repository.' } } } as const;

/** A path of the repository as a relative URI reference. */
export function artifactLocation(path: string): ArtifactLocation {
  return { uri: pathUri(path), uriBaseId: BASE };
}

/**
 * Percent-encodes everything but unreserved characters and `/`, also the `:` that could look like a scheme. Lone surrogates
 * stand for bytes that are not UTF-8 and become those bytes again.
 */
export function pathUri(path: string): string {
  return path.replace(/[^A-Za-z0-9\-._~/]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xdc80 && code <= 0xdcff) return percent(code - 0xdc00);
    return Array.from(Buffer.from(character.toWellFormed(), 'utf8'), percent).join('');
  });
}

function percent(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
