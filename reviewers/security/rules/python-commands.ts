import { brief } from '../scenario.ts';
import type { Call } from '../values/grammar.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import { PYTHON_VALUES } from '../values/python/python-values.ts';
import { lastValue } from '../values/scope.ts';
import { ABOUT_COMMANDS } from './command-text.ts';
import type { Sink } from './sink.ts';

const RUN = /^(?:(?:subprocess|sp|asyncio\.subprocess)\.)?(?:run|call|check_call|check_output|Popen)$/;
const SHELL =
  /^(?:subprocess\.)?(?:getoutput|getstatusoutput)$|^(?:os|posix|nt)\.(?:system|popen)$|^(?:asyncio\.)?create_subprocess_shell$|^commands\.getoutput$|^pexpect\.(?:spawn|run)$/;
const SHELL_OPTION = /\bshell\s*=|['"]shell['"]\s*:/;
const EVAL =
  /^(?:builtins\.)?(?:eval|exec)$|^(?:code\.)?(?:InteractiveInterpreter|InteractiveConsole)\(\)\.(?:runsource|runcode|push)$|^timeit\.(?:timeit|repeat|Timer)$|^cProfile\.run(?:ctx)?$|^pdb\.run(?:eval)?$|^ctypes\.pythonapi\.PyRun_SimpleString$/;
const OWN_SOURCE =
  /(?:open|read|read_text|read_bytes|get_\w+|getsource|getvalue|parse|fix_\w+|dedent|\w*tree|ast)(?:\(\))?$/;
const LONGEST_PATH = 1000;
const command = { purpose: 'command', needs: 'text' } as const;
const throughShell = (call: Call): boolean =>
  /^(?:True|[1-9]\d{0,9}|not False|not 0)$/.test(call.named.get('shell')?.text ?? '') ||
  /\*\*\{[^{}]*['"]shell['"]\s*:\s*True/.test(call.node.text);

/** The text behind `-c`, in a list or among the arguments. */
function behindFlag({ arguments: given }: Call): readonly Syntax[] {
  const [first] = given;
  const written = first?.kind === 'identifier' ? lastValue(first.text, first, PYTHON_VALUES) : first;
  const all = /^(?:list|tuple)$/.test(written?.kind ?? '') ? (written?.children ?? []) : given;
  const flag = all.findIndex(({ text }) => /^['"]-\w*c['"]$/.test(text));
  const text = flag < 0 ? undefined : all[flag + 1];
  return text === undefined ? [] : [text];
}

/** Whether the program is a shell that is given its text, also by a list with a name. */
function isShell({ arguments: [first] }: Call, text: string): boolean {
  const written = first?.kind === 'identifier' ? lastValue(first.text, first, PYTHON_VALUES) : null;
  return /['"](?:\/(?:usr\/)?bin\/)?(?:ba|z|da|k)?sh['"]\s*,\s*['"]-\w{0,3}c['"]/.test(
    `${text}\n${written?.text ?? ''}`,
  );
}

const code = {
  rule: 'code-injection',
  title: 'Computed text is run as code',
  explanation:
    'Whoever influences the text decides what the program does. For literals use `ast.literal_eval`, for data `json.loads`.',
  scenario: (quote: string) => ({
    description: `If the text in \`${brief(quote)}\` is \`__import__("os").system("id")\`, that command runs with the program’s rights.`,
  }),
} as const;

export const PYTHON_COMMANDS: readonly Sink[] = [
  {
    ...ABOUT_COMMANDS,
    id: 'py-subprocess-shell',
    hint: SHELL_OPTION,
    takes: { of: 'call', name: RUN, only: throughShell, need: command },
  },
  {
    ...ABOUT_COMMANDS,
    id: 'py-subprocess-unknown',
    hint: SHELL_OPTION,
    confidence: 600,
    severity: 'warning',
    takes: {
      of: 'call',
      name: RUN,
      only: throughShell,
      need: { purpose: 'command', needs: 'any', harmless: ({ shape }) => shape === 'call' || shape === 'other' },
    },
  },
  {
    ...ABOUT_COMMANDS,
    id: 'py-shell-program',
    hint: /sh['"]/,
    takes: {
      of: 'call',
      name: new RegExp(
        `${RUN.source}|^(?:asyncio\\.)?create_subprocess_exec$|^(?:os\\.(?:exec|spawn|posix_spawn)\\w*|pty\\.spawn)$`,
      ),
      // What follows the text are its arguments, which the shell does not read.
      values: (call) => behindFlag(call),
      only: (call, text) => isShell(call, text),
      need: command,
    },
  },
  {
    ...ABOUT_COMMANDS,
    id: 'py-shell-input',
    hint: /\binput\s*=/,
    confidence: 650,
    takes: {
      of: 'call',
      name: RUN,
      values: /^input$/,
      only: (_, text) =>
        /\(\s{0,99}\[?\s{0,99}['"](?:\/(?:usr\/)?bin\/)?(?:(?:ba|z|da|k)?sh|python[\d.]{0,9}|node|perl|ruby)['"]\s{0,99}[\],)]/.test(
          text,
        ),
      need: { purpose: 'command', needs: 'any', harmless: ({ shape }) => shape === 'call' },
    },
  },
  {
    ...ABOUT_COMMANDS,
    id: 'py-system',
    hint: /\b(?:system|popen|getoutput|getstatusoutput|create_subprocess_shell|pexpect|getattr)\b/,
    takes: { of: 'call', name: SHELL, need: command },
  },
  {
    ...ABOUT_COMMANDS,
    id: 'py-remote-command',
    hint: /\bexec_command\b/,
    confidence: 650,
    takes: { of: 'call', name: /\.exec_command$/, need: command },
  },
  {
    id: 'py-program',
    hint: /\b(?:subprocess|run|call|check_call|check_output|Popen|exec\w+|spawn\w+)\b/,
    rule: 'command-injection',
    title: 'The request chooses the program that is run',
    explanation: 'The first argument is the program. Choose it from a fixed list.',
    scenario: (quote) => ({
      description: `A request that names another program, say \`/bin/sh\`, has \`${brief(quote)}\` start it.`,
    }),
    takes: {
      of: 'call',
      name: /^subprocess\.(?:run|call|check_call|check_output|Popen)$|^os\.(?:exec\w+|posix_spawnp?|startfile)$|^pty\.spawn$/,
      only: (call) => !throughShell(call) && call.arguments[0]?.kind !== 'list',
      need: { purpose: 'command', needs: 'request' },
    },
  },
  {
    ...code,
    id: 'py-eval',
    hint: /\b(?:eval|exec|getattr|runsource|runcode|push|timeit|cProfile|pdb|PyRun_SimpleString)\b/,
    ofRequest: { severity: 'critical', confidence: 900 },
    takes: {
      of: 'call',
      name: EVAL,
      need: {
        purpose: 'code',
        needs: 'any',
        // A program of this installation that is read, compiled and run.
        harmless: ({ path, called, origin }) =>
          origin === 'unknown' && called.includes('compile()') && path.length <= LONGEST_PATH && OWN_SOURCE.test(path),
      },
    },
  },
  {
    id: 'py-program-mode',
    hint: /\bspawn\w+\(/,
    rule: 'command-injection',
    title: 'The request chooses the program that is run',
    explanation: 'The second argument is the program. Choose it from a fixed list.',
    scenario: (quote) => ({
      description: `A request that names another program, say \`/bin/sh\`, has \`${brief(quote)}\` start it.`,
    }),
    takes: { of: 'call', name: /^os\.spawn\w+$/, values: [1], need: { purpose: 'command', needs: 'request' } },
  },
  {
    id: 'py-named-attribute',
    hint: /\bgetattr\(/,
    rule: 'code-injection',
    title: 'The request names the function that is called',
    explanation:
      'Whatever stands in that module or object can be called by its name. Look the name up in a table of those that may.',
    scenario: (quote) => ({
      description: `A caller names another function of the object than was meant, and \`${brief(quote)}\` hands it out.`,
    }),
    takes: { of: 'call', name: /^getattr$/, values: [1], need: { purpose: 'code', needs: 'request' } },
  },
  {
    ...code,
    id: 'py-runpy',
    hint: /\b(?:runpy|execfile|CDLL|cdll|PyDLL|WinDLL)\b/,
    title: 'The request chooses the code that is loaded',
    explanation: 'Whatever file or module the value names is run. Look it up in a table.',
    scenario: (quote) => ({
      description: `A request that names another file has \`${brief(quote)}\` load it, and loading runs it.`,
    }),
    severity: 'critical',
    takes: {
      of: 'call',
      name: /^runpy\.run_(?:path|module)$|^execfile$|^ctypes\.(?:CDLL|PyDLL|WinDLL|OleDLL|cdll\.LoadLibrary)$/,
      need: { purpose: 'code', needs: 'request' },
    },
  },
  {
    ...code,
    id: 'py-import',
    hint: /\b(?:import_module|__import__)\b/,
    title: 'The request chooses the module that is loaded',
    explanation: 'Whatever module the value names is run. Look the module up in a table.',
    scenario: (quote) => ({
      description: `A request that names another module has \`${brief(quote)}\` load it, and loading runs it.`,
    }),
    takes: {
      of: 'call',
      name: /^(?:importlib\.)?import_module$|^__import__$/,
      need: { purpose: 'code', needs: 'request' },
    },
  },
  {
    id: 'py-template-text',
    hint: /\brender_template_string\b/,
    rule: 'template-injection',
    title: 'Computed text is rendered as a template',
    explanation:
      'Jinja evaluates `{{ }}` in the value, which reaches the interpreter. Keep the template constant and pass the value as a variable of it.',
    scenario: (quote) => ({
      description: `A value of \`{{ cycler.__init__.__globals__.os.popen("id").read() }}\` in \`${brief(quote)}\` runs that command on the server.`,
    }),
    takes: { of: 'call', name: /^(?:flask\.)?render_template_string$/, need: { purpose: 'template', needs: 'text' } },
  },
  {
    id: 'py-template-request',
    hint: /\b(?:Template|from_string)\b/,
    rule: 'template-injection',
    title: 'Computed text is rendered as a template',
    explanation:
      'Jinja evaluates `{{ }}` in the value, which reaches the interpreter. Keep the template constant and pass the value as a variable of it.',
    scenario: (quote) => ({
      description: `A value of \`{{ cycler.__init__.__globals__.os.popen("id").read() }}\` in \`${brief(quote)}\` runs that command on the server.`,
    }),
    takes: {
      of: 'call',
      name: /^(?:jinja2\.|django\.template\.|mako\.template\.)?Template$|\.from_string$/,
      need: { purpose: 'template', needs: 'request' },
    },
  },
];
