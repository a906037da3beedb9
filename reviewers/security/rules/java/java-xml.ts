import { sinksOf } from '../plain/make-sinks.ts';

/** What keeps a parser from following what a document names. */
const KEPT_IN =
  /disallow-doctype-decl|external-general-entities|ACCESS_EXTERNAL_(?:DTD|SCHEMA|STYLESHEET)|FEATURE_SECURE_PROCESSING|(?:SUPPORT_DTD|IS_SUPPORTING_EXTERNAL_ENTITIES|isSupportingExternalEntities|supportDTD)"?,\s{0,9}(?:Boolean\.FALSE|false)|setExpandEntityReferences\(\s{0,9}false|setXMLResolver|setEntityResolver|load-external-dtd/;

/** A function that others hand their factory to, so that it is kept in elsewhere. */
const HELPER =
  /\(\s{0,9}(?:final\s{1,9})?(?:DocumentBuilderFactory|SAXParserFactory|XMLInputFactory|SAXReader|SAXBuilder|XMLReader|SchemaFactory|Validator)\s{1,9}\w{1,60}\s{0,9}[,)]/;

/** Not the slashes of an address: features are named by one. */
const COMMENT = /[\s;{}]\/\/[^\n]*/g;

/** Java: XML that may name files and addresses. */
export const JAVA_XML = sinksOf([
  {
    id: 'java-xml',
    rule: 'external-entities',
    severity: 'warning',
    confidence: 700,
    hint: /\b(?:DocumentBuilderFactory|SAXParserFactory|XMLInputFactory|SAXReader|SAXBuilder|XMLReaderFactory)\b/,
    elsewhere: /\.parse\(|createXML(?:Stream|Event)Reader|\.read\(|\.build\(|getXMLReader/,
    shows: {
      kind: /^(?:call|new)_expression$/,
      text: /^(?:(?:DocumentBuilderFactory|SAXParserFactory|XMLInputFactory)\.(?:newInstance|newFactory|newDefaultInstance)\(|new(?:SAXReader|SAXBuilder)\(\)|XMLReaderFactory\.createXMLReader\()/,
      shownAt: /^[\w.]{1,60}\.(?:parse|read|build|createXML(?:Stream|Event)Reader)\(/,
      only: (node, around) => {
        if (KEPT_IN.test(around.text.replaceAll(COMMENT, ''))) return false;
        let root = node;
        while (root.parent !== null) root = root.parent;
        const text = root.text.replaceAll(COMMENT, '');
        // A field is kept in by the constructor or a block; a helper may do it for all.
        return !KEPT_IN.test(text) || (around.kind === 'function_declaration' && !HELPER.test(text));
      },
    },
  },
  {
    id: 'java-xpath-document',
    rule: 'external-entities',
    severity: 'warning',
    confidence: 600,
    hint: /\.evaluate\(/,
    elsewhere: /javax\.xml\.xpath/,
    shows: { kind: /^call_expression$/, text: /\.evaluate\((?:[^()]{1,200},)?newInputSource\((?!newStringReader)/ },
  },
  {
    id: 'java-xml-transformer',
    rule: 'external-entities',
    severity: 'suggestion',
    confidence: 450,
    hint: /\.(?:transform|newTransformer|newTemplates|newTransformerHandler)\(/,
    elsewhere: /TransformerFactory\b/,
    unless: /ACCESS_EXTERNAL_|FEATURE_SECURE_PROCESSING|disallow-doctype-decl|setURIResolver/,
    shows: {
      kind: /^call_expression$/,
      text: /\.(?:transform|newTransformer|newTemplates|newTransformerHandler)\(new(?:Stream|SAX)Source\((?!new(?:StringReader|ByteArrayInputStream)\("|[\w.]*getResource)/,
    },
  },
  {
    id: 'java-xml-validator',
    rule: 'external-entities',
    severity: 'suggestion',
    confidence: 500,
    hint: /\bvalidate\(/i,
    elsewhere: /javax\.xml\.validation/,
    unless: /ACCESS_EXTERNAL_|FEATURE_SECURE_PROCESSING|disallow-doctype-decl/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:\w*[vV]alidator|[\w.]+\.newValidator\(\))\.validate\(\w/,
      around: /\.newValidator\(\)/,
    },
  },
]);
