import { brief } from '../scenario.ts';
import type { Leaf } from '../values/value.ts';
import { call, keyword } from './python.ts';
import type { Sink } from './sink.ts';

const HTTP = String.raw`[\w.()]+\.(?:get|post|put|patch|delete|head|options|request|stream|Session|Client|AsyncClient)`;
const CLIENT =
  /^(?:requests|httpx|session|client|self\.(?:session|client|http)|aiohttp|http|s|urllib3|requests\.Session\(\)|httpx\.(?:Async)?Client\(.*\))\.(?:get|post|put|patch|delete|head|options|request|stream|urlopen)$|^(?:urllib\.request\.|urllib2\.)?(?:urlopen|urlretrieve|Request)$/;
const FILES =
  /^(?:io\.|codecs\.|aiofiles\.|builtins\.)?open$|^(?:flask\.|django\.http\.)?(?:send_file|FileResponse|fastapi\.responses\.FileResponse|starlette\.responses\.FileResponse)$|^(?:fastapi|starlette)\.responses\.FileResponse$|^os\.(?:remove|unlink|open|rmdir|listdir|makedirs|mkdir|rename|replace|chmod|scandir)$|^shutil\.\w+$/;
/** Whether the address of this request, or what is behind this site's own name. */
const OWN_ADDRESS =
  /(?:\.META|\.headers)\.(?:HTTP_REFERER|HTTP_HOST|Referer|Host)$|(?:^|\.)(?:request|req)\.(?:url|full_path|rel_url|query_string)(?:$|\.)|\.headers\.get\(\)$/;

/** Calls may escape, translate or render. Names of numbers hold no markup. */
function harmless({ path, called, shape, origin }: Leaf): boolean {
  if (origin === 'request') return false;
  return (
    shape === 'other' ||
    [path, ...called].some((name) => /(?:^|\.|_)(?:id|pk|index|count|length|size|width|height|total)$/i.test(name))
  );
}
const redirected = {
  purpose: 'redirect',
  needs: 'request',
  harmless: ({ path }: Leaf) => OWN_ADDRESS.test(path),
} as const;

const traversal = {
  rule: 'path-traversal',
  title: 'A path from the request reaches the file system',
  explanation:
    '`..` in the value, or a leading `/`, leads out of the folder. Use `send_from_directory`, or resolve the path and refuse it unless it lies inside the folder.',
  scenario: (quote: string) => ({
    description: `A request with \`/etc/passwd\` as the value makes \`${brief(quote)}\` work on that file.`,
    expected: 'Only files of the intended folder can be reached.',
    actual: 'Every file that the process may open can be reached.',
  }),
} as const;

const forged = {
  purpose: 'address',
  needs: 'request',
  harmless: ({ path }: Leaf) => /(?:^|\.)request\.(?:url|full_path|path)$/.test(path),
} as const;
const forgery = {
  rule: 'server-side-request-forgery',
  title: 'The request decides which address the server calls',
  explanation:
    'The server can reach what the caller cannot: its own ports, the metadata service, the internal network. Choose the host from a list and refuse the rest.',
  scenario: (quote: string) => ({
    description: `A request with \`http://169.254.169.254/latest/meta-data/\` as the value has \`${brief(quote)}\` ask the cloud’s metadata service in the server’s name.`,
  }),
} as const;

const scripted = {
  rule: 'cross-site-scripting',
  title: 'Computed text is put into a page as HTML',
  explanation:
    'Text marked as safe is not escaped, and neither are the values in it. Use `format_html("...{}", value)`.',
  scenario: (quote: string) => ({
    description: `If a value in \`${brief(quote)}\` is \`<script>alert(1)</script>\`, the browser runs it with the rights of whoever looks at the page.`,
  }),
} as const;

