import { brief } from '../scenario.ts';
import { argument, boundTo, call, dynamicText, guardedBy, keyword, PYTHON_NOT_CONSTANT } from './python.ts';
import { PYTHON_FROM_REQUEST, PYTHON_HAS_REQUEST, PYTHON_REQUEST_WORD } from './python-request.ts';
import type { Matcher, Sink, Utils } from './sink.ts';

const HTTP = String.raw`(?:requests|httpx|session|client|self\.(?:session|client)|aiohttp|http|s)\.(?:get|post|put|patch|delete|head|options|request|stream|Session|Client|AsyncClient)`;
const unguarded: Matcher = {
  not: guardedBy(
    'allow|white_?list|safe|valid|sanit|trusted|urlparse|hostname|basename|secure_filename|is_relative_to|commonpath|starts_?with|url_has',
  ),
};
const unescaped: Matcher = {
  all: [
    PYTHON_NOT_CONSTANT,
    {
      not: {
        kind: 'call',
        regex: String.raw`^(?:[\w.]+\.)?(?:escape|conditional_escape|format_html\w*|bleach\.\w+|clean|sanitize\w*|int|float|len|reverse|static|gettext\w*|_)\(`,
      },
    },
  ],
};

const utils: Utils = { html: dynamicText(unescaped) };

export const PYTHON_WEB: readonly Sink[] = [
  {
    id: 'py-open',
    hint: /\b(?:open|send_file|FileResponse|join|remove|unlink|shutil|Path)\b/,
    elsewhere: PYTHON_REQUEST_WORD,
    rule: 'path-traversal',
    title: 'A path from the request reaches the file system',
    explanation:
      '`..` in the value, or a leading `/`, leads out of the folder. Use `send_from_directory`, or resolve the path and refuse it unless it lies inside the folder.',
    scenario: (quote) => ({
      description: `A request with \`/etc/passwd\` as the value makes \`${brief(quote)}\` work on that file.`,
      expected: 'Only files of the intended folder can be reached.',
      actual: 'Every file that the process may open can be reached.',
    }),
    matcher: {
      all: [
        call(
          String.raw`open|(?:flask\.)?send_file|FileResponse|(?:os\.path\.)?join|os\.(?:remove|unlink|open)|shutil\.\w+|Path|pathlib\.Path`,
          argument('n', PYTHON_HAS_REQUEST),
        ),
        unguarded,
      ],
    },
  },
  {
    id: 'py-fetch',
    hint: /\b(?:requests|httpx|session|client|aiohttp|http|s|urlopen)\b/,
    elsewhere: PYTHON_REQUEST_WORD,
    rule: 'server-side-request-forgery',
    title: 'The request decides which address the server calls',
    explanation:
      'The server can reach what the caller cannot: its own ports, the metadata service, the internal network. Choose the host from a list and refuse the rest.',
    scenario: (quote) => ({
      description: `A request with \`http://169.254.169.254/latest/meta-data/\` as the value has \`${brief(quote)}\` ask the cloud’s metadata service in the server’s name.`,
    }),
    matcher: { all: [call(`${HTTP}|(?:urllib\\.request\\.)?urlopen`, argument(1, PYTHON_FROM_REQUEST)), unguarded] },
  },
  {
    id: 'py-redirect',
    hint: /\b(?:redirect|HttpResponseRedirect|RedirectResponse)\b/,
    elsewhere: PYTHON_REQUEST_WORD,
    rule: 'open-redirect',
    title: 'The request decides where the browser is sent',
    explanation:
      'A link to this site can send its visitor anywhere. Accept only a path of this site (`url_has_allowed_host_and_scheme`).',
    scenario: (quote) => ({
      description: `A visitor follows a link to this site whose value is \`https://evil.example\`, and \`${brief(quote)}\` sends him there.`,
    }),
    matcher: {
      all: [
        call('redirect|flask\\.redirect|HttpResponseRedirect|RedirectResponse', argument(1, PYTHON_FROM_REQUEST)),
        unguarded,
      ],
    },
  },
  {
    id: 'py-mark-safe',
    hint: /\b(?:mark_safe|Markup|format_html)\b/,
    utils,
    rule: 'cross-site-scripting',
    title: 'Computed text is put into a page as HTML',
    explanation:
      'Text marked as safe is not escaped, and neither are the values in it. Use `format_html("...{}", value)`.',
    scenario: (quote) => ({
      description: `If a value in \`${brief(quote)}\` is \`<script>alert(1)</script>\`, the browser runs it with the rights of whoever looks at the page.`,
    }),
    matcher: call(
      String.raw`mark_safe|safestring\.mark_safe|(?:markupsafe\.)?Markup|format_html`,
      argument(1, { any: [{ matches: 'html' }, boundTo({ matches: 'html' }), PYTHON_FROM_REQUEST] }),
    ),
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
    hint: /\bverify|_create_unverified_context|CERT_NONE/,
    rule: 'certificate-check-off',
    title: 'TLS certificates are not checked',
    explanation:
      'Anyone between the two ends can answer in the other’s name. For a private authority pass its certificate as `verify`.',
    scenario: (quote) => ({
      description: `Someone on the way answers with a certificate of his own; with \`${brief(quote)}\` the connection is accepted and he reads and changes what is sent.`,
    }),
    matcher: {
      any: [
        call(HTTP, keyword('verify', 'False')),
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
