import type { Syntax } from '../../../changed-code/syntax-node.ts';
import type { Leaf } from '../../values/value.ts';
import { NEEDS, sinksOf } from '../plain/make-sinks.ts';

/** Java: data that makes objects of any class. */
export const JAVA_DATA = sinksOf([
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
