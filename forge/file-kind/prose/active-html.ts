/** Elements that run, load or send something when a browser shows them, with any prefix of a name space. */
const ELEMENT =
  /<(?:[\w-]{1,40}:)?(?:script|iframe|object|embed|base|meta|form|frame|frameset|applet|portal|style|svg|math|foreignobject|animate)(?![\w-])/i;
const LINK = /<link\s[^>]{0,300}\b(?:rel|href)\b/i;
/**
 * Attributes that run something behind an angle bracket, also where lines, slashes or other attributes stand between. The part before them
 * ends at the next bracket, so that no sign is looked at twice.
 */
const ATTRIBUTE = /<[^<]{0,100000}?(?:[\s"'/]on[a-z]{3,30}\s{0,20}=(?![=>])|[\s"'/](?:srcdoc|formaction)\s{0,20}=)/i;
/** An element without attributes ends here, wherever it stands: what comes behind it is no attribute of it. One around it keeps its own bracket. */
const FINISHED = /<\/?[a-z][\w:-]{0,60}>/gi;
/** Addresses that run something; browsers pass over white space and control characters in the name of a scheme. */
const ADDRESS =
  /j[\s\0]{0,4}a[\s\0]{0,4}v[\s\0]{0,4}a[\s\0]{0,4}s[\s\0]{0,4}c[\s\0]{0,4}r[\s\0]{0,4}i[\s\0]{0,4}p[\s\0]{0,4}t[\s\0]{0,4}:(?=\S)|vbscript:(?=\S)|data:[\s]{0,4}(?:text\/html|image\/svg|application\/x?html)/i;
const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(colon|tab|newline|lpar|sol|zwnj|zwsp|shy));?/gi;
const NAMED: Readonly<Record<string, string>> = { colon: ':', lpar: '(', sol: '/' };

/** Whether a browser that is shown this text as HTML, or as markup that lets HTML through, runs, loads or sends anything. */
export function isActiveHtml(text: string): boolean {
  return [text, ...(text.includes('&') ? [decoded(text)] : [])].some(
    (one) => ELEMENT.test(one) || LINK.test(one) || ATTRIBUTE.test(one.replaceAll(FINISHED, '')) || ADDRESS.test(one),
  );
}

/** Whether an address in the text runs something where it is followed. */
export function hasRunningAddress(text: string): boolean {
  return [text, ...(text.includes('&') ? [decoded(text)] : [])].some((one) => ADDRESS.test(one));
}

/** With references to characters resolved; not to angle brackets, which show a bracket and open nothing. */
function decoded(text: string): string {
  return text.replaceAll(REFERENCE, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? '';
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number.parseInt(decimal, 10);
    return code === 60 || code === 62 || code > 0x10_ffff ? whole : String.fromCodePoint(code);
  });
}
