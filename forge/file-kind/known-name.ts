import { INERT_FORMATS } from '../../schemas/file-kinds/inert-names.ts';
import { hasInertName, isConventionalDocument, isDataPlace, isDocumentPlace, isHidden } from './known-place.ts';

/** The formats whose contents are looked through, so that a place alone can say that they are data. */
const LOOKED_THROUGH: ReadonlySet<string> = new Set(
  'json jsonc json5 yaml toml xml xml-property-list properties ini csv tsv'.split(' '),
);

/** Whether a format of data, a name or a place says that nothing is set up by a file. An unknown name says nothing. */
export function saysData(format: string, path: string): boolean {
  if (INERT_FORMATS.has(format)) return true;
  return LOOKED_THROUGH.has(format) && (hasInertName(path) || isDataPlace(path, format));
}

/**
 * Whether a document is for people. A plain text is one under the name of one or among documents and data; every other document is, unless a
 * hidden folder or a name in capitals makes an instruction of it.
 */
export function saysProse(format: string, path: string): boolean {
  if (isHidden(path)) return false;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (isConventionalDocument(name) || isDocumentPlace(path)) return true;
  if (format === 'text') return hasInertName(path) || isDataPlace(path, 'text');
  return format !== 'markdown' || !/^[A-Z][A-Z\d_-]{1,60}\./.test(name);
}
