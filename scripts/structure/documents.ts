import { posix } from 'node:path';

/** A document: where it stands, and its text. */
export interface Document {
  readonly path: string;
  readonly text: string;
}

/** A TypeScript file as running text names it: in code font or as the target of a link; `*` stands for a part of a name. */
const MENTION = /(?:`|\]\()(?<path>[\w.@*/-]{1,200}\.ts)(?=[`)#:])/g;
/** What stands between fences is an example, of whatever project. */
const FENCED = /^(?<fence>```+|~~~+).*\n(?:(?!\k<fence>).*\n)*\k<fence>.*$/gm;

/**
 * TypeScript files that documents name and that do not exist. The README of a folder speaks of what is below that folder, other documents
 * of the whole tree; a path may begin anywhere, as long as it ends at a file.
 */
export function missingFiles(documents: readonly Document[], files: readonly string[]): string[] {
  const sources = files.filter((path) => path.endsWith('.ts'));
  return documents.flatMap(({ path, text }) => {
    const folder = posix.basename(path) === 'README.md' ? posix.dirname(path) : '.';
    const near = sources.filter((file) => folder === '.' || file.startsWith(`${folder}/`));
    const prose = text.replaceAll(FENCED, '');
    const mentions = new Set([...prose.matchAll(MENTION)].map((match) => match.groups?.['path'] ?? ''));
    return [...mentions]
      .filter((mention) => {
        const pattern = patternOf(mention);
        return !near.some((file) => pattern.test(file)) && !isLinkTarget(mention, path, sources);
      })
      .map((mention) => `${path} names ${mention}, which does not exist`);
  });
}

/** Matches files that are called so, whatever folders stand before. */
function patternOf(mention: string): RegExp {
  const literal = mention.replaceAll(/[.*+?^${}()|[\]\\]/g, (sign) => (sign === '*' ? '[^/]*' : `\\${sign}`));
  return new RegExp(`(?:^|/)${literal}$`);
}

/** From the document's own folder, or from the root. */
function isLinkTarget(mention: string, document: string, sources: readonly string[]): boolean {
  return (
    sources.includes(posix.normalize(posix.join(posix.dirname(document), mention))) ||
    sources.includes(posix.normalize(mention))
  );
}
