import type { ManifestSetting } from './setting.ts';

/** Properties as Java reads them, without lines that go on. */
export function readProperties(text: string): readonly ManifestSetting[] {
  return text.split(/\r?\n/).flatMap((raw, index): ManifestSetting[] => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith('!')) return [];
    const [key = ''] = line.split(/[\s=:]/, 1);
    const rest = line.slice(key.length).trim();
    const value = rest.startsWith('=') || rest.startsWith(':') ? rest.slice(1).trim() : rest;
    return [{ keys: [key], value: value.replaceAll(/\\([:=#!])/g, '$1'), line: index + 1 }];
  });
}
