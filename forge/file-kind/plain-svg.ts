import { parseXml, XmlElement, XmlProcessingInstruction } from '@rgrove/parse-xml';
import { isDataPlace } from './known-place.ts';

const MOST_CHARACTERS = 1024 * 1024;
/** What draws. Nothing that runs, links, loads, animates or holds a page of its own. */
const SHAPES: ReadonlySet<string> = new Set(
  `svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath clipPath mask pattern marker
  linearGradient radialGradient stop style filter feBlend feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA
  feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset feTile feTurbulence`.split(/\s+/),
);
/** A part of the same picture. */
const OWN_PART = /^#[\w.:-]{1,200}$/;
/** What a style, or an attribute that takes one, loads: an address, another sheet, an expression of old browsers. */
const LOADS = /url\s{0,20}\(\s{0,20}(?!["']?#)|@import|expression\s{0,20}\(|behaviou?r\s{0,20}:|-moz-binding|\\/i;

/** All but a remark that ends at one place for every parser: in a page `<!-->` is one already. */
const DECLARES = /<!(?!--[^<>-]{0,2000}-->)/;
const FONT = /@font-face\s{0,20}\{[^{}]{0,2000}\}/g;

/**
 * Whether a picture in SVG, read whole, only draws: a browser that opens it runs nothing and asks nobody. What tests keep to compare with may name fonts
 * of elsewhere: it stands on no page.
 */
export function isPlainSvg(path: string, text: string): boolean {
  if (text.length > MOST_CHARACTERS || DECLARES.test(text)) return false;
  const isKept = isDataPlace(path, 'svg');
  try {
    const document = parseXml(text.replace(/^\ufeff/, ''));
    // A sheet for the whole document is named before it.
    if (document.children.some((child) => child instanceof XmlProcessingInstruction)) return false;
    return document.root?.name === 'svg' && isDrawn(document.root, isKept);
  } catch {
    // What does not parse may be read as a page.
    return false;
  }
}

function isDrawn(root: XmlElement, isKept: boolean): boolean {
  const open: XmlElement[] = [root];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    if (!SHAPES.has(element.name)) return false;
    if (!Object.entries(element.attributes).every(([name, value]) => isPlainAttribute(name, value))) return false;
    if (element.name === 'style' && LOADS.test(isKept ? element.text.replaceAll(FONT, '') : element.text)) return false;
    for (const child of element.children) {
      if (child instanceof XmlProcessingInstruction) return false;
      if (child instanceof XmlElement) open.push(child);
    }
  }
  return true;
}

function isPlainAttribute(name: string, value: string): boolean {
  if (/^(?:xlink:)?href$/.test(name)) return OWN_PART.test(value);
  if (/^xmlns(?::xlink)?$/.test(name)) return /^http:\/\/www\.w3\.org\/(?:2000\/svg|1999\/xlink)$/.test(value);
  return (
    /^(?!on|src|xml:base)[a-zA-Z][\w-]{0,60}$|^xml:space$/.test(name) && !LOADS.test(value) && !/script:/i.test(value)
  );
}
