import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { pageLine, type Page } from '../../changed-code/markup/page.ts';
import type { Attribute, Tag } from '../../changed-code/markup/tags.ts';
import { pageHazard } from './page-hazard.ts';
import { ADDRESS_OF_PEOPLE, followed, originOf } from './value-origin.ts';

/** What is opened in this page itself, or runs in it. */
const OPENED = /^(?:href|src|action|formaction|srcdoc|data|xlink:href)$/i;
/** Elements whose address can run something or show a foreign page. */
const LEADS = /^(?:a|area|iframe|frame|embed|object|form|button|input|script|base|svg:a|nuxt-link|router-link)$/i;
/** By what components put markup into a page. */
const AS_MARKUP =
  /^(?:v-html|bind:innerHTML|:innerHTML|:inner-html|v-bind:innerHTML|\.innerHTML|set:html|dangerouslySetInnerHTML|\[innerHTML\]|:srcdoc|v-bind:srcdoc)(?:\.\w+)*$/i;

/** How a request is asked for one of its values. */
const ASKED = /^\s*(?:request|old|new URLSearchParams|(?:[\w$]{1,40}(?:\.|->)){0,4}(?:get|query|input|all))\(/;

/** Attributes by which components and pages put values into markup, or let values decide where a click leads. */
export function boundValues(page: Page): SideHazard[] {
  return page.tags.flatMap((tag) =>
    tag.kind === 'open' ? tag.attributes.flatMap((one) => hazardsOf(page, tag, one)) : [],
  );
}

function hazardsOf(page: Page, { name }: Tag, attribute: Attribute): SideHazard[] {
  const { text, dialect } = page;
  const { name: key, value, start, valueStart, quote } = attribute;
  if (value === null) return [];
  const end = valueStart + value.length;
  const what = text.slice(start, end + (attribute.quote === '' ? 0 : 1));
  const line = pageLine(text, start);
  const isDocument = dialect === 'svelte' && quote === '{' && /^(?:srcdoc|innerHTML)$/.test(key);
  if (AS_MARKUP.test(key) || isDocument) {
    // JSON keeps `</script>` as it is.
    if (name === 'script' && /^\s{0,99}JSON\.stringify\([^()]{1,300}\)\s{0,99}$/.test(value))
      return pageHazard('script', { line, what, origin: originOf(value, text) === 'request' ? 'request' : 'people' });
    const written = /^\{?\s?\{?\s?__html: ?(.*?)\s?\}?\s?$/s.exec(value)?.[1] ?? value;
    return pageHazard('markup', { line, what, origin: originOf(unwrapped(written), text) });
  }
  const address =
    OPENED.test(key.replace(/^(?::|v-bind:)/, '')) && LEADS.test(name) ? expressionOf(page, attribute) : null;
  if (address === null) return [];
  const given = followed(address, text);
  // A function makes an address of this site, and so does what begins with a path.
  if (/^\s?(?:\(\) ?=> ?)?['"`]/.test(given) || /^\s*[\w$.:>\\-]{1,80}\(/.test(given.replace(ASKED, ''))) return [];
  const origin = originOf(address, text);
  const ofPeople = ADDRESS_OF_PEOPLE.test(address) && !/safe|valid|sanit/i.test(address);
  // A path of this site, or a parameter of a route, is no address.
  if (origin === 'request' && (dialect === 'erb' || /\b(?:route\.params|Astro\.params)\b/.test(address))) return [];
  if (origin !== 'request' && !ofPeople) return [];
  return pageHazard('address', { line, what, origin: origin === 'request' ? 'request' : 'people' });
}

/** The value that an address is, where nothing stands before it; null where it is written out or begins with a path. */
function expressionOf({ islands, dialect }: Page, { name, value, valueStart, quote }: Attribute): string | null {
  if (value === null) return null;
  if (dialect === 'vue') return /^(?::|v-bind:)/.test(name) && !/^\s?['"`]/.test(value) ? value.trim() : null;
  if (quote === '{') return /^\s?['"`]/.test(value) ? null : value.trim();
  const island = islands.find(({ start, kind }) => start === valueStart && (kind === 'output' || kind === 'raw'));
  if (island === undefined || island.end !== valueStart + value.length) return null;
  return island.text;
}

const unwrapped = (value: string): string => value.replace(/^`\$\{([^{}]{1,300})\}`$/, '$1');
