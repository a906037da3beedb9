import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { brief } from '../scenario.ts';
import type { ManifestFormat } from './manifest-format.ts';
import { isPlain, type ManifestSetting, type Plain } from './setting.ts';

/** A setting that guards, and by how many of its keys another one takes its place; null: by its value alone. */
export type Guard = readonly [where: Plain, keys: number | null];

/** Settings that guarded and are gone, with nothing in their place. Folded: they may stand elsewhere now, or be what holds by itself. */
export function lostSettings(
  { read }: Pick<ManifestFormat, 'read'>,
  guards: readonly Guard[],
  { base, head }: { readonly base: string; readonly head: string },
): readonly SideHazard[] {
  const [before, now] = [read(base), read(head)];
  if (typeof before === 'string' || typeof now === 'string') return [];
  return guards.flatMap(([where, keys]) => {
    const stands = new Set(now.map((one) => placeOf(one, keys)));
    const gone = before.find((one) => isPlain(one, [where]) && !stands.has(placeOf(one, keys)));
    return gone === undefined ? [] : [guardGone(gone)];
  });
}

function placeOf({ keys, value }: ManifestSetting, depth: number | null): string {
  const names = keys.filter((key) => !/^\d+$/.test(key));
  return depth === null ? [...names, value].join('\n') : names.slice(0, depth).join('\n');
}

function guardGone({ keys, value }: ManifestSetting): SideHazard {
  const said = brief(`${keys.filter((key) => !/^\d+$/.test(key)).join('.')}: ${value}`.replaceAll('`', "'"));
  return {
    rule: 'security-check-off',
    identity: `gone ${said}`,
    lines: [1],
    title: `A guard is gone: \`${said}\``,
    explanation: 'Nothing took its place in this file. Leave it, or say where it stands now.',
    failureScenario: { description: 'What it kept out comes in from now on, and everything stays green.' },
    severity: 'suggestion',
    confidence: 200,
  };
}
