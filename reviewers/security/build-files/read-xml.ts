import { parseXml, XmlCdata, XmlElement, XmlText } from '@rgrove/parse-xml';
import type { ManifestSetting } from './setting.ts';

/** The texts and attributes of an XML text; the reason where it cannot be read. Entities of its own are not followed: they cannot be read. */
export function readXmlSettings(text: string): readonly ManifestSetting[] | string {
  const plain = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  try {
    const { root } = parseXml(plain, { includeOffsets: true });
    const starts = [...plain.matchAll(/\n/g)].map(({ index }) => index);
    return root === null ? [] : settingsOf(root, { keys: [root.name], place: root.name }, starts);
  } catch {
    return 'is no XML that can be read';
  }
}

interface Above {
  readonly keys: readonly string[];
  readonly place: string;
}

function settingsOf(element: XmlElement, { keys, place }: Above, starts: readonly number[]): ManifestSetting[] {
  const line = lineAt(element.start, starts);
  const attributes = Object.entries(element.attributes)
    .filter(([name]) => !/^xmlns(?::|$)|^xsi:schemaLocation$/.test(name))
    .map(([name, value]) => ({ keys: [...keys, `@${name}`], place: `${place}/@${name}`, value, line }));
  const seen = new Map<string, number>();
  const below = element.children.flatMap((child): ManifestSetting[] => {
    if (!(child instanceof XmlElement)) return [];
    const index = seen.get(child.name) ?? 0;
    seen.set(child.name, index + 1);
    return settingsOf(child, { keys: [...keys, child.name], place: `${place}/${child.name}[${index}]` }, starts);
  });
  const words = element.children
    .map((child) => (child instanceof XmlText || child instanceof XmlCdata ? child.text : ''))
    .join('')
    .trim();
  // An element without anything in it may be all that is said.
  const own =
    words !== '' || (below.length === 0 && attributes.length === 0) ? [{ keys, place, value: words, line }] : [];
  return [...attributes, ...own, ...below];
}

function lineAt(offset: number, starts: readonly number[]): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}
