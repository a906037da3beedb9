import { brief } from '../scenario.ts';
import { argument, boundTo, call, dynamicText, method, JAVASCRIPT_NOT_CONSTANT } from './javascript.ts';
import { JAVASCRIPT_FROM_REQUEST, JAVASCRIPT_REQUEST_WORD } from './javascript-request.ts';
import type { Matcher, Sink, Utils } from './sink.ts';

/** What a call returns may be escaped, translated or rendered: nobody can tell from here, so only known raw sources count. */
const part: Matcher = {
  any: [
    JAVASCRIPT_FROM_REQUEST,
    {
      any: [{ kind: 'identifier' }, { kind: 'member_expression' }, { kind: 'subscript_expression' }],
      ...JAVASCRIPT_NOT_CONSTANT,
      all: [
        {
          not: {
            regex: String.raw`(?i)(?:^|\.|_)(?:id|idx|index|count|length|size|width|height|total|safe\w*|sanitized\w*|escaped\w*|trusted\w*|purified\w*|\w*(?:Id|Index|Count|Width|Height|Url64))$|^(?:styles?|css|icons?|svg)$`,
          },
        },
      ],
    },
    {
      kind: 'call_expression',
      regex: String.raw`^(?:marked(?:\.parse)?|decodeURIComponent|unescape|atob|md\.render)\(`,
    },
  ],
};
const html = dynamicText({ matches: 'part' }, String.raw`.*<`);
const utils: Utils = {
  part,
  html,
  markup: { any: [{ matches: 'html' }, boundTo({ matches: 'html' }), { matches: 'part' }] },
};
const markup: Matcher = { matches: 'markup' };

const xss = {
  rule: 'cross-site-scripting',
  title: 'Computed text is put into a page as HTML',
  explanation:
    'Markup in the value becomes markup of the page. Use `textContent`, let the framework render it, or clean it with a sanitiser first.',
  scenario: (quote: string) => ({
    description: `If a value in \`${brief(quote)}\` is \`<img src=x onerror=alert(1)>\`, the browser runs the script with the rights of whoever looks at the page.`,
    expected: 'The text is shown.',
    actual: 'The text is run.',
  }),
} as const;

export const JAVASCRIPT_HTML: readonly Sink[] = [
  {
    ...xss,
    id: 'js-inner-html',
    hint: /\b(?:innerHTML|outerHTML|srcdoc)\b/,
    utils,
    matcher: {
      any: [{ kind: 'assignment_expression' }, { kind: 'augmented_assignment_expression' }],
      all: [
        {
          has: {
            field: 'left',
            kind: 'member_expression',
            has: { field: 'property', regex: '^(?:innerHTML|outerHTML|srcdoc)$' },
          },
        },
        { has: { field: 'right', ...markup } },
      ],
    },
  },
  {
    ...xss,
    id: 'js-document-write',
    hint: /\bdocument\.write/,
    utils,
    matcher: call(String.raw`(?:window\.)?document\.write(?:ln)?`, argument('n', markup)),
  },
  {
    ...xss,
    id: 'js-insert-html',
    hint: /\binsertAdjacentHTML\b/,
    utils,
    matcher: method('insertAdjacentHTML', argument(2, markup)),
  },
  {
    ...xss,
    id: 'js-dangerous-html',
    hint: /\b__html\b/,
    utils,
    matcher: {
      kind: 'pair',
      all: [{ has: { field: 'key', regex: '^__html$' } }, { has: { field: 'value', ...markup } }],
    },
  },
  {
    ...xss,
    id: 'js-send-html',
    hint: /\.(?:send|write|end)\(\s*['"`][^'"`]*</,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    severity: 'critical',
    confidence: 800,
    explanation: 'The answer is HTML, and the value in it comes from the request unescaped.',
    matcher: call(
      String.raw`(?:res|response|reply)\.(?:send|write|end)`,
      argument(1, dynamicText(JAVASCRIPT_FROM_REQUEST, String.raw`.*<`)),
    ),
  },
];
