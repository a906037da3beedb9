import { type DeclaredThing, DISTINCTIVE, type OldLine } from './removed.ts';

/** Where configuration keys are declared: by the name of the file or of its folder, and by what the line looks like. */
const DECLARED: readonly (readonly [ending: RegExp, name: RegExp, key: RegExp])[] = [
  [/\.[mc]?[jt]sx?$/i, /config|schema|settings|options/i, /^\s*['"]?([A-Za-z][\w-]*)['"]?\s*:\s*z\./],
  [/\.json$/i, /schema/i, /^\s*"([A-Za-z][\w-]*)"\s*:\s*\{/],
  [/\.ya?ml$/, /^action\./, /^ {2}([a-z][\w-]*):\s*$/],
  [/\.go$/, /./, /`[^`]{0,200}\b(?:ya?ml|toml|mapstructure|hcl):"([a-z][\w-]*)/],
  [/\.rs$/i, /config|settings|options/i, /^\s*pub\s+([a-z]\w*)\s*:/],
  [/\.(?:java|kt)$/, /./, /@Value\("\$\{([a-z][\w-]*(?:\.[\w-]+)+)[:}]/],
];
const HYPHENATED = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/;

/** Keys of a configuration that people write by hand. */
export function declaredKeys({ path, text }: OldLine): DeclaredThing[] {
  const near = path.split('/').slice(-2);
  const key = DECLARED.flatMap(([ending, name, pattern]) =>
    ending.test(path) && near.some((part) => name.test(part)) ? (pattern.exec(text)?.[1] ?? []) : [],
  )[0];
  if (key === undefined) return [];
  return DISTINCTIVE.test(key) || HYPHENATED.test(key) || key.includes('.') ? [{ kind: 'key', name: key }] : [];
}
