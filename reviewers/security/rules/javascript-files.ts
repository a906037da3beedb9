import { brief } from '../scenario.ts';
import { JAVASCRIPT_REQUEST_WORD as REQUEST } from './javascript-request.ts';
import type { Sink } from './sink.ts';

const FUNCTIONS =
  'readFile|createReadStream|writeFile|createWriteStream|appendFile|unlink|rm|rmdir|readdir|copyFile|rename|open|access|stat|lstat|cp|mkdir|readJson|outputFile|remove|existsSync';
/** Names that mean much else stand for the file system only behind it. */
const FS = new RegExp(
  String.raw`^(?:(?:fs|fsp|fsPromises|fse|promises)(?:\.promises)?\.(?:${FUNCTIONS})|(?:readFile|createReadStream|writeFile|createWriteStream|appendFile|unlink|readdir|copyFile))(?:Sync)?$|^fs\.(?:promises\.)?existsSync$|^Bun\.file$|^Deno\.(?:readFile|readTextFile|writeFile|writeTextFile|remove|open)$`,
);
const HTTP =
  /^(?:globalThis\.|window\.)?fetch$|^(?:axios|got|needle|superagent|request|ky|undici|node-fetch|phin|ofetch|\$fetch)(?:\.default)?$|^(?:axios|got|needle|superagent|ky|http|https|request|undici|bent)\.(?:get|post|put|patch|delete|head|request|stream|fetch)$/;
/** Where a parser of uploads put the file: its own choice. */
const path = {
  purpose: 'path',
  needs: 'request',
  harmless: ({ path: from }: { readonly path: string }) =>
    /\.files?\.(?:\w+\.)?(?:path|filename|tempFilePath|filepath)$/.test(from),
} as const;
const address = {
  purpose: 'address',
  needs: 'request',
  harmless: ({ path: from }: { readonly path: string }) => /^(?:req|request)(?:$|\.url$)/.test(from),
} as const;
const IN_BROWSER =
  /\b(?:useState|useEffect|useSearchParams)\b|['"]use client['"]|\bdocument\.(?:getElement|querySelector|create)|\bwindow\./;

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

const forgery = {
  rule: 'server-side-request-forgery',
  title: 'The request decides which address the server calls',
  explanation:
    'The server can reach what the caller cannot: its own ports, the metadata service, the internal network. Choose the host from a list and refuse the rest.',
  scenario: (quote: string) => ({
    description: `A request with \`http://169.254.169.254/latest/meta-data/\` as the value has \`${brief(quote)}\` ask the cloud’s metadata service in the server’s name.`,
  }),
  // In a browser the visitor calls for himself.
  unless: IN_BROWSER,
} as const;

export const JAVASCRIPT_FILES: readonly Sink[] = [
  {
    ...traversal,
    id: 'js-fs',
    hint: /\b(?:readFile|create(?:Read|Write)Stream|writeFile|appendFile|unlink|rm|readdir|copyFile|rename|open|fs|fsp|fse)/,
    elsewhere: REQUEST,
    takes: { of: 'call', name: FS, need: path },
  },
  {
    ...traversal,
    id: 'js-fs-target',
    hint: /\b(?:copyFile|rename|cp|symlink|link)/,
    elsewhere: REQUEST,
    takes: {
      of: 'call',
      name: /^(?:fs|fsp|fsPromises|fse)(?:\.promises)?\.(?:copyFile|rename|cp|symlink|link|move|copy)(?:Sync)?$/,
      values: [1],
      need: path,
    },
  },
  {
    ...traversal,
    id: 'js-send-file',
    hint: /\b(?:sendFile|download|sendfile)\b/,
    elsewhere: REQUEST,
    takes: {
      of: 'call',
      name: /\.(?:sendFile|sendfile|download)$/,
      only: (call) => !call.arguments.some(({ kind, text }) => kind === 'object' && /\broot\s*[:,}]/.test(text)),
      need: path,
    },
  },
  {
    ...traversal,
    id: 'js-path-join',
    hint: /\b(?:join|resolve)\b/,
    elsewhere: REQUEST,
    confidence: 700,
    takes: { of: 'call', name: /^(?:path\.|posix\.)?(?:join|resolve)$/, values: 'all', need: path, checkedLater: true },
  },
  {
    ...traversal,
    id: 'js-require',
    hint: /\b(?:require|import)\s*\(/,
    elsewhere: REQUEST,
    title: 'The request chooses the module that is loaded',
    explanation: 'Whatever file the value names is run. Look the module up in a table.',
    takes: { of: 'call', name: /^(?:require|import)$/, need: path },
  },
  {
    ...forgery,
    id: 'js-fetch',
    hint: /\b(?:fetch|axios|got|needle|superagent|request|ky|https?|undici)\b/,
    elsewhere: REQUEST,
    takes: { of: 'call', name: HTTP, need: address },
  },
  {
    ...forgery,
    id: 'js-fetch-options',
    hint: /\b(?:axios|got|request|ky|https?|needle|undici)\b/,
    elsewhere: REQUEST,
    takes: { of: 'call', name: HTTP, values: /^(?:url|baseURL|uri|hostname|host)$/, need: address },
  },
];
