import { expect, test } from 'vitest';
import { kindOfText, needsJudging } from './kind-table.ts';

const ENTRY_PATH = 'src/changelog/.2.x.x/1_fix.xml';
const entry = (inside: string, attributes = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<entry xmlns="https://logging.apache.org/xml/ns"${attributes} type="fixed">\n${inside}\n</entry>\n`;
const described = (text: string): string => entry(`<description format="asciidoc">${text}</description>`);
const changes = (action: string): string =>
  `<?xml version="1.0"?>\n<document xmlns="http://maven.apache.org/changes/2.0.0">\n<properties><title>A</title></properties>\n<body>\n<release version="1.0" date="2026-01-01" description="A.">\n${action}\n</release>\n</body>\n</document>\n`;

test('lists of changes in a vocabulary of their own are data', () => {
  const link = '<issue id="1" link="https://example.org/issues/1"/>';
  for (const text of [
    entry(`${link}\n<description format="asciidoc">Fix \`A&lt;B&gt;\` in link:https://example.org/a[a].</description>`),
    entry(`<!-- words -->${link}`, '\n xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'),
  ])
    expect(kindOfText(ENTRY_PATH, text)).toBe('data release-notes');
  expect(
    kindOfText('src/changes/changes.xml', changes('<action type="fix" due-to="A &#233; B">A&lt;?&gt; b.</action>')),
  ).toBe('data release-notes');
});

test.each<readonly [what: string, text: string]>([
  [
    'a document type',
    entry('<issue id="1"/>').replace('<entry', '<!DOCTYPE entry [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<entry'),
  ],
  ['an entity', described('&a;')],
  ['letters as references', described('&#105;nclude::a[]')],
  ['an instruction', entry('<?xml-stylesheet href="a.xsl"?>')],
  ['an instruction of PHP', described('<?php system("id");')],
  ['raw text', described('<![CDATA[<script>]]>')],
  ['another element', entry('<script>a()</script>')],
  ['another name space', entry('<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>')],
  ['an inclusion', entry('<xi:include href="/etc/passwd"/>')],
  ['another attribute', entry('<issue id="1" onclick="a()"/>')],
  ['an attribute twice', entry('<issue id="1" id="2"/>')],
  ['a link that runs', entry('<issue id="1" link="javascript:alert(1)"/>')],
  ['a second root', `${entry('<issue id="1"/>')}<project/>`],
  ['text behind the root', `${entry('<issue id="1"/>')}\nrm -rf /\n`],
  ['an element that does not close', entry('<issue id="1">')],
  ['elements that cross', entry('<issue id="1"><description></issue></description>')],
  ['a remark within a remark', entry('<!-- a -- b -->')],
  ['a text that AsciiDoc takes in', described('a\ninclude::../../.env[]')],
  ['a text that AsciiDoc lets through', described('pass:[&lt;script>a()&lt;/script>]')],
  ['a script, spelt by references', described('&lt;script&gt;a()&lt;/script&gt;')],
  ['an address that runs', described('link:javascript:a()[b]')],
  ['an interpolation', described('$' + '{.data_model}')],
  ['an instruction of Velocity', described('#set($a = 1)')],
  ['an expression of FreeMarker', described('&lt;#assign a=1>')],
  [
    'another root of the same name',
    entry('').replace('https://logging.apache.org/xml/ns', 'https://example.org/beans'),
  ],
  ['no name space', entry('').replace(' xmlns="https://logging.apache.org/xml/ns"', '')],
  ['another encoding', entry('').replace('UTF-8', 'UTF-7')],
])('%s makes it XML that somebody has to judge', (_, text) => {
  expect(needsJudging(ENTRY_PATH, text)).toBe(true);
});

test('at another place, under another name, such a text is what any XML is', () => {
  for (const path of [
    'src/main/resources/entry.xml',
    'src/changelog/x.xml',
    'changes.xml',
    `${ENTRY_PATH}.sh`,
    'src/changelog/.2.x.x/.release-notes.xml',
  ])
    expect(kindOfText(path, entry('<issue id="1"/>'))).not.toContain('release-notes');
  const bean = changes('<bean class="a.B"/>');
  expect(needsJudging('src/changes/changes.xml', bean)).toBe(true);
  expect(needsJudging('src/changes/changes.xml', changes('<action type="fix" onload="a()">b</action>'))).toBe(true);
});
