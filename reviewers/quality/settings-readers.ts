import { parse as parseToml } from 'smol-toml';
import { z } from 'zod';
import { passed, settingLeaves, type Setting } from './linter-readers.ts';

/** What cargo-deny grades itself. Source: its book, "checks" and "Config", 0.18. */
const GRADED =
  /^(?:advisories\.(?:vulnerability|unmaintained|unsound|yanked|notice)|licenses\.(?:unlicensed|copyleft|default|unused-allowed-license)|bans\.(?:multiple-versions|wildcards|workspace-default-features|external-default-features|unused-workspace-dependencies)|sources\.(?:unknown-registry|unknown-git|required-git-spec|unused-allowed-source))$/;
const PASSES =
  /^(?:advisories\.ignore(?:\.id|\.crate)?|licenses\.(?:allow|exceptions(?:\.allow|\.crate|\.name)?)|bans\.(?:allow|skip|skip-tree)(?:\.(?:crate|name|version|depth))?|sources\.(?:allow-registry|allow-git)|(?:graph\.)?exclude)$/;
const ONLY_SAYS =
  /\.reason$|^(?:graph\.(?:targets|all-features|no-default-features|features|exclude-(?:dev|unpublished))|output\.[\w-]{1,40}|licenses\.(?:confidence-threshold|include-dev|version)|bans\.highlight|advisories\.version|(?:graph\.)?targets\.triple)$/;

/** cargo-deny's settings: what it grades, and what it passes over. Where its lists of known holes come from, and bans, are not known. */
export function readCargoDeny(text: string): readonly Setting[] | null {
  try {
    return settingLeaves(parseToml(text), []).map((one) => {
      const place = one.keys.join('.');
      if (GRADED.test(place)) return { keys: ['rules', place], value: denyGrade(place, one.value) };
      if (PASSES.test(place)) return passed(`${place}:${one.value}`, one.value);
      return ONLY_SAYS.test(place) ? { keys: ['says', place], value: one.value } : one;
    });
  } catch {
    return null;
  }
}

/** Of known holes nothing less than a refusal stops anybody, and `none` looks for none. Source: its book, "advisories". */
function denyGrade(place: string, value: string): string {
  if (place === 'advisories.vulnerability') return value === 'deny' ? value : 'off';
  if (!/^advisories\.(?:unmaintained|unsound)$/.test(place)) return value;
  return { all: 'deny', workspace: 'warn', transitive: 'warn', none: 'off' }[value] ?? value;
}

const Decisions = z.strictObject({
  decisions: z.record(
    z.string().regex(/^[\w-]{1,60}\|[^\n]{1,1000}$/),
    z.strictObject({
      decision: z.enum(['ignore', 'none', 'fix', 'postpone']),
      madeAt: z.int().optional(),
      expiresAt: z.int().optional(),
      reason: z.string().max(2000).optional(),
    }),
  ),
  // How grave a hole has to be is said there: not known here.
  rules: z.strictObject({}).optional(),
  version: z.int().optional(),
});

/** Which known holes of which packages npm-audit-resolver passes over, one for each way to the package. Source: its README, and its own reader of the file. */
export function readAuditDecisions(text: string): readonly Setting[] | null {
  try {
    const { decisions } = Decisions.parse(JSON.parse(text));
    const holes = Object.entries(decisions);
    // A key that stands twice would be lost on the way.
    if (text.split('"decision"').length - 1 !== holes.length) return null;
    return holes.flatMap(([hole, { decision }]) =>
      decision === 'none' || decision === 'fix' ? [] : [passed(hole, hole)],
    );
  } catch {
    return null;
  }
}

/** A key, behind the dash of an entry or without one. */
const NEON_KEY = /^([\w\\.-]{1,200}):(?: |$)/;
/** A text in quotes, a word, a pattern; what is computed (`%`), called or listed in one line is not read. */
const NEON_VALUE = /^(?:'(?:[^'%\n]|'')*'|"(?:[^"\\%\n]|\\.)*"|[\w./\\*-]{1,300}|[A-Z](?:[\w $\\.>-]|:(?=\S))*)?$/;

/** PHPStan's settings, line by line, without what NEON computes. Null where a line has another form. */
export function readPhpstan(text: string): readonly Setting[] | null {
  const settings: Setting[] = [];
  const above: { readonly depth: number; readonly key: string }[] = [];
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
    if (indent.includes(' ') && indent.includes('\t')) return null;
    const dashed = line.slice(indent.length);
    const dash = dashed === '-' || dashed.startsWith('- ');
    const said = dash ? dashed.slice(2) : dashed;
    const [whole = '', key] = NEON_KEY.exec(said) ?? [];
    const rest = said.slice(whole.length);
    const value = withoutRemark(rest).trim();
    if (!NEON_VALUE.test(value) || /^\s/.test(rest)) return null;
    // An entry of a list stands deeper than its key, and what belongs to it deeper still.
    const depth = indent.length * 2 + (dash ? 1 : 0);
    while ((above.at(-1)?.depth ?? -1) >= depth) above.pop();
    const keys = [...above.map((one) => one.key), ...(key === undefined ? [] : [key])].filter((one) => one !== '-');
    if (dash) above.push({ depth, key: '-' });
    if (key !== undefined) above.push({ depth: dash ? depth + 1 : depth, key });
    if (value !== '') settings.push({ keys: asRule(keys), value });
  }
  return settings;
}

/** What stands behind the last quote and a blank. */
function withoutRemark(text: string): string {
  const mark = text.indexOf(' #', Math.max(text.lastIndexOf("'"), text.lastIndexOf('"')));
  return mark === -1 ? text : text.slice(0, mark);
}

/** A check that is on or off by its name is a rule. */
function asRule(keys: readonly string[]): readonly string[] {
  const [first, name = '', ...rest] = keys;
  return first === 'parameters' && rest.length === 0 && /^(?:report|check)[A-Z]\w{1,80}$/.test(name)
    ? ['rules', name]
    : keys;
}