export const PYTHON_WEB: readonly Sink[] = [
  {
    id: 'py-open',
    hint: /\b(?:open|send_file|FileResponse|join|os|shutil|Path)\b/,
    ...traversal,
    takes: { of: 'call', name: FILES, values: 'all', need: { purpose: 'path', needs: 'request' } },
  },
  {
    ...traversal,
    id: 'py-path-join',
    hint: /\bjoin\(/,
    confidence: 700,
    takes: {
      of: 'call',
      name: /^(?:os\.path\.)?join$/,
      values: 'all',
      need: { purpose: 'path', needs: 'request' },
      checkedLater: true,
    },
  },
  {
    ...traversal,
    id: 'py-path-read',
    hint: /\.(?:read_text|read_bytes|write_text|write_bytes|unlink|open|iterdir|rmdir)\(/,
    takes: {
      of: 'receiver',
      name: /\.(?:read_text|read_bytes|write_text|write_bytes|unlink|iterdir|rmdir)$/,
      need: { purpose: 'path', needs: 'request' },
    },
  },
  {
    ...traversal,
    id: 'py-save',
    hint: /\.save\(/,
    takes: { of: 'call', name: /\.save$/, need: { purpose: 'path', needs: 'request' } },
  },
  {
    id: 'py-fetch',
    hint: /\b(?:requests|httpx|session|client|aiohttp|http|s|urlopen)\b/,
    ...forgery,
    takes: { of: 'call', name: CLIENT, only: (call) => !/\.(?:request|stream)$/.test(call.callee), need: forged },
  },
  {
    ...forgery,
    id: 'py-fetch-request',
    hint: /\.(?:request|stream)\(/,
    takes: {
      of: 'call',
      name: CLIENT,
      values: [1],
      only: (call) => /\.(?:request|stream)$/.test(call.callee),
      need: forged,
    },
  },
  {
    ...forgery,
    id: 'py-fetch-named',
    hint: /\burl\s*=/,
    takes: { of: 'call', name: CLIENT, values: /^(?:url|base_url)$/, need: forged },
  },
  {
    id: 'py-redirect',
    hint: /\b(?:redirect|HttpResponseRedirect|RedirectResponse)\b/,
    rule: 'open-redirect',
    title: 'The request decides where the browser is sent',
    explanation:
      'A link to this site can send its visitor anywhere. Accept only a path of this site (`url_has_allowed_host_and_scheme`).',
    scenario: (quote) => ({
      description: `A visitor follows a link to this site whose value is \`https://evil.example\`, and \`${brief(quote)}\` sends him there.`,
    }),
    takes: {
      of: 'call',
      name: /^(?:(?:flask|django\.shortcuts|self|fastapi\.responses|starlette\.responses|django\.http|web)\.)?(?:redirect|HttpResponseRedirect|HttpResponsePermanentRedirect|RedirectResponse|HTTPFound|HTTPSeeOther)$/,
      values: 'all',
      need: redirected,
    },
  },
  {
    id: 'py-redirect-result',
    hint: /\b(?:get_success_url|get_redirect_url|get_login_redirect_url|get_logout_redirect_url|get_next_page|get_default_redirect_url)\b/,
    rule: 'open-redirect',
    title: 'The request decides where the browser is sent',
    explanation:
      'Django sends the browser wherever this method says. Accept only a path of this site (`url_has_allowed_host_and_scheme`).',
    scenario: (quote) => ({
      description: `A visitor follows a link to this site whose value is \`https://evil.example\`, and \`${brief(quote)}\` sends him there.`,
    }),
    takes: {
      of: 'result',
      name: /^get_(?:success|redirect|login_redirect|logout_redirect|default_redirect)_url$|^get_next_page$/,
      need: redirected,
    },
  },
  {
    id: 'py-mark-safe',
    hint: /\b(?:mark_safe|Markup|format_html)\b/,
    ...scripted,
    ofRequest: { confidence: 850 },
    takes: {
      of: 'call',
      name: /(?:^|\.)(?:mark_safe|Markup|format_html|SafeString|SafeText)$/,
      need: { purpose: 'html', needs: 'text', harmless },
    },
  },
  {
    ...scripted,
    id: 'py-mark-any',
    hint: /\b(?:mark_safe|Markup|SafeString)\b/,
    severity: 'suggestion',
    confidence: 350,
    takes: {
      of: 'call',
      name: /(?:^|\.)(?:mark_safe|Markup|SafeString)$/,
      // What a function answers may be escaped, rendered or translated.
      need: { purpose: 'html', needs: 'any', harmless: (leaf) => leaf.shape !== 'name' || harmless(leaf) },
    },
  },
  {
    ...scripted,
    id: 'py-send-html',
    hint: /\b(?:HttpResponse|make_response|Response|HTMLResponse)\b/,
    confidence: 800,
    takes: {
      of: 'call',
      name: /(?:^|\.)(?:HttpResponse|HTMLResponse|make_response|Response)$/,
      only: (_, text) => !/json|text\/plain/i.test(text),
      need: { purpose: 'html', needs: 'request', begins: /<\/?[a-z!]/i, whole: false },
    },
  },
  {
    ...scripted,
    id: 'py-return-html',
    hint: /\breturn\s+\(?[rbf]*['"]+[^'"]*</i,
    confidence: 750,
    takes: {
      of: 'answer',
      name: /^/,
      need: { purpose: 'html', needs: 'request', begins: /<\/?[a-z!]/i, whole: false },
    },
  },
  {
    id: 'py-autoescape',
    hint: /\bautoescape\b/,
    rule: 'cross-site-scripting',
    title: 'Templates are rendered without escaping',
    explanation:
      'Every value that a template shows is put into the page as it is. Use `autoescape=select_autoescape()`.',
    scenario: (quote) => ({
      description: `A user names himself \`<script>alert(1)</script>\`; a page rendered through \`${brief(quote)}\` runs it.`,
    }),
    matcher: call(String.raw`(?:jinja2\.)?Environment`, keyword('autoescape', 'False')),
  },
  {
    id: 'py-debug',
    hint: /\bdebug\s*=/,
    rule: 'debug-mode',
    title: 'The server starts with its debugger on',
    explanation:
      'Werkzeug’s debugger runs Python typed into the error page. Read the switch from the configuration, off by default.',
    scenario: (quote) => ({
      description: `Started by \`${brief(quote)}\` where others reach it, the first exception offers its visitor a Python console on the server.`,
    }),
    matcher: call(String.raw`(?:app|application|server|flask_app)\.run`, keyword('debug', 'True')),
  },
  {
    id: 'py-verify',
    hint: /\bverify|_create_unverified_context|CERT_NONE|\b(?:verify_ssl|validate_certs)\b|\bTCPConnector\b/,
    rule: 'certificate-check-off',
    title: 'TLS certificates are not checked',
    explanation:
      'Anyone between the two ends can answer in the other’s name. For a private authority pass its certificate as `verify`.',
    scenario: (quote) => ({
      description: `Someone on the way answers with a certificate of his own; with \`${brief(quote)}\` the connection is accepted and he reads and changes what is sent.`,
    }),
    matcher: {
      any: [
        call(HTTP, keyword('verify', 'False|0|not True')),
        call(String.raw`[\w.]+`, keyword('verify_ssl|validate_certs', 'False|0')),
        call(String.raw`[\w.]+`, keyword('cert_reqs', String.raw`['"]CERT_NONE['"]|ssl\.CERT_NONE`)),
        call(String.raw`aiohttp\.TCPConnector|TCPConnector`, keyword('ssl|verify_ssl', 'False|0')),
        {
          kind: 'assignment',
          all: [
            {
              has: {
                field: 'left',
                regex: String.raw`(?i)^(?:.*\.)?(?:\w*(?:session|sess|client|requests)\w*|s)\.verify$`,
              },
            },
            { has: { field: 'right', regex: '^(?:False|0)$' } },
          ],
        },
        call(String.raw`ssl\._create_unverified_context`),
        {
          kind: 'assignment',
          all: [{ has: { field: 'left', regex: 'verify_mode$' } }, { has: { field: 'right', regex: 'CERT_NONE$' } }],
        },
        {
          kind: 'assignment',
          all: [
            { has: { field: 'left', regex: String.raw`^ssl\._create_default_https_context$` } },
            { has: { field: 'right', regex: '_create_unverified_context' } },
          ],
        },
      ],
    },
  },
];
