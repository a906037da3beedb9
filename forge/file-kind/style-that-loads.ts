/** Languages of style sheets. */
export const STYLE_SHEETS: ReadonlySet<string> = new Set(['css', 'scss', 'sass', 'less', 'postcss']);

const MOST_CHARACTERS = 2 * 1024 * 1024;
/** Rules that load nothing and call nothing. */
const RULES: ReadonlySet<string> = new Set(
  `media supports keyframes -webkit-keyframes -moz-keyframes layer container page property font-feature-values counter-style
  starting-style scope view-transition position-try include mixin extend if else each charset`.split(/\s+/),
);
/** Functions that only compute, and pseudo-classes that only choose. */
const FUNCTIONS: ReadonlySet<string> = new Set(
  `var env calc min max clamp abs sign round mod rem rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark
  linear-gradient radial-gradient conic-gradient repeating-linear-gradient repeating-radial-gradient translate translatex
  translatey translatez translate3d scale scalex scaley scale3d rotate rotatex rotatey rotatez rotate3d skew skewx skewy matrix
  matrix3d perspective blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia cubic-bezier steps
  linear repeat minmax fit-content circle ellipse inset polygon path counter counters attr not is where has nth-child
  nth-last-child nth-of-type nth-last-of-type lang dir host slotted part and or selector style darken lighten percentage`.split(
    /\s+/,
  ),
);
const RULE = /@([\w-]{0,60})/g;
const CALL = /\((?<=([\w-]{0,60})\()/g;
/** Escapes can spell any name; a backtick is a program in Less; interpolation makes names; an angle bracket that is no combinator ends a style. */
const OBSCURE = /[\\`<]|#\{|~["']|expression|javascript|behaviou?r|-moz-binding/i;

/**
 * Whether a style sheet can load anything (pictures, fonts, other sheets), run anything or be more than it seems. With a load it can send
 * away what stands on a page; without one it only decides how things look. Says yes where it cannot tell.
 */
export function styleLoads(text: string): boolean {
  if (text.length > MOST_CHARACTERS || OBSCURE.test(text)) return true;
  for (const [, rule = ''] of text.matchAll(RULE)) if (!RULES.has(rule.toLowerCase())) return true;
  for (const [, called = ''] of text.matchAll(CALL))
    if (called !== '' && !FUNCTIONS.has(called.toLowerCase())) return true;
  return false;
}
