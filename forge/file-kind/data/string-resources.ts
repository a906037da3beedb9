import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { isOrder } from './command-values.ts';

const MOST_CHARACTERS = 2 * 1024 * 1024;
/** What every file of resources says of itself: the classes of .NET that read and write it. */
const HEADERS: Readonly<Record<string, RegExp>> = {
  resmimetype: /^text\/microsoft-resx$/,
  version: /^\d\.\d{1,2}$/,
  reader:
    /^System\.Resources\.ResXResourceReader, System\.Windows\.Forms(?:, Version=[\d.]{1,20}, Culture=neutral, PublicKeyToken=b77a5c561934e089)?$/,
  writer:
    /^System\.Resources\.ResXResourceWriter, System\.Windows\.Forms(?:, Version=[\d.]{1,20}, Culture=neutral, PublicKeyToken=b77a5c561934e089)?$/,
};

/** Whether a `.resx` holds texts alone. What has a type, or a kind of contents, is an object that .NET makes, or a file that it takes in. */
export function isStringResources(path: string, text: string): boolean {
  if (!/\.resx$/i.test(path) || text.length > MOST_CHARACTERS || text.includes('<!DOCTYPE')) return false;
  const root = rootOf(text);
  return (
    root?.name === 'root' && elementsIn(root).every((child) => isText(child) || isHeader(child) || isSchema(child))
  );
}

function rootOf(text: string): XmlElement | null {
  try {
    return parseXml(text.replace(/^\ufeff/, '')).root;
  } catch {
    // What does not parse is no list of texts.
    return null;
  }
}

const elementsIn = (element: XmlElement): XmlElement[] =>
  element.children.filter((child): child is XmlElement => child instanceof XmlElement);

const hasOnly = (element: XmlElement, attributes: RegExp): boolean =>
  Object.keys(element.attributes).every((name) => attributes.test(name));

function isText(element: XmlElement): boolean {
  return (
    element.name === 'data' &&
    hasOnly(element, /^(?:name|xml:space)$/) &&
    elementsIn(element).every(
      (part) =>
        /^(?:value|comment)$/.test(part.name) &&
        hasOnly(part, /^xml:space$/) &&
        elementsIn(part).length === 0 &&
        !isOrder(part.text),
    )
  );
}

function isHeader(element: XmlElement): boolean {
  const known = HEADERS[element.attributes['name'] ?? ''];
  return element.name === 'resheader' && hasOnly(element, /^name$/) && known?.test(element.text.trim()) === true;
}

/** The reader passes over it: it is for editors. Nothing of it is fetched. */
function isSchema(element: XmlElement): boolean {
  return element.name === 'xsd:schema' && elementsIn(element).every(isOfSchema);
}

function isOfSchema(element: XmlElement): boolean {
  const isFetched = element.attributes['schemaLocation'] !== undefined;
  return element.name.startsWith('xsd:') && !isFetched && elementsIn(element).every(isOfSchema);
}
