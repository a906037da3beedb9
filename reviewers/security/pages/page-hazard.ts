import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { brief } from '../scenario.ts';
import type { PageOrigin } from './value-origin.ts';

/** Where a value gets to in a page, with what it does there. */
const PAGE_PLACES = {
  markup: {
    title: 'A value is written into the page as markup',
    explanation:
      'Nothing escapes it here, so that a `<script>` or an `onerror` in it runs for whoever opens the page. Let the template escape it, or sanitise it first.',
    value: '<img src=x onerror=alert(1)>',
  },
  script: {
    title: 'A value is written into a script',
    explanation:
      'What escapes markup does not escape a script: a backslash or the end of a script in it leaves the text. Hand it over as JSON that is made for it, or in a `data-` attribute.',
    value: '</script><script>alert(1)</script>',
  },
  handler: {
    title: 'A value is written into the script of an attribute',
    explanation:
      'The browser undoes the escaping of an attribute before it runs its script, so that a quote in the value ends the text there. Put the value into a `data-` attribute and read it in the handler.',
    value: "');alert(1);('",
  },
  unquoted: {
    title: 'A value is written into an attribute without quotes',
    explanation: 'A space in it ends the attribute, and what follows is an attribute of its own. Put quotes around it.',
    value: 'x onfocus=alert(1) autofocus',
  },
  address: {
    title: 'Somebody else decides where this leads',
    explanation:
      'An address of `javascript:…` runs in this page, and escaping changes nothing about it. Let only `https:` and paths of this site through.',
    value: 'javascript:alert(1)',
  },
} as const;
type PagePlace = keyof typeof PAGE_PLACES;

/** How sure each is, by who decides the value; below 250 it is folded. */
const SURE: Readonly<Record<'request' | 'people' | 'unknown', number>> = { request: 700, people: 240, unknown: 150 };

/** The hazard of a value in a page. */
export function pageHazard(
  place: PagePlace,
  { line, what, origin }: { readonly line: number; readonly what: string; readonly origin: PageOrigin },
): SideHazard[] {
  if (origin === 'fixed' || origin === 'safe' || (place === 'script' && origin === 'unknown')) return [];
  const { title, explanation, value } = PAGE_PLACES[place];
  return [
    {
      rule: 'cross-site-scripting',
      identity: what.replaceAll(/\s+/g, ''),
      lines: [line],
      title,
      explanation,
      failureScenario: {
        description: `With \`${value}\` as the value, \`${brief(what)}\` runs that for who opens the page.`,
      },
      severity: origin === 'request' ? 'warning' : 'suggestion',
      // A quote cannot leave the text there: what is left is a backslash, or a line of its own.
      confidence: place === 'script' ? Math.min(SURE[origin], SURE.people) : SURE[origin],
    },
  ];
}
