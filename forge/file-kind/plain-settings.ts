/** By kind: the one form in which such a file only says what is harmless, line by line. */
const PLAIN_LINES: Readonly<Record<string, RegExp>> = {
  // A released version, with the name of the tool before it; no path, address or reference that a version manager would fetch.
  'runtime-version':
    /^[ \t]*(?:#.*|\/\/.*|(?:[a-z][a-z-]{0,30}[ \t]{1,20})?(?:[a-z][a-z-]{0,30}-)?v?\d{1,10}(?:\.(?:\d{1,10}|x|\*)){0,4}(?:[-.+](?:rc|beta|alpha|pre|dev|preview|lts|snapshot|eap|m)?[.\d]{0,12})?|lts\/[a-z*]{1,20}|node|stable|latest|system)?[ \t\r]*$/i,
  // Words that a spelling checker passes over: no sign that a path, an option or a version has.
  'word-list': /^(?:#.{0,300}|[\p{L}\p{N}][\p{L}\p{M}\p{N}'’_]{0,80})?\r?$/u,
  // The same in the checker's own form, which has numbers with their units and signs as well; nothing as long as a command, and no path.
  'spelling-dictionary': /^(?:[^\s/;|$`"(){}]{1,40}(?:\/[A-Z]{1,10})?)?\r?$/u,
  // Which module a vendored package is of. Go compares modules, versions and what stands in for them with go.mod.
  'go-vendor-list':
    /^(?:# [\w.~-]{1,80}(?:\/[\w.~-]{1,80}){0,20}(?: v[\w.+-]{1,100})?(?: => [\w.~-]{1,80}(?:\/[\w.~-]{1,80}){0,20}(?: v[\w.+-]{1,100})?)?|## (?:(?:explicit|workspace)(?:; )?)?(?:go \d{1,3}\.\d{1,3}(?:\.\d{1,3})?)?|[\w.~-]{1,80}(?:\/[\w.~-]{1,80}){0,20})?\r?$/,
  // Which modules of this repository are built together, with which released version of Go.
  'go-workspace':
    /^[ \t]{0,8}(?:\/\/.*|(?:go|toolchain) (?:go)?\d{1,3}\.\d{1,3}(?:\.\d{1,3})?(?:rc\d)?|use \(|\)|(?:use )?\.(?:\/[\w.-]{1,80}){0,20})?[ \t\r]{0,8}$/,
  // How RSpec shows what it runs, and that it loads the file that every suite has.
  'option-list':
    /^[ \t]{0,20}(?:#.*|--(?:no-)?(?:color|colour|warnings|profile|order (?:rand|random|defined)|(?:format|f) (?:doc|documentation|progress|p|d)|require (?:spec_helper|rails_helper)))?[ \t\r]{0,20}$/,
  // How git compares and ends lines. What it filters, merges, exports or hides from statistics and reviews is no such thing.
  'git-attributes':
    /^[ \t]{0,20}(?:#.*|[^\s[#!"][^\s]{0,300}(?:[ \t]{1,40}(?:[-!]?(?:text|crlf)|text=auto|crlf=input|eol=(?:lf|crlf)|binary|whitespace=[\w,=-]{1,100})){1,8})?[ \t\r]{0,20}$/,
  // Which projects of this repository a build takes together, for which platforms: they are looked at by themselves. No address, no path that leaves it; what stands under
  // another kind than that of folders is built whatever its name says, so it has to be a project by its name.
  'microsoft-visual-studio-solution':
    /^[ \t\ufeff]{0,40}(?:#.*|Microsoft Visual Studio Solution File, Format Version [\d.]{1,10}|(?:Minimum)?VisualStudioVersion = [\d.]{1,40}|Project\("\{2150E333-8FDC-42A3-9474-1A3956D46DE8\}"\) = "[\w .-]{1,200}", "[\w .-]{1,200}", "\{[\dA-F-]{36}\}"|Project\("\{[\dA-F-]{36}\}"\) = "[\w .-]{1,200}", "[\w][\w .\\/-]{0,300}\.(?:cs|fs|vb|vcx|sql|sh)proj", "\{[\dA-F-]{36}\}"|End(?:Project|ProjectSection|Global|GlobalSection)|Global|(?:Project|Global)Section\(\w{1,60}\) = (?:pre|post)(?:Project|Solution)|[\w.][\w .\\/-]{0,300} = [\w.][\w .\\/-]{0,300}|[\w .|-]{1,100} = [\w .|-]{1,100}|\{[\dA-F-]{36}\}(?:\.[\w .|-]{1,100})? = (?:\{[\dA-F-]{36}\}|[\w .|-]{1,100})|SolutionGuid = \{[\dA-F-]{36}\}|HideSolutionNode = (?:TRUE|FALSE))?[ \t\r]{0,20}$/i,
};
/** A path that climbs; how git ends lines has none. */
const LEAVES = /(?:^|[\s"\\/])\.\.[\\/]/;
const MOST_CHARACTERS = 256 * 1024;

/** Whether settings that could change what runs, or what people see, have only the form in which they do not. */
export function isPlainSettings(kind: string, text: string): boolean {
  const plain = PLAIN_LINES[kind];
  if (plain === undefined || text.length > MOST_CHARACTERS || LEAVES.test(text)) return false;
  return text.split('\n').every((line) => plain.test(line));
}
