import { brief } from '../scenario.ts';
import { argument, call, dynamicText, guardedBy, method } from './javascript.ts';
import {
  JAVASCRIPT_FROM_REQUEST,
  JAVASCRIPT_HAS_REQUEST,
  JAVASCRIPT_REQUEST_WORD as REQUEST,
} from './javascript-request.ts';
import type { Matcher, Sink } from './sink.ts';

const FS = String.raw`(?:(?:fs|fsp|fsPromises|fse)(?:\.promises)?\.)?(?:readFile|readFileSync|createReadStream|writeFile|writeFileSync|createWriteStream|appendFile|appendFileSync|unlink|unlinkSync|rm|rmSync|readdir|readdirSync|copyFile|copyFileSync|rename|renameSync|open|openSync)`;
const HTTP = String.raw`(?:fetch|axios|got|needle|superagent|request|ky|(?:axios|got|needle|superagent|ky|http|https|request)\.(?:get|post|put|patch|delete|head|request|stream))`;
const BARE_NAMES = String.raw`^(?:open|rm|rename|request)$`;

const unguarded: Matcher = {
  not: guardedBy(
    String.raw`starts_?with|relative$|basename|sanit|allow|white_?list|safe|valid|normali[sz]e_?and|is_?inside|is_?within|contains_?path`,
  ),
};
const join = call(String.raw`(?:path\.)?(?:join|resolve)`, argument('n', JAVASCRIPT_FROM_REQUEST));

const traversal = {
  rule: 'path-traversal',
  title: 'A path from the request reaches the file system',
  explanation:
    '`..` in the value leads out of the folder. Take only the last part (`path.basename`), or resolve the path and refuse it unless it lies inside the folder.',
  scenario: (quote: string) => ({
    description: `A request with \`../../../../etc/passwd\` as the value makes \`${brief(quote)}\` work on that file.`,
    expected: 'Only files of the intended folder can be reached.',
    actual: 'Every file that the process may open can be reached.',
  }),
} as const;

/** The address is the value, or begins with it: then the value names the host. A value further behind only names the path. */
const address: Matcher = {
  any: [
    JAVASCRIPT_FROM_REQUEST,
    {
      ...dynamicText(JAVASCRIPT_FROM_REQUEST),
      regex: String.raw`(?s)^(?:\x60(?:https?://)?\$\{(?:String\()?(?:req|request|ctx|c|event)\b|['"\x60]https?://['"\x60]\s*\+)`,
    },
  ],
};

export const JAVASCRIPT_FILES: readonly Sink[] = [
  {
    ...traversal,
    id: 'js-fs',
    hint: /\b(?:readFile|create(?:Read|Write)Stream|writeFile|appendFile|unlink|rm|readdir|copyFile|rename|open)/,
    elsewhere: REQUEST,
    matcher: {
      ...call(FS, argument(1, JAVASCRIPT_HAS_REQUEST)),
      all: [
        { has: { field: 'function', not: { regex: BARE_NAMES } } },
        call(FS, argument(1, JAVASCRIPT_HAS_REQUEST)),
        unguarded,
      ],
    },
  },
  {
    ...traversal,
    id: 'js-send-file',
    hint: /\b(?:sendFile|download)\b/,
    matcher: {
      all: [
        method('sendFile|download', argument(1, JAVASCRIPT_HAS_REQUEST)),
        { not: argument('n', { kind: 'object', regex: String.raw`\broot\s*:` }) },
        unguarded,
      ],
    },
  },
  {
    ...traversal,
    id: 'js-path-join',
    hint: /\b(?:join|resolve)\b/,
    elsewhere: REQUEST,
    confidence: 700,
    matcher: { all: [join, unguarded] },
  },
  {
    id: 'js-fetch',
    hint: /\b(?:fetch|axios|got|needle|superagent|request|ky|https?)\b/,
    elsewhere: REQUEST,
    rule: 'server-side-request-forgery',
    title: 'The request decides which address the server calls',
    explanation:
      'The server can reach what the caller cannot: its own ports, the metadata service, the internal network. Choose the host from a list and refuse the rest.',
    scenario: (quote) => ({
      description: `A request with \`http://169.254.169.254/latest/meta-data/\` as the value has \`${brief(quote)}\` ask the cloud’s metadata service in the server’s name.`,
    }),
    matcher: {
      all: [
        {
          any: [
            call(HTTP, argument(1, address)),
            call(
              HTTP,
              argument(1, {
                kind: 'object',
                has: {
                  kind: 'pair',
                  all: [
                    { has: { field: 'key', regex: '^(?:url|baseURL|uri)$' } },
                    { has: { field: 'value', ...address } },
                  ],
                },
              }),
            ),
          ],
        },
        { not: guardedBy('allow|white_?list|safe|valid|sanit|trusted|hostname|is_?private') },
        // In a browser the visitor calls for himself.
        {
          not: {
            inside: {
              stopBy: 'end',
              has: { stopBy: 'end', kind: 'identifier', regex: '^(?:window|document|useState|useEffect)$' },
            },
          },
        },
      ],
    },
  },
];
