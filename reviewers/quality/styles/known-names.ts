const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter((word) => word !== ''));

/** Pseudo-classes of the standards. */
export const PSEUDO_CLASSES = words(`
active active-view-transition active-view-transition-type any-link autofill blank buffering checked current default defined dir disabled
empty enabled first first-child first-of-type focus focus-visible focus-within fullscreen future global has has-slotted host host-context hover
in-range indeterminate interest-source interest-target invalid is lang last-child last-of-type left link local local-link matches modal muted
not nth-child nth-col nth-last-child nth-last-col nth-last-of-type nth-of-type only-child only-of-type open optional out-of-range past paused
picture-in-picture placeholder-shown playing popover-open read-only read-write required right root scope seeking stalled state target
target-after target-before target-current target-within user-invalid user-valid valid visited volume-locked where xr-overlay extend export import deep
slotted v-deep v-slotted v-global increment decrement horizontal vertical start end double-button single-button no-button corner-present window-inactive
`);

/** Pseudo-elements of the standards; four of them may stand behind one colon. */
export const PSEUDO_ELEMENTS = words(`
after backdrop before checkmark column cue cue-region details-content file-selector-button first-letter first-line grammar-error highlight
marker part picker picker-icon placeholder scroll-button scroll-marker scroll-marker-group search-text selection slotted spelling-error
target-text view-transition view-transition-group view-transition-group-children view-transition-image-pair view-transition-new
view-transition-old deep v-deep ng-deep
`);

/** At-rules of browsers, of Sass and Less, and of PostCSS's and Tailwind's followers. */
export const AT_RULES = words(`
charset color-profile container counter-style custom-media custom-selector document font-face font-feature-values font-palette-values function
import keyframes layer media namespace nest page position-try property scope starting-style supports view-transition viewport stylistic swash
styleset annotation ornaments character-variant historical-forms top-left top-center top-right bottom-left bottom-center bottom-right
use forward include mixin extend each for while if else return content debug warn error at-root plugin arguments rest
tailwind apply variants responsive screen config theme utility variant custom-variant source reference value define-mixin mixin-content define-extend
define-placeholder add-mixin export when result
`);

/** Features of `@media`. */
export const MEDIA_FEATURES = words(`
any-hover any-pointer aspect-ratio color color-gamut color-index device-aspect-ratio device-height device-posture device-width display-mode
dynamic-range environment-blending forced-colors grid height horizontal-viewport-segments hover inverted-colors monochrome nav-controls
orientation overflow-block overflow-inline pointer prefers-color-scheme prefers-contrast prefers-reduced-data prefers-reduced-motion
prefers-reduced-transparency resolution scan scripting shape update vertical-viewport-segments video-color-gamut video-dynamic-range width
min-width max-width min-height max-height min-aspect-ratio max-aspect-ratio min-resolution max-resolution min-color max-color min-device-width
max-device-width min-device-height max-device-height inline-size block-size min-inline-size max-inline-size min-block-size max-block-size
`);
