import type { AskedChange } from '../reviewer.ts';
import { touchesPublicSurface } from '../changed-code/public-surface.ts';

const PROSE = /\.(?:md|markdown|mdx|rst|adoc|asciidoc|txt|org|textile|pod|rdoc)$/i;

/** Documents are misled by what users see, and by documents. */
export function documentationNotAsked({ files }: AskedChange): string | null {
  const isTouched = files.some(({ oldPath, newPath }) => PROSE.test(newPath) || PROSE.test(oldPath));
  return isTouched || touchesPublicSurface(files) ? null : 'no document and nothing that users see changed';
}
