import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { pageLine, type Page } from '../../changed-code/markup/page.ts';
import type { Tag } from '../../changed-code/markup/tags.ts';

/** Pages do such things every day, and few are wrong: they are told where all is told. */
const FOLDED = 200;
/** More of a value is not read, in characters. */
const LONGEST = 5000;

const valueOf = ({ attributes }: Tag, name: string): string =>
  (attributes.find((one) => one.name.toLowerCase() === name)?.value ?? '').slice(0, LONGEST);

/** An address of another host. */
const ELSEWHERE = /^\s{0,99}(?:https?:)?\/\/[\w[]/i;
/** What a handler does with text that it should do with nodes, or with what is nobody else's. */
const RISKY =
  /\b(?:eval|Function|execScript)\s?\(|\bdocument\s?\.\s?(?:cookie|write(?:ln)?\b)|\b(?:inner|outer)HTML\s?\+?=(?!=)|\binsertAdjacentHTML\b|\bimport\s?\(|\b(?:fetch|sendBeacon)\s?\(\s?['"`](?:https?:)?\/\/|\bset(?:Timeout|Interval)\s?\(\s?['"`]|\blocation\.(?:hash|search)\b/;
/** The same behind an address of a script: `void(0)` and calls of the page's own functions do nothing of it. */
const SCRIPT_ADDRESS = /^\s{0,99}javascript:/i;
/** A module that another host serves, in a script of the page. */
const FOREIGN_IMPORT = /\bimport\b[^'"`;()]{0,300}['"]https?:\/\/|\bimport\s?\(\s?['"`]https?:\/\//g;

type Power = Pick<SideHazard, 'rule' | 'title' | 'explanation' | 'failureScenario'>;
const power = (rule: string, title: string, explanation: string, description: string): Power => ({
  rule,
  title,
  explanation,
  failureScenario: { description },
});

const POWERS = {
  handler: power(
    'code-injection',
    'The script of an attribute does what text must not decide',
    'It runs text, writes it as markup, reads the address or the cookies, or calls another host, and no policy against inline scripts holds it.',
    'Somebody opens a link that was made for it, or the element: the script runs with what stands there.',
  ),
  policy: power(
    'security-check-off',
    'The page’s policy lets any script run',
    '`*`, `unsafe-eval`, and `unsafe-inline` without a nonce let in what the policy is there to keep out.',
    'A script is injected into the page: the browser runs it.',
  ),
  sandbox: power(
    'excessive-permissions',
    'The sandbox of a frame holds nothing',
    'With `allow-scripts` and `allow-same-origin` together a page of the same host can take its own sandbox away.',
    'What is shown in the frame runs a script: it acts as the user in the page around it.',
  ),
  elsewhere: power(
    'downloaded-code',
    'Another host decides what runs in this page',
    'What is loaded from there runs here, today and later.',
    'It is changed where it lies: the change runs in the page.',
  ),
  refresh: power(
    'open-redirect',
    'The page leads its visitors to another host by itself',
    'Nobody clicks, and nobody sees where it goes.',
    'Somebody opens the page: the browser goes on to the other host.',
  ),
} as const;

/** What markup lets run, or lets be: handlers, policies, frames, and programs of other hosts. */
export function pagePowers(page: Page): SideHazard[] {
  const { tags, text, scripts } = page;
  const tell = (kind: keyof typeof POWERS, start: number, end: number): SideHazard => ({
    ...POWERS[kind],
    lines: [pageLine(text, start)],
    identity: text.slice(start, Math.min(end, start + LONGEST)).replaceAll(/\s+/g, ''),
    severity: 'suggestion',
    confidence: FOLDED,
  });
  const byTag = tags.flatMap((tag) =>
    tag.kind === 'open' ? powersOf(tag).map((kind) => tell(kind, tag.start, tag.end)) : [],
  );
  const imports = scripts.flatMap(({ start, end }) =>
    Array.from(text.slice(start, end).matchAll(FOREIGN_IMPORT), ({ index, 0: written }) =>
      tell('elsewhere', start + index, start + index + written.length),
    ),
  );
  return [...byTag, ...imports];
}

function powersOf(tag: Tag): (keyof typeof POWERS)[] {
  const found: (keyof typeof POWERS)[] = [];
  const isRisky = tag.attributes.some(({ name, value }) => {
    const read = (value ?? '').slice(0, LONGEST);
    return (/^on[a-z]{3,30}$/i.test(name) || SCRIPT_ADDRESS.test(read)) && RISKY.test(read);
  });
  if (isRisky) found.push('handler');
  const name = tag.name.toLowerCase();
  const equivalent = valueOf(tag, 'http-equiv').toLowerCase();
  if (name === 'meta' && equivalent === 'content-security-policy' && isLoose(valueOf(tag, 'content')))
    found.push('policy');
  if (name === 'meta' && equivalent === 'refresh') {
    const target = /\burl\s{0,9}=\s{0,9}['"]?(.{1,200})/i.exec(valueOf(tag, 'content'))?.[1];
    if (target !== undefined && ELSEWHERE.test(target)) found.push('refresh');
  }
  if (
    name === 'iframe' &&
    ['allow-scripts', 'allow-same-origin'].every((word) => valueOf(tag, 'sandbox').includes(word))
  )
    found.push('sandbox');
  const loaded =
    name === 'base' || (name === 'link' && /\b(?:import|modulepreload)\b/i.test(valueOf(tag, 'rel')))
      ? 'href'
      : name === 'object'
        ? 'data'
        : name === 'embed'
          ? 'src'
          : null;
  if (loaded !== null && ELSEWHERE.test(valueOf(tag, loaded))) found.push('elsewhere');
  return found;
}

/** Whether scripts of anybody may run. */
function isLoose(policy: string): boolean {
  const parts = policy.split(';').map((one) => one.trim().toLowerCase().split(/\s+/));
  const sources = ['script-src', 'default-src'].flatMap((name) => {
    const part = parts.find(([first]) => first === name);
    return part === undefined ? [] : [part.slice(1)];
  })[0];
  if (sources === undefined) return false;
  const isNamed = sources.some((one) => /^'(?:nonce-|sha\d|strict-dynamic)/.test(one));
  return sources.some((one) => one === '*' || one === "'unsafe-eval'" || (one === "'unsafe-inline'" && !isNamed));
}
