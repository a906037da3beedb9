import { brief } from '../scenario.ts';
import type { Leaf } from '../values/value.ts';
import { JAVASCRIPT_REQUEST_WORD } from './javascript-request.ts';
import type { Sink } from './sink.ts';

/** Names of numbers and of what the program makes itself. */
const PLAIN =
  /(?:^|\.|_)(?:id|idx|index|count|length|size|width|height|total)$|(?:Id|Index|Count|Width|Height|Url64)$(?<=(?:^|[._])\w*)|^(?:styles?|css|icons?|svg)$|(?:^|\.)(?:innerHTML|outerHTML|__html)$/i;
/** Calls whose answer is certainly not escaped. Any other may escape, translate or render: nobody can tell from here. */
const RAW = /^(?:marked(?:\.parse)?|md\.render|markdownToHtml|snarkdown)\(\)$/;

function harmless({ path, called, shape, origin }: Leaf): boolean {
  if (origin === 'request') return false;
  if (shape === 'other' || (shape === 'call' && !RAW.test(path))) return true;
  return [path, ...called].some((name) => PLAIN.test(name));
}
const markup = { purpose: 'html', needs: 'any', begins: /</, harmless } as const;

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

/** The visitor's own address, or a request: whoever writes a link writes the page. */
const ofRequest = { confidence: 800 } as const;

export const JAVASCRIPT_HTML: readonly Sink[] = [
  {
    ...xss,
    id: 'js-inner-html',
    hint: /\b(?:innerHTML|outerHTML|srcdoc)\b/,
    ofRequest,
    takes: { of: 'assignment', name: /\.(?:innerHTML|outerHTML|srcdoc)$/, need: markup },
  },
  {
    ...xss,
    id: 'js-document-write',
    hint: /\bdocument\.write/,
    ofRequest,
    takes: { of: 'call', name: /^(?:window\.)?document\.write(?:ln)?$/, values: 'all', need: markup },
  },
  {
    ...xss,
    id: 'js-insert-html',
    hint: /\b(?:insertAdjacentHTML|createContextualFragment|parseHTML|setHTMLUnsafe)\b/,
    ofRequest,
    takes: { of: 'call', name: /\.insertAdjacentHTML$/, values: [1], need: markup },
  },
  {
    ...xss,
    id: 'js-fragment',
    hint: /\b(?:createContextualFragment|setHTMLUnsafe)\b/,
    ofRequest,
    takes: { of: 'call', name: /\.(?:createContextualFragment|setHTMLUnsafe)$/, need: markup },
  },
  {
    ...xss,
    id: 'js-jquery-html',
    hint: /\.(?:html|append|prepend|after|before)\(/,
    takes: {
      of: 'call',
      name: /^(?:\$|jQuery)\((?=.*\)\.).*\.(?:html|append|prepend|after|before)$|^\$\w+\.html$/,
      need: { ...markup, needs: 'text' },
    },
  },
  {
    ...xss,
    id: 'js-dangerous-html',
    hint: /\b__html\b/,
    ofRequest,
    takes: { of: 'entry', name: /^__html$/, need: markup },
  },
  {
    ...xss,
    id: 'js-link',
    hint: /\b(?:href|xlinkHref|formAction)\b/,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    title: 'The address of a link comes from the request',
    explanation:
      'An address may be `javascript:…`, which runs in this page when it is followed. Accept only `https:` or a path of this site.',
    scenario: (quote) => ({
      description: `A visitor opens a link to this page whose value is \`javascript:alert(document.cookie)\` and follows \`${brief(quote)}\`: the script runs with his rights.`,
    }),
    takes: {
      of: 'entry',
      name: /^(?:href|xlinkHref|formAction)$/,
      need: {
        purpose: 'redirect',
        needs: 'request',
        harmless: ({ path }) =>
          /^(?:window\.)?(?:location\.|document\.(?:URL|documentURI|referrer)|req(?:uest)?\.(?:url|originalUrl|path|nextUrl))/.test(
            path,
          ),
      },
    },
  },
  {
    ...xss,
    id: 'js-send-html',
    hint: /\.(?:send|write|end|html|type)\(/,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    severity: 'critical',
    confidence: 800,
    explanation: 'The answer is HTML, and the value in it comes from the request unescaped.',
    takes: {
      of: 'call',
      name: /^(?:res|response|reply|ctx\.res|c)(?:\.(?:status|type|code|set|header)\(.*\))?\.(?:send|write|end|html)$|^new Response$/,
      need: { purpose: 'html', needs: 'request', begins: /<\/?[a-z!]/i, whole: false },
    },
  },
  {
    ...xss,
    id: 'js-body-html',
    hint: /\bctx\.body\b/,
    severity: 'critical',
    confidence: 800,
    explanation: 'The answer is HTML, and the value in it comes from the request unescaped.',
    takes: {
      of: 'assignment',
      name: /^ctx\.(?:response\.)?body$/,
      need: { purpose: 'html', needs: 'request', begins: /<\/?[a-z!]/i, whole: false },
    },
  },
];
