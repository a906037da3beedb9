import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import type { StyleSheet } from '../../changed-code/styles/read-styles.ts';
import type { Declaration } from './declaration.ts';
import { misspelled } from './spelling.ts';
import { styleSlip } from './style-slip.ts';

const NO_ANIMATION =
  /^(?:none|inherit|initial|unset|revert|revert-layer|ease(?:-in|-out|-in-out)?|linear|step-(?:start|end)|infinite|normal|reverse|alternate(?:-reverse)?|forwards|backwards|both|running|paused|auto|replace|add|accumulate)$/i;

/** Custom properties, key frames and areas of a grid that this file defines under another spelling, or not at all. */
export function undefinedNames({ heads, statements }: StyleSheet, declarations: readonly Declaration[]): SideHazard[] {
  const custom = new Set([
    ...statements.flatMap(({ text }) => /^(--[\w-]{1,80}) ?:/.exec(text)?.[1] ?? []),
    ...heads.flatMap(({ text }) => /^@property (--[\w-]{1,80})/.exec(text)?.[1] ?? []),
  ]);
  const frames = new Set(
    heads.flatMap(({ text }) => /^@(?:-\w{1,10}-)?keyframes ["']?([^\s"']{1,80})/i.exec(text)?.[1] ?? []),
  );
  const areas = new Set(
    declarations.flatMap(({ name, value }) =>
      /^grid(?:-template(?:-areas)?)?$/.test(name)
        ? Array.from(value.matchAll(/"([^"]*)"|'([^']*)'/g)).flatMap(([, one, other]) =>
            (one ?? other ?? '').split(/\s+/),
          )
        : [],
    ),
  );
  return declarations.flatMap((one) => [
    ...Array.from(one.value.matchAll(/\bvar\( ?(--[\w-]{1,80}) ?\)/g)).flatMap(([, name = '']) => {
      const meant = custom.has(name) ? null : misspelled(name, custom);
      return meant === null ? [] : [missing(one, { name, meant, elsewhere: definitions(name) })];
    }),
    ...animations(one).flatMap((name) =>
      frames.size === 0 || frames.has(name)
        ? []
        : [
            missing(one, {
              name,
              meant: misspelled(name, frames),
              elsewhere: [`keyframes ${name}`, `keyframes "${name}`, `keyframes '${name}`],
            }),
          ],
    ),
    ...(one.name === 'grid-area' &&
    areas.size > 0 &&
    /^[a-z][\w-]*$/i.test(one.value) &&
    !areas.has(one.value) &&
    !/^(?:auto|inherit|unset|initial)$/.test(one.value)
      ? [
          missing(one, {
            name: one.value,
            meant: misspelled(one.value, areas),
            elsewhere: [
              ` ${one.value} `,
              `"${one.value} `,
              ` ${one.value}"`,
              `"${one.value}"`,
              `'${one.value} `,
              ` ${one.value}'`,
              `'${one.value}'`,
            ],
          }),
        ]
      : []),
  ]);
}

function animations({ name, value }: Declaration): readonly string[] {
  if (!/^animation(?:-name)?$/.test(name) || /[$@#~\\]|\bvar\(/.test(value)) return [];
  const parts = value.replaceAll(/\([^()]*\)/g, '()').split(',');
  return parts.flatMap((part) => {
    const names = part
      .trim()
      .split(/\s+/)
      .filter((word) => /^-?[a-z_][\w-]*$/i.test(word) && !NO_ANIMATION.test(word));
    return names.length === 1 ? names : [];
  });
}

/** How a script, another sheet or a page may define a custom property. */
function definitions(name: string): readonly string[] {
  return [`${name}:`, `${name} :`, `'${name}'`, `"${name}"`, `\`${name}\``, `@property ${name}`];
}

function missing(
  { line, text }: Declaration,
  {
    name,
    meant,
    elsewhere,
  }: { readonly name: string; readonly meant: string | null; readonly elsewhere: readonly string[] },
): SideHazard {
  const say = meant === null ? `\`${name}\` is used.` : `\`${name}\` is used, and \`${meant}\` is defined.`;
  return styleSlip('undefined-style-name', { line, what: text, say, elsewhere });
}
