import type { Call } from './grammar.ts';
import { plainText, withoutQuotes } from '../../changed-code/node-text.ts';
import { isStripping, regexBody } from './pattern.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import type { Fact } from './value.ts';

/**
 * What is known of a text in which something was replaced: `x.replace(/[^\w]/g, '')` leaves nothing but harmless characters,
 * `x.replace(/</g, '&lt;')` no markup. Null where the call replaces nothing.
 */
export function replacedFacts(call: Call): readonly Fact[] | null {
  if (!/(?:^|\.)(?:replace|replaceAll|sub)$/.test(call.callee) || call.arguments.length < 2) return null;
  const [pattern, by] = call.arguments;
  if (pattern === undefined || by === undefined) return null;
  const ofRe = call.callee.startsWith('re.');
  if (!ofRe && call.method === 'sub') return null;
  const what = patternOf(pattern, ofRe);
  if (what === null) return [];
  const everywhere = what.everywhere || ofRe || call.method === 'replaceAll' || call.callee.startsWith('.');
  if (what.regex && everywhere && isStripping(what.body) && /^[rRbB]?['"`][\w-]?['"`]$/.test(by.text))
    return ['shaped'];
  // Python replaces every occurrence of a plain text; JavaScript only the first one.
  const all = everywhere || (!what.regex && call.node.kind === 'call');
  return all ? escapedFacts(what, by) : [];
}

interface Replaced {
  readonly body: string;
  readonly regex: boolean;
  readonly everywhere: boolean;
}

function patternOf(pattern: Syntax, ofRe: boolean): Replaced | null {
  if (pattern.kind === 'regex') {
    const body = regexBody(pattern.text);
    return body === null
      ? null
      : { body, regex: true, everywhere: pattern.text.slice(pattern.text.lastIndexOf('/')).includes('g') };
  }
  if (!/^[rRbB]?['"`]/.test(pattern.text)) return null;
  return { body: withoutQuotes(pattern.text), regex: ofRe, everywhere: false };
}

/** Characters that are written in a way that one purpose reads as text. */
function escapedFacts({ body, regex }: Replaced, by: Syntax): Fact[] {
  const chosen = regex ? /^\(?\[((?:\\.|[^\]\\])*)\]\)?\+?$/.exec(body)?.[1] : undefined;
  const has = (character: string): boolean =>
    chosen === undefined
      ? body.replace(/^\(|\)$|\\(?=\W)/g, '') === character
      : !chosen.startsWith('^') && chosen.includes(character);
  const text = /^[rRbBfF]{0,2}['"`]/.test(by.text) ? withoutQuotes(by.text) : null;
  const looksUp = text === null && !/^\(?(\w+)\)?=>\1$/.test(plainText(by)) && /[&[(]|^[A-Za-z_]\w*$/.test(by.text);
  const facts: Fact[] = [];
  if (has('<') && (looksUp || /&(?:lt|#60|#x3c);?/i.test(text ?? '') || text === '')) facts.push('for html');
  if (has("'") && /^(?:'\\{1,2}''|'"'"'|'\\{0,2}"\\{0,2}'\\{0,2}"\\{0,2}')$/.test((text ?? '').replaceAll("\\'", "'")))
    facts.push('for command');
  if (['"', '$', '`', '\\'].every(has) && /^\\\\\$(?:&|1)$/.test(text ?? '')) facts.push('for command');
  if (has("'") && (text ?? '').replaceAll('\\', '') === "''") facts.push('for sql');
  if (['.', '*', '+', '?', '(', '['].every(has) && /^\\\\\$(?:&|1)$/.test(text ?? '')) facts.push('for pattern');
  return facts;
}
