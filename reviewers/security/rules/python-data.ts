import { brief } from '../scenario.ts';
import { argument, call, keyword } from './python.ts';
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

/** Rights whose last digit has the bit of writing; 511 and 0x1ff are 0o777. A sticky folder (`0o1777`) is meant for all. */
const WORLD_WRITABLE = String.raw`^(?:0o?0?[0-7]{0,2}[2367]|511|0x1[fF][fF]|.*\bS_IRWXO\b.*|.*\bS_IWOTH\b.*)$`;

export const PYTHON_DATA: readonly Sink[] = [
  {
    ...pickled,
    id: 'py-pickle',
    hint: /\b(?:pickle|cPickle|_pickle|dill|cloudpickle|marshal|jsonpickle)\b/,
    confidence: 500,
    ofRequest: { severity: 'critical', confidence: 900 },
    takes: {
      of: 'call',
      name: /^(?:c?[pP]ickle|_pickle|dill|cloudpickle|marshal)\.loads$|^jsonpickle\.decode$/,
      need: { purpose: 'data', needs: 'any' },
    },
  },
  {
    ...pickled,
    id: 'py-pickle-stream',
    hint: /\b(?:pickle|cPickle|_pickle|dill|cloudpickle|marshal)\b/,
    severity: 'suggestion',
    confidence: 400,
    takes: {
      of: 'call',
      name: /^(?:c?[pP]ickle|_pickle|dill|cloudpickle|marshal)\.(?:load|Unpickler)$/,
      need: { purpose: 'data', needs: 'any', harmless: ({ shape }) => shape !== 'name' },
    },
  },
  {
    ...pickled,
    id: 'py-pickle-request',
    hint: /\b(?:pickle|cPickle|_pickle|dill|cloudpickle|marshal|shelve|read_pickle|joblib|torch|numpy|np|Unpickler)\b/,
    severity: 'critical',
    confidence: 900,
    takes: {
      of: 'call',
      name: /^(?:c?[pP]ickle|_pickle|dill|cloudpickle|marshal)\.(?:load|Unpickler)$|^Unpickler$|^shelve\.open$|^(?:pd|pandas)\.read_pickle$|^joblib\.load$|^torch\.load$/,
      need: { purpose: 'data', needs: 'request' },
    },
  },
  {
    ...pickled,
    id: 'py-pickle-allowed',
    hint: /\ballow_pickle\b|\bweights_only\b/,
    confidence: 600,
    severity: 'warning',
    matcher: {
      any: [
        call(String.raw`(?:np|numpy)\.load`, keyword('allow_pickle', 'True|1')),
        call(String.raw`torch\.load`, keyword('weights_only', 'False|0')),
      ],
    },
  },
  {
    id: 'py-xml',
    hint: /\b(?:XMLParser|resolve_entities|no_network)\b|\bfeature_external_/,
    // Who resolves by himself decides what is read.
    unless: /\.setEntityResolver\(|\.resolvers\.add\(/,
    rule: 'external-entities',
    title: 'XML is read with entities that name files and addresses',
    explanation:
      'A document says which files and addresses are read in. Pass `resolve_entities=False`, or use defusedxml.',
    scenario: (quote) => ({
      description: `A document with \`<!ENTITY x SYSTEM "file:///etc/passwd">\` read through \`${brief(quote)}\` contains that file.`,
    }),
    matcher: {
      any: [
        call(String.raw`(?:etree|lxml\.etree|ET)\.XMLParser`, keyword('resolve_entities', 'True')),
        call(String.raw`(?:etree|lxml\.etree)\.XMLParser`, keyword('no_network', 'False')),
        call(String.raw`(?:etree|lxml\.etree)\.XMLParser`, keyword('load_dtd', 'True'), {
          not: keyword('resolve_entities', `False|['"]internal['"]`),
        }),
        call(
          String.raw`[\w.]+\.setFeature`,
          argument(1, { regex: 'feature_external_(?:ges|pes)$' }),
          argument(2, { regex: '^(?:True|1)$' }),
        ),
      ],
    },
  },
  {
    id: 'py-ldap',
    hint: /\.search(?:_s|_ext|_ext_s)?\(/,
    elsewhere: /\bldap/,
    rule: 'query-injection',
    title: 'The request writes the directory query',
    explanation: 'Brackets and stars in the value become a part of the filter. Escape it (`escape_filter_chars`).',
    scenario: (quote) => ({
      description: `A request with \`*)(uid=*\` as the value has \`${brief(quote)}\` match every entry.`,
    }),
    takes: {
      of: 'call',
      name: /\.search(?:_s|_ext|_ext_s|_st)?$/,
      values: 'all',
      need: { purpose: 'query', needs: 'text', begins: /^\s*\([&|!(]*\w+[~<>]?=/, whole: false },
    },
  },
  {
    id: 'py-mongo',
    hint: /\.(?:find\w*|update_\w+|delete_\w+|count_documents|replace_one)\(/,
    elsewhere: /json/,
    rule: 'query-injection',
    title: 'The request writes the database query',
    explanation:
      'Where an object comes instead of text, its operators (`$ne`, `$gt`, `$where`) become a part of the query. Turn the value into text first, or check its type.',
    scenario: (quote) => ({
      description: `A request with \`{"$ne": null}\` as the value has \`${brief(quote)}\` match every document.`,
    }),
    takes: {
      of: 'call',
      name: /(?:^|\.)(?:db|mongo|\w*collection|coll)\.(?:\w+\.)*(?:find|find_one)$|\.(?:find_one(?:_and_\w+)?|update_one|update_many|delete_one|delete_many|count_documents|replace_one)$/,
      need: {
        purpose: 'query',
        needs: 'request',
        // Forms and addresses carry text; only JSON carries objects.
        harmless: ({ path }) => !/(?:^|\.)(?:json|get_json\(\)|json\(\))(?:$|\.)/.test(path),
      },
    },
  },
  {
    id: 'py-mongo-where',
    hint: /\$where\b/,
    rule: 'query-injection',
    title: 'Computed text is run as code by the database',
    explanation: 'MongoDB runs the text of `$where` as JavaScript for each document. Use the query operators.',
    scenario: (quote) => ({
      description: `A value of \`' || '1' == '1\` in \`${brief(quote)}\` matches every document.`,
    }),
    takes: { of: 'entry', name: /^\$where$/, need: { purpose: 'code', needs: 'text' } },
  },
  {
    id: 'py-pattern',
    hint: /\bre\.(?:compile|match|search|fullmatch|findall|sub|split|finditer)\b/,
    rule: 'pattern-injection',
    title: 'The request writes a regular expression',
    explanation:
      'A pattern that backtracks keeps the worker busy for minutes. Escape the value (`re.escape`), or compare text.',
    scenario: (quote) => ({
      description: `A request with \`(a+)+$\` as the value, and a long run of \`a\` to match it with, keeps \`${brief(quote)}\` busy.`,
    }),
    takes: {
      of: 'call',
      name: /^re\.(?:compile|match|search|fullmatch|findall|sub|split|finditer)$/,
      need: { purpose: 'pattern', needs: 'request' },
    },
  },
  {
    ...pickled,
    id: 'py-yaml',
    hint: /\byaml\b/,
    explanation: 'A loader that is not safe builds any Python object that the text names. Use `yaml.safe_load`.',
    scenario: (quote) => ({
      description: `The text \`!!python/object/apply:os.system ["id"]\` has \`${brief(quote)}\` run that command while it loads.`,
    }),
    takes: {
      of: 'call',
      name: /^yaml\.(?:unsafe_)?load(?:_all)?$/,
      only: ({ callee, named, arguments: given }) =>
        /unsafe/.test(callee) ||
        /^(?:\w+\.)?(?:Loader|UnsafeLoader|CLoader)$/.test((named.get('Loader') ?? given[1])?.text ?? ''),
      need: { purpose: 'data', needs: 'any' },
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
    elsewhere: /\btempfile\b/,
    matcher: call(String.raw`(?:\w+\.)?mktemp`),
  },
  {
    id: 'py-world-writable',
    hint: /\bchmod\(/,
    rule: 'public-exposure',
    title: 'Everybody on the machine may write the file',
    explanation:
      'The last digit lets every other user and program of the machine change what is there. Leave it at 0, 4 or 5.',
    scenario: (quote) => ({
      description: `After \`${brief(quote)}\` any other user of the machine changes the file, and what reads or runs it takes what he wrote.`,
    }),
    matcher: {
      any: [
        call(String.raw`os\.l?chmod`, argument(2, { regex: WORLD_WRITABLE })),
        call(String.raw`os\.l?chmod`, keyword('mode', WORLD_WRITABLE)),
        call(String.raw`(?:[\w.]+|Path\(.*\))\.chmod`, argument(1, { regex: WORLD_WRITABLE }), {
          not: { has: { field: 'function', regex: String.raw`^os\.` } },
        }),
      ],
    },
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
        call(String.raw`[\w.]+\.extractall|(?:tarfile\.)?(?:open|TarFile)\(.*\)\.extractall`),
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
