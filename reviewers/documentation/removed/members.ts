import { type DeclaredThing, DISTINCTIVE, type OldLine } from './removed.ts';

/** Fields, options and constants: what a line declares in front of a colon, or of an equals sign outside of a function's body. */
const DECLARED: readonly (readonly [files: RegExp, member: RegExp])[] = [
  [/\.[cm]?tsx?$/i, /^\s*(?:readonly\s+)?([A-Za-z]\w*)\??:\s*\S/],
  // Without these words it is a parameter.
  [/\.rs$/i, /^\s*pub(?:\(\w+\))?\s+([A-Za-z]\w*):\s*\S/],
  [/\.kts?$/i, /^\s*va[lr]\s+([A-Za-z]\w*):\s*\S/],
  [/\.pyi?$/i, /^(?: {4})?([A-Za-z]\w*)\s*(?::\s*[\w.[\], |"']{1,100}(?:=|$)|=\s)/],
  [/\.go$/i, /^\t([A-Z]\w*)\s+[\w.*[\]]{1,60}\s*(?:`|$|\/\/)/],
  [
    /\.(?:java|cs)$/i,
    /^\s*public\s+(?:static\s+|final\s+|const\s+|readonly\s+)*[\w.<>?[\]]{1,60}\s+([A-Za-z]\w*)\s*[=;{]/,
  ],
  [/\.(?:php)$/i, /^\s*(?:public\s+)?const\s+(?:\w+\s+)?([A-Z]\w*)\s*=/],
  [/\.rb$/i, /^\s*([A-Z]\w*)\s*=\s|^\s*attr_(?:reader|accessor|writer)\s+:(\w+)\s*$/],
];

/** Members that others may set or read. */
export function declaredMembers({ path, text }: OldLine): DeclaredThing[] {
  const pattern = DECLARED.find(([files]) => files.test(path))?.[1];
  const found = pattern?.exec(text);
  const name = found?.[1] ?? found?.[2];
  return name !== undefined && DISTINCTIVE.test(name) ? [{ kind: 'member', name }] : [];
}
