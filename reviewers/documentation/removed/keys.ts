import { type Declared, DISTINCTIVE, type OldLine } from './removed.ts';

/** Where configuration keys are declared: by the name of the file, and by what its line looks like. */
const DECLARED: readonly (readonly [files: RegExp, key: RegExp])[] = [
  [/(?:^|\/)[^/]*(?:config|schema|settings|options)[^/]*\.[mc]?[jt]sx?$/i, /^\s*['"]?([A-Za-z][\w-]*)['"]?\s*:\s*z\./],
  [/(?:^|\/)[^/]*schema[^/]*\.json$|(?:^|\/)schemas?\/[^/]+\.json$/i, /^\s*"([A-Za-z][\w-]*)"\s*:\s*\{/],
  [/(?:^|\/)action\.ya?ml$/, /^ {2}([a-z][\w-]*):\s*$/],
  [/\.go$/, /`[^`]{0,200}\b(?:ya?ml|toml|mapstructure|hcl):"([a-z][\w-]*)/],
  [/(?:^|\/)[^/]*(?:config|settings|options)[^/]*\.rs$|(?:^|\/)configs?\/[^/]+\.rs$/i, /^\s*pub\s+([a-z]\w*)\s*:/],
  [/\.(?:java|kt)$/, /@Value\("\$\{([a-z][\w-]*(?:\.[\w-]+)+)[:}]/],
];
const HYPHENATED = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/;

/** Keys of a configuration that people write by hand. */
export function declaredKeys({ path, text }: OldLine): Declared[] {
  const key = DECLARED.flatMap(([files, pattern]) => (files.test(path) ? (pattern.exec(text)?.[1] ?? []) : []))[0];
  if (key === undefined) return [];
  return DISTINCTIVE.test(key) || HYPHENATED.test(key) || key.includes('.') ? [{ kind: 'key', name: key }] : [];
}
