import picomatch from 'picomatch';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import type { CheckContext } from '../../reviewer.ts';

/** What is not of the expected form says nothing. */
const Globs = z.array(z.string()).catch([]);
const Listed = z.union([z.string().transform((text) => text.split(',')), Globs]).catch([]);

const Typos = z.object({ files: z.object({ 'extend-exclude': Globs }).optional() }).catch({});
const Codespell = z.object({ skip: Listed.optional() }).catch({});
const Cspell = z.object({ ignorePaths: Globs.optional() }).catch({});
const Pyproject = z
  .object({ tool: z.object({ typos: Typos.optional(), codespell: Codespell.optional() }).optional() })
  .catch({});

const ofTypos = (data: unknown): readonly string[] => Typos.parse(data).files?.['extend-exclude'] ?? [];
const ofCspell = (text: string): readonly string[] => Cspell.parse(parseYaml(text)).ignorePaths ?? [];
/** `skip = a,b` in the section of codespell. */
const ofIni = (text: string): readonly string[] =>
  (/^\[codespell\][^[]*?^skip[ \t]*=[ \t]*([^\n\r\u2028\u2029]{1,2000})/m.exec(text)?.[1] ?? '').split(',');

/** Files of spell checkers at the root, and how each says which paths it leaves alone. */
const FILES: Readonly<Record<string, (text: string) => readonly string[]>> = {
  ...Object.fromEntries(
    ['typos.toml', '_typos.toml', '.typos.toml'].map((name) => [name, (text: string) => ofTypos(parseToml(text))]),
  ),
  'pyproject.toml': (text) => {
    const { typos, codespell } = Pyproject.parse(parseToml(text)).tool ?? {};
    return [...ofTypos(typos), ...(codespell?.skip ?? [])];
  },
  '.codespellrc': ofIni,
  'setup.cfg': ofIni,
  ...Object.fromEntries(
    [
      'cspell.json',
      '.cspell.json',
      'cSpell.json',
      'cspell.yaml',
      'cspell.yml',
      'cspell.config.yaml',
      'cspell.config.yml',
    ].map((name) => [name, ofCspell]),
  ),
};

/**
 * Says of a path whether the repository's own spell checker leaves it alone, by what stood at the base. The words that it accepts stand in
 * its settings or lists at the base as well, and what stands there is no slip.
 */
export async function leftAlone(context: CheckContext): Promise<(path: string) => boolean> {
  const paths = new Set(await context.list('old'));
  const globs: string[] = [];
  for (const [name, read] of Object.entries(FILES)) {
    if (!paths.has(name)) continue;
    const content = await context.read(name, 'old');
    if (content.kind === 'text') globs.push(...globsIn(content.text, read));
  }
  // As in an ignore list: a folder means all below it, and a name stands at any depth.
  const meant = globs.flatMap((glob) => [glob, `${glob}/**`, `**/${glob}`, `**/${glob}/**`]);
  return meant.length === 0 ? () => false : picomatch(meant, { dot: true });
}

function globsIn(text: string, read: (text: string) => readonly string[]): string[] {
  try {
    const globs = read(text).map((glob) => glob.trim().replace(/^\.?\/|\/$/g, ''));
    return globs.filter((glob) => glob !== '' && !glob.startsWith('!'));
  } catch {
    // Settings that their own tool cannot read either leave nothing alone.
    return [];
  }
}
