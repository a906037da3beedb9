import type { Syntax } from '../../../changed-code/syntax-node.ts';
import type { Leaf } from '../../values/value.ts';
import { NEEDS, sinksOf } from '../plain/make-sinks.ts';
import { isHarmlessInSql } from '../sql-text.ts';

/** Text that is put together and read as a query or a program: worth considering, more where a request brings the value. */
const ASKED = {
  severity: 'suggestion',
  confidence: 450,
  ofRequest: { severity: 'critical', confidence: 800 },
} as const;

/** Java: data that makes objects of any class, and further languages that a value may speak. */
export const JAVA_DATA = sinksOf([
  {
    id: 'java-ldap',
    rule: 'query-injection',
    ...ASKED,
    hint: /\.(?:search|lookup|list|searchForEntry)\(/,
    elsewhere: /javax\.naming|\bldap|LdapTemplate|DirContext/i,
    takes: {
      of: 'call',
      name: /\.(?:search|searchForEntry)$/,
      values: 'all',
      need: { purpose: 'query', needs: 'text', begins: /\([\w*.-]{1,60}(?:[<>~]?=)[^()]{0,40}\{\}/ },
    },
  },
  {
    id: 'java-xpath',
    rule: 'query-injection',
    ...ASKED,
    hint: /\.(?:compile|evaluate|selectNodes|selectSingleNode|selectNodeList|selectNodeIterator|eval)\(/,
    elsewhere: /\bXPath/,
    takes: {
      of: 'call',
      name: /(?:[xX][pP]ath|XPathAPI|\bexpr|newXPath\(\)|[dD]oc(?:ument)?)\.(?:compile|evaluate|selectNodes|selectSingleNode|selectNode(?:List|Iterator)|eval)$/,
      values: 'all',
      need: { purpose: 'query', needs: 'text', begins: /^\.?\/[^{}]{1,300}\{\}/ },
    },
  },
  {
    id: 'java-script',
    rule: 'code-injection',
    severity: 'suggestion',
    confidence: 450,
    hint: /\.eval\(/,
    elsewhere: /ScriptEngine/,
    takes: { of: 'call', name: /[eE]ngine\.eval$/, need: { purpose: 'code', needs: 'text' } },
  },
  {
    id: 'java-criteria',
    rule: 'sql-injection',
    ...ASKED,
    hint: /sqlRestriction|\.setFilter\(|\.setOrdering\(|\.appendWhere\(|\.setGrouping\(/,
    takes: {
      of: 'call',
      name: /\.(?:sqlRestriction|setFilter|setGrouping|appendWhere)$/,
      need: { purpose: 'sql', needs: 'text', begins: /(?:[=<>]|\blike)\s{0,3}'?\{\}/i },
    },
  },
  {
    id: 'java-object-query',
    rule: 'sql-injection',
    ...ASKED,
    hint: /\.(?:createQuery|newQuery|createSelectionQuery|createMutationQuery)\(/,
    takes: {
      of: 'call',
      name: /\.(?:createQuery|newQuery|createSelectionQuery|createMutationQuery)$/,
      values: 'all',
      need: {
        purpose: 'sql',
        needs: 'text',
        begins:
          /^\s{0,9}(?:select\s[^{}]{0,200}\s)?(?:from|update|delete(?:\s{1,9}from)?)\s[^{}]{1,300}(?:[=<>]|\blike)\s{0,3}'?%?\{\}/i,
        harmless: isHarmlessInSql,
        whole: false,
      },
    },
  },
  {
    id: 'java-decode',
    rule: 'unsafe-deserialisation',
    hint: /\bObjectInputStream\b|XMLDecoder|\.fromXML\(|enableDefaultTyping|activateDefaultTyping/,
    unless: /ObjectInputFilter|resolveClass|ValidatingObjectInputStream/,
    takes: {
      of: 'call',
      name: /^new (?:ObjectInputStream|XMLDecoder)$/,
      need: { purpose: 'data', needs: 'any', harmless: isLocal },
    },
  },
  {
    id: 'java-typing',
    rule: 'unsafe-deserialisation',
    hint: /enableDefaultTyping|LaissezFaireSubTypeValidator/,
    shows: { kind: /^call_expression$/, text: /\.enableDefaultTyping\(|\.activateDefaultTyping\(.{0,200}LaissezFaire/ },
  },
  {
    id: 'java-yaml',
    rule: 'unsafe-deserialisation',
    hint: /new Yaml\(/,
    elsewhere: /org\.yaml\.snakeyaml/,
    unless: /SafeConstructor/,
    takes: {
      of: 'call',
      name: /\.load(?:All|As)?$/,
      only: ({ receiver, node }) => receiver !== null && isOf(receiver, node, 'Yaml'),
      need: NEEDS.data,
    },
  },
  {
    id: 'java-xstream',
    rule: 'unsafe-deserialisation',
    hint: /\.fromXML\(/,
    elsewhere: /\bXStream\b/,
    unless: /allowTypes|addPermission|allowTypeHierarchy|setupDefaultSecurity|NoTypePermission/,
    takes: { of: 'call', name: /\.fromXML$/, need: NEEDS.data },
  },
]);

/** Whether an object is made as one of a class: in place, or under its name in this file. */
function isOf({ text }: Syntax, place: Syntax, type: string): boolean {
  if (text.includes(`new ${type}(`) || text.toLowerCase() === type.toLowerCase()) return true;
  let root = place;
  while (root.parent !== null) root = root.parent;
  return /^\w{1,60}$/.test(text) && new RegExp(String.raw`\b${text}\s*=\s*new\s+${type}\(`).test(root.text);
}

/** What the program itself wrote, or reads from its own files. */
function isLocal({ path, node, origin }: Leaf): boolean {
  return (
    origin !== 'request' &&
    /ByteArrayInputStream|toByteArray|FileInputStream|newInputStream|getResource/.test(`${path} ${node.text}`)
  );
}
