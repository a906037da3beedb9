import { brief } from '../scenario.ts';
import { argument, call, keyword, PYTHON_NOT_CONSTANT } from './python.ts';
import { PYTHON_HAS_REQUEST, PYTHON_REQUEST_WORD } from './python-request.ts';
import type { Sink } from './sink.ts';

const pickled = {
  rule: 'unsafe-deserialisation',
  title: 'Data is decoded by a format that runs code',
  explanation:
    'The data says which functions are called while it is decoded. Use JSON, or sign the data and check it first.',
  scenario: (quote: string) => ({
    description: `Data whose \`__reduce__\` names \`os.system\` and \`id\` has \`${brief(quote)}\` run that command while it decodes.`,
  }),
} as const;
const LOADS = String.raw`(?:c?[pP]ickle|_pickle|dill|cloudpickle|marshal)\.loads?|shelve\.open|pd\.read_pickle|joblib\.load`;

export const PYTHON_DATA: readonly Sink[] = [
  {
    ...pickled,
    id: 'py-pickle',
    hint: /\b(?:pickle|cPickle|_pickle|dill|cloudpickle|marshal)\b/,
    confidence: 500,
    matcher: call(
      String.raw`(?:c?[pP]ickle|_pickle|dill|cloudpickle|marshal)\.loads`,
      argument(1, PYTHON_NOT_CONSTANT),
    ),
  },
  {
    ...pickled,
    id: 'py-pickle-request',
    hint: /\b(?:pickle|cPickle|_pickle|dill|cloudpickle|marshal|shelve|read_pickle|joblib)\b/,
    elsewhere: PYTHON_REQUEST_WORD,
    severity: 'critical',
    confidence: 900,
    matcher: call(LOADS, argument(1, PYTHON_HAS_REQUEST)),
  },
  {
    ...pickled,
    id: 'py-yaml',
    hint: /\byaml\b/,
    explanation: 'A loader that is not safe builds any Python object that the text names. Use `yaml.safe_load`.',
    scenario: (quote) => ({
      description: `The text \`!!python/object/apply:os.system ["id"]\` has \`${brief(quote)}\` run that command while it loads.`,
    }),
    matcher: {
      any: [
        call(String.raw`yaml\.(?:unsafe_load|unsafe_load_all)`),
        call(
          String.raw`yaml\.(?:load|load_all)`,
          keyword('Loader', String.raw`(?:yaml\.)?(?:Loader|UnsafeLoader|CLoader)`),
        ),
        call(
          String.raw`yaml\.(?:load|load_all)`,
          argument(2, { regex: String.raw`^(?:yaml\.)?(?:Loader|UnsafeLoader|CLoader)$` }),
        ),
      ],
    },
  },
  {
    id: 'py-mktemp',
    hint: /\bmktemp\b/,
    rule: 'insecure-temporary-file',
    title: 'A temporary name is chosen before the file exists',
    explanation:
      'Between the choice and the opening somebody else can put a link there. Use `tempfile.mkstemp` or `NamedTemporaryFile`.',
    scenario: (quote) => ({
      description: `Another user of the machine puts a link under the name that \`${brief(quote)}\` answered; what is written then lands where the link points.`,
    }),
    matcher: call(String.raw`tempfile\.mktemp`),
  },
  {
    id: 'py-tar',
    hint: /\bextractall\b/,
    rule: 'archive-traversal',
    title: 'An archive is unpacked without looking at its paths',
    explanation: 'Before Python 3.14 a member may be called `../../etc/cron.d/x`. Pass `filter="data"`.',
    scenario: (quote) => ({
      description: `An archive with a member \`../../etc/cron.d/job\` has \`${brief(quote)}\` write outside the folder, on Python up to 3.13.`,
    }),
    matcher: {
      all: [
        call(String.raw`\w+\.extractall`),
        {
          not: {
            has: {
              field: 'arguments',
              has: { kind: 'keyword_argument', has: { field: 'name', regex: '^(?:filter|members)$' } },
            },
          },
        },
        {
          any: [
            { has: { field: 'function', regex: String.raw`(?i)^\w*tar\w*\.` } },
            {
              inside: {
                stopBy: { matches: 'scope' },
                matches: 'scope',
                has: { stopBy: 'end', ...call(String.raw`tarfile\.open`) },
              },
            },
          ],
        },
        { not: { has: { field: 'function', regex: '(?i)^\\w*zip' } } },
      ],
    },
  },
];
