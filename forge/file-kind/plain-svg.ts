import { parseXml, XmlElement, XmlProcessingInstruction, XmlText } from '@rgrove/parse-xml';
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
const LOADS =
  /url\s{0,20}\(\s{0,20}(?!["']?#)|\b(?:image(?:-set)?|cross-fade|src)\s{0,20}\(|@import|expression\s{0,20}\(|behaviou?r\s{0,20}:|-moz-binding|\\/i;

/** All but a remark that ends at one place for every parser: in a page `<!-->` is one already. */
const DECLARES = /<!(?!--[^<>-]{0,2000}-->)/;
/** Encodings in which other signs than these are letters and brackets. */
const ENCODED =
  /^[^<]{0,10}<\?xml\b[^>]{0,200}\bencoding\s{0,20}=\s{0,20}["'](?!utf-8["']|us-ascii["']|iso-8859-1["'])/i;
/** What Vue, Svelte, Angular, Twig and their like evaluate where a picture is taken for a part of a page. */
const EVALUATED = /[{}]/;
/** Attributes by which frameworks run and load; a page reads names in any case. */
const OF_FRAMEWORK =
  /^(?:on|src|xml:base|is$|ping$|(?:data-)?(?:v|x|hx|ng|up|wire|bind)-|data-(?:action|controller)$)/i;
const FONT = /@font-face\s{0,20}\{[^{}]{0,2000}\}/g;

/**
 * Whether a picture in SVG, read whole, only draws: a browser that opens it runs nothing and asks nobody. What tests keep to compare with may name fonts
 * of elsewhere: it stands on no page.
 */
export function isPlainSvg(path: string, text: string): boolean {
  if (text.length > MOST_CHARACTERS || DECLARES.test(text) || ENCODED.test(text)) return false;
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
      else if (child instanceof XmlText && element.name !== 'style' && EVALUATED.test(child.text)) return false;
    }
  }
  return true;
}

function isPlainAttribute(name: string, value: string): boolean {
  if (/^(?:xlink:)?href$/.test(name)) return OWN_PART.test(value);
  if (/^xmlns(?::xlink)?$/.test(name)) return /^http:\/\/www\.w3\.org\/(?:2000\/svg|1999\/xlink)$/.test(value);
  return (
    /^[a-zA-Z][\w-]{0,60}$|^xml:space$/.test(name) &&
    !OF_FRAMEWORK.test(name) &&
    !LOADS.test(value) &&
    !EVALUATED.test(value) &&
    !/script:/i.test(value)
  );
}
