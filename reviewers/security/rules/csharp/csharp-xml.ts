import { below, type Syntax } from '../../../changed-code/syntax-node.ts';
import { sinksOf } from '../plain/make-sinks.ts';

/** A resolver that is taken away, or a bound on what entities may become. */
const KEPT_IN =
  /\bXmlResolver=null\b|\bMaxCharactersFromEntities=|\bDtdProcessing=(?:\w+\.)*DtdProcessing\.(?:Prohibit|Ignore)\b/;
const COMMENT = /[\s;{},]\/\/[^\n]*/g;
/** What the setting belongs to, as it is written: `s_settings` of `s_settings.DtdProcessing = …` or of `s_settings = new XmlReaderSettings { … }`. */
const OBJECT = /^(?:[\w.]{1,100}\.)?(\w{1,100})\s{0,20}=(?!=)/;
/** No setting that keeps an object in is longer. */
const LONGEST_SETTING = 80;
const MADE_HERE = /^variable_declarator$/;

/** What reads document types by itself, or is told to. A resolver of settings, schemas or style sheets alone follows nothing that a document names. */
const READS_TYPES = /\bXmlDocument\b|\bXmlTextReader\b|\bDtdProcessing\.Parse\b/;

/** C#: XML that may name files and addresses. */
export const CSHARP_XML = sinksOf([
  {
    id: 'cs-xml',
    rule: 'external-entities',
    hint: /XmlUrlResolver/,
    elsewhere: READS_TYPES,
    shows: {
      kind: /^(?:assignment|pair)$/,
      text: /(?:^|\.)XmlResolver=newXmlUrlResolver\(\)$/,
      only: (node, around) => !isKeptIn(node, around),
    },
  },
  {
    // Readers of .NET 5 and later, and of .NET Framework 4.5.2 and later, fetch nothing without a resolver that is set.
    id: 'cs-dtd',
    rule: 'external-entities',
    severity: 'warning',
    hint: /DtdProcessing|ProhibitDtd/,
    shows: {
      kind: /^(?:assignment|pair)$/,
      text: /(?:^|\.)(?:DtdProcessing=(?:\w+\.)*DtdProcessing\.Parse|ProhibitDtd=false)$/,
      only: (node, around) => !isKeptIn(node, around),
    },
  },
]);

/** Whether the object that a setting opens is kept in by another setting: beside it, or by its name in the function, or anywhere where it is a field. */
function isKeptIn(node: Syntax, around: Syntax): boolean {
  if (node.kind === 'pair' && node.parent !== null && KEPT_IN.test(plain(node.parent.text))) return true;
  const name = nameOf(node);
  if (name === null) return false;
  let root = around;
  while (root.parent !== null) root = root.parent;
  const isLocal = [...below(around)].some((one) => MADE_HERE.test(one.kind) && OBJECT.exec(one.text)?.[1] === name);
  return plain((isLocal ? around : root).text)
    .split(`${name}.`)
    .slice(1)
    .some((rest) => KEPT_IN.exec(rest.slice(0, LONGEST_SETTING))?.index === 0);
}

function nameOf(node: Syntax): string | null {
  if (node.kind === 'assignment') return /(\w{1,100})\s{0,20}\.\s{0,20}\w{1,40}\s{0,20}=/.exec(node.text)?.[1] ?? null;
  let outer: Syntax | null = node.parent;
  while (outer !== null && !/^(?:variable_declarator|assignment|function_declaration|program)$/.test(outer.kind))
    outer = outer.parent;
  return outer === null ? null : (OBJECT.exec(outer.text)?.[1] ?? null);
}

const plain = (text: string): string => text.replaceAll(COMMENT, '').replaceAll(/\s+/g, '');
