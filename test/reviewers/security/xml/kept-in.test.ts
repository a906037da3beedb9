import { expect, test } from 'vitest';
import { security } from '../../../../reviewers/security/index.ts';
import { runChecks } from '../../check-table.ts';

const XXE = 'external-entities warning';
const SURE = 'external-entities critical';
const inCsharp = (body: string, fields = ''): string =>
  `using System.Xml;\nclass A {\n  ${fields}\n  XmlReader F(Stream s) {\n    ${body}\n    return XmlReader.Create(s, settings);\n  }\n}\n`;
const PARSE = 'DtdProcessing = DtdProcessing.Parse';

const ROWS: readonly (readonly [name: string, path: string, text: string, expected: readonly string[]])[] = [
  ['an initialiser', 'A.cs', inCsharp(`var settings = new XmlReaderSettings { ${PARSE} };`), [XXE]],
  [
    'an initialiser that takes the resolver away',
    'A.cs',
    inCsharp(
      `var settings = new XmlReaderSettings() {\n      // All of it.\n      ${PARSE},\n      XmlResolver = null,\n    };`,
    ),
    [],
  ],
  [
    'a comment that does',
    'A.cs',
    inCsharp(`var settings = new XmlReaderSettings() {\n      ${PARSE},\n      // XmlResolver = null,\n    };`),
    [XXE],
  ],
  [
    'an initialiser with a limit of entities',
    'A.cs',
    inCsharp(`var settings = new XmlReaderSettings { MaxCharactersFromEntities = 1024, ${PARSE} };`),
    [],
  ],
  [
    'the resolver of the same object later',
    'A.cs',
    inCsharp(`var settings = new XmlReaderSettings { ${PARSE} };\n    settings.XmlResolver = null;`),
    [],
  ],
  [
    'a setting of the object, and its resolver before',
    'A.cs',
    inCsharp(`var settings = new XmlReaderSettings();\n    settings.XmlResolver = null;\n    settings.${PARSE};`),
    [],
  ],
  [
    'the resolver of another object',
    'A.cs',
    inCsharp(`var settings = new XmlReaderSettings { ${PARSE} };\n    other.XmlResolver = null;`),
    [XXE],
  ],
  [
    'the resolver of an object of the same name in another function',
    'A.cs',
    inCsharp(
      `var settings = new XmlReaderSettings { ${PARSE} };`,
      'void G() {\n    var settings = new XmlReaderSettings();\n    settings.XmlResolver = null;\n  }',
    ),
    [XXE],
  ],
  [
    'a field that another function keeps in',
    'A.cs',
    inCsharp(`_settings.${PARSE};`, 'XmlReaderSettings _settings;\n  A() { _settings.XmlResolver = null; }'),
    [],
  ],
  ['an older setting', 'A.cs', inCsharp('settings.ProhibitDtd = false;'), [XXE]],
  [
    'a resolver of addresses',
    'A.cs',
    inCsharp('XmlDocument document = Make();\n    document.XmlResolver = new XmlUrlResolver();'),
    [SURE],
  ],
  ['one of schemas alone', 'A.cs', inCsharp('schemas.XmlResolver = new XmlUrlResolver();'), []],
  [
    'a resolver of addresses where document types are refused',
    'A.cs',
    inCsharp(
      `var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = new XmlUrlResolver() };`,
    ),
    [],
  ],
  [
    'Java: a resolver of the same factory',
    'src/main/java/A.java',
    'class A { Object f(InputStream in) throws Exception {\n  XMLInputFactory x = XMLInputFactory.newFactory();\n  x.setXMLResolver((a, b, c, d) -> EMPTY);\n  return x.createXMLStreamReader(in);\n} }\n',
    [],
  ],
  [
    'Python: entities of parsers',
    'a.py',
    'from lxml import etree\np = etree.XMLParser(resolve_entities=True)\n',
    [SURE],
  ],
  [
    'Python: a resolver of its own',
    'a.py',
    'from lxml import etree\np = etree.XMLParser(resolve_entities=True)\np.resolvers.add(Own())\n',
    [],
  ],
];

test.each(ROWS)('%s', async (_, path, text, expected) => {
  const { reports } = await runChecks(security, { old: {}, new: { [path]: text } }, { only: ['dangerous-sinks'] });
  expect(reports.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(expected);
});
