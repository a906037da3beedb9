import { brief } from '../scenario.ts';
import { argument, call, method, JAVASCRIPT_NOT_CONSTANT } from './javascript.ts';
import { JAVASCRIPT_REQUEST_WORD } from './javascript-request.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import type { Sink } from './sink.ts';

const redirect = {
  rule: 'open-redirect',
  title: 'The request decides where the browser is sent',
  explanation:
    'A link to this site can send its visitor anywhere. Accept only a path that begins with one `/`, or look the target up in a list.',
  scenario: (quote: string) => ({
    description: `A visitor follows a link to this site whose value is \`https://evil.example\`, and \`${brief(quote)}\` sends him there.`,
  }),
} as const;

/** Where a request went is on this site, whoever sent it. */
const OWN_ADDRESS =
  /^(?:(?:ctx|context|c|this|event|evt)\.)*(?:req|request|_req|ctx)\.(?:request\.)?(?:originalUrl|url|path|baseUrl|hostname|host|nextUrl\.(?:pathname|href|origin|host|hostname))(?:$|\.)|\bheaders\.(?:host|x-forwarded-host|referer|referrer)$|^location\.(?:hash|href)$/;
const target = {
  purpose: 'redirect',
  needs: 'request',
  harmless: ({ path, node }: { readonly path: string; readonly node: Syntax }) =>
    OWN_ADDRESS.test(path) || /^\w{1,20}\.(?:get|header)\(['"]referr?er['"]\)$/i.test(node.text),
} as const;

/** An object of nothing but literals: it tells nobody anything. */
const LITERALS = String.raw`^\{(?:\s*['"]?\w+['"]?\s*:\s*(?:'[^']*'|"[^"]*"|[\d.]+|true|false|null)\s*,?)*\s*\}$`;

export const JAVASCRIPT_ORIGINS: readonly Sink[] = [
  {
    ...redirect,
    id: 'js-redirect',
    hint: /\bredirect\b/,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    takes: {
      of: 'call',
      name: /^(?:(?:res|response|reply|ctx|c|Astro|NextResponse|Response|h|ctx\.response)(?:\.\w+\(.*\))?\.)?(?:redirect|permanentRedirect)$|^next\/navigation\.(?:redirect|permanentRedirect)$|^@remix-run\/\w+\.redirect$|^@sveltejs\/kit\.redirect$/,
      values: 'all',
      need: target,
    },
  },
  {
    ...redirect,
    id: 'js-location-header',
    hint: /['"]?\blocation\b['"]?\s*[,:]/i,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    takes: {
      of: 'call',
      name: /^(?:res|response|reply)\.(?:setHeader|header|set|location|writeHead)$/,
      values: 'all',
      only: (call, code) => call.method === 'location' || /\(\s*(?:\d+,\s*\{\s*)?['"]?location['"]?\s*[,:]/i.test(code),
      need: target,
    },
  },
  {
    ...redirect,
    id: 'js-location',
    hint: /\blocation\b/,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    takes: { of: 'assignment', name: /^(?:(?:window|document|self|top|parent)\.)?location(?:\.href)?$/, need: target },
  },
  {
    ...redirect,
    id: 'js-location-call',
    hint: /\blocation\.(?:assign|replace)\b/,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    takes: { of: 'call', name: /^(?:(?:window|document|self|top)\.)?location\.(?:assign|replace)$/, need: target },
  },
  {
    id: 'js-cors',
    hint: /\bcredentials\b/,
    rule: 'cors-with-credentials',
    title: 'Any site may call with the user’s cookies',
    explanation: '`origin: true` answers every site with its own name, and credentials are allowed. List the sites.',
    scenario: (quote) => ({
      description: `A page on any other site calls this service with the cookies of its visitor and may read the answer, because of \`${brief(quote)}\`.`,
    }),
    matcher: {
      kind: 'object',
      all: [
        { has: { kind: 'pair', regex: String.raw`^['"]?origin['"]?\s*:\s*(?:true|['"]\*['"])$` } },
        { has: { kind: 'pair', regex: String.raw`^['"]?credentials['"]?\s*:\s*true$` } },
      ],
    },
  },
  {
    id: 'js-cors-header',
    hint: /access-control-allow-origin/i,
    elsewhere: /access-control-allow-credentials/i,
    rule: 'cors-with-credentials',
    title: 'Any site may call with the user’s cookies',
    explanation:
      'The header repeats the caller’s origin, and credentials are allowed in the same function. Compare the origin with a list first.',
    scenario: (quote) => ({
      description: `A page on any other site calls with its visitor’s cookies; \`${brief(quote)}\` names that site, so the browser hands it the answer.`,
    }),
    takes: {
      of: 'call',
      name: /\.(?:setHeader|header|set|append)$/,
      values: [1],
      only: (_, code) => /\(\s*['"]access-control-allow-origin['"]/i.test(code),
      need: {
        purpose: 'key',
        needs: 'request',
        harmless: ({ path }) => !/\.headers\.origin$|\.(?:get|header)\(\)$/.test(path),
      },
    },
  },
  {
    id: 'js-post-message',
    hint: /\bpostMessage\b/,
    rule: 'message-to-any-origin',
    title: 'A message is posted to whichever site is shown',
    explanation:
      'With `*` as the target the browser delivers the message even when the window has moved to another site. Name the origin.',
    scenario: (quote) => ({
      description: `The other window has navigated to another site; \`${brief(quote)}\` delivers the message there.`,
    }),
    matcher: {
      all: [
        method(
          'postMessage',
          argument(1, { all: [JAVASCRIPT_NOT_CONSTANT, { not: { regex: LITERALS } }] }),
          argument(2, { regex: String.raw`^['"]\*['"]$` }),
        ),
        // To itself: as timers are made of messages; minified names say nothing of whose window it is.
        { not: { regex: String.raw`^(?:(?:window|self|globalThis|_?global|root|this)|\w{1,2})\s*\.\s*postMessage` } },
      ],
    },
  },
  {
    id: 'js-origin-check',
    hint: /\.origin\./,
    rule: 'weak-origin-check',
    title: 'The origin of a message is compared loosely',
    explanation:
      'A part of the name is compared, and everybody can register a name that contains it. Compare the whole origin with `===`.',
    scenario: (quote) => ({
      description: `A page on a site whose name merely contains the expected text, as \`https://good.example.evil.example\` contains \`good.example\`, passes \`${brief(quote)}\`.`,
    }),
    matcher: {
      ...call(
        String.raw`(?:e|ev|evt|event|message|msg)\.origin\.(?:indexOf|includes|startsWith|endsWith|search|match)`,
      ),
      // ".good.example" at the end, and "https://good.example/" at the beginning, name whole labels.
      not: {
        any: [
          { regex: String.raw`endsWith\(\s*['"\x60]\.` },
          { regex: String.raw`startsWith\(\s*['"\x60][^'"\x60]*/['"\x60]` },
        ],
      },
    },
  },
];
