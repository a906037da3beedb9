import { brief } from '../scenario.ts';
import { ABOUT_COMMANDS } from './command-text.ts';
import { argument, boundTo, call, dynamicText, keyword, PYTHON_NOT_CONSTANT } from './python.ts';
import { PYTHON_FROM_REQUEST, PYTHON_HAS_REQUEST, PYTHON_REQUEST_WORD } from './python-request.ts';
import type { Matcher, Sink, Utils } from './sink.ts';

const QUOTED = String.raw`^(?:shlex\.|pipes\.)?(?:quote|join|list2cmdline)\(`;
const part: Matcher = { all: [PYTHON_NOT_CONSTANT, { not: { kind: 'call', regex: QUOTED } }] };
const utils: Utils = { command: dynamicText(part), text: dynamicText(PYTHON_NOT_CONSTANT) };
const command: Matcher = { matches: 'command' };
const built: Matcher = { any: [command, boundTo(command), PYTHON_FROM_REQUEST] };
/** A name whose text is not known here may be anything; one that is built of quoted parts in this function may not. */
const quoted = boundTo({ any: [{ kind: 'call', regex: QUOTED }, dynamicText({ kind: 'call', regex: QUOTED })] });
const unknown: Matcher = {
  any: [{ kind: 'identifier' }, { kind: 'attribute' }],
  all: [PYTHON_NOT_CONSTANT, { not: quoted }],
};

const RUN = String.raw`(?:(?:subprocess|sp)\.)?(?:run|call|check_call|check_output|Popen)`;
const SHELL = String.raw`(?:(?:subprocess|sp)\.)?(?:getoutput|getstatusoutput)|os\.(?:system|popen)|(?:asyncio\.)?create_subprocess_shell|commands\.getoutput`;
const EVAL = String.raw`eval|exec|builtins\.(?:eval|exec)`;
const code = {
  rule: 'code-injection',
  title: 'Computed text is run as code',
  explanation:
    'Whoever influences the text decides what the program does. For literals use `ast.literal_eval`, for data `json.loads`.',
  scenario: (quote: string) => ({
    description: `If the text in \`${brief(quote)}\` is \`__import__("os").system("id")\`, that command runs with the program’s rights.`,
  }),
} as const;
const template: Matcher = { any: [PYTHON_HAS_REQUEST, { matches: 'text' }, boundTo({ matches: 'text' })] };

export const PYTHON_COMMANDS: readonly Sink[] = [
  {
    ...ABOUT_COMMANDS,
    id: 'py-subprocess-shell',
    hint: /\bshell\s*=/,
    utils,
    matcher: call(RUN, keyword('shell', 'True'), argument(1, built)),
  },
  {
    ...ABOUT_COMMANDS,
    id: 'py-subprocess-unknown',
    hint: /\bshell\s*=/,
    confidence: 600,
    severity: 'warning',
    matcher: call(RUN, keyword('shell', 'True'), argument(1, unknown)),
  },
  {
    ...ABOUT_COMMANDS,
    id: 'py-system',
    hint: /\b(?:system|popen|getoutput|getstatusoutput|create_subprocess_shell)\b/,
    utils,
    matcher: call(SHELL, argument(1, built)),
  },
  {
    ...ABOUT_COMMANDS,
    id: 'py-remote-command',
    hint: /\bexec_command\b/,
    utils,
    confidence: 650,
    matcher: call(String.raw`\w+\.exec_command`, argument(1, built)),
  },
  {
    ...code,
    id: 'py-eval-request',
    hint: /\b(?:eval|exec)\b/,
    elsewhere: PYTHON_REQUEST_WORD,
    severity: 'critical',
    confidence: 900,
    matcher: call(EVAL, argument(1, PYTHON_HAS_REQUEST)),
  },
  {
    ...code,
    id: 'py-eval',
    hint: /\b(?:eval|exec)\b/,
    matcher: call(EVAL, argument(1, { all: [PYTHON_NOT_CONSTANT, { not: { regex: String.raw`^compile\(` } }] })),
  },
  {
    id: 'py-template-text',
    hint: /\b(?:render_template_string|Template|from_string)\b/,
    utils,
    rule: 'template-injection',
    title: 'Computed text is rendered as a template',
    explanation:
      'Jinja evaluates `{{ }}` in the value, which reaches the interpreter. Keep the template constant and pass the value as a variable of it.',
    scenario: (quote) => ({
      description: `A value of \`{{ cycler.__init__.__globals__.os.popen("id").read() }}\` in \`${brief(quote)}\` runs that command on the server.`,
    }),
    matcher: call(
      String.raw`(?:flask\.)?render_template_string|(?:jinja2\.)?Template|(?:env|environment|jinja_env)\.from_string`,
      argument(1, template),
      {
        // A template made from other constants of the program is no mistake of this kind.
        any: [argument(1, PYTHON_HAS_REQUEST), { has: { field: 'function', regex: 'render_template_string' } }],
      },
    ),
  },
];
