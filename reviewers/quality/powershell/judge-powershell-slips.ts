import type { SideHazard, SideJudgement } from '../../changed-code/sides/judgement.ts';
import { bareScript, withoutComputed } from './bare-script.ts';
import { conditionSlips } from './condition-slips.ts';
import { powerShellSlip } from './powershell-slip.ts';
import { statementSlips } from './statement-slips.ts';

/** A property in a text: `"$user.Name"` puts the whole value out, and `.Name` behind it. */
const PROPERTY = /(?<![`\w])\$(\w{2,40})\.([A-Z]\w{1,40})(?=[\s"',:;)]|\.\s|\.?")/g;
const FILE_ENDINGS =
  /^(?:exe|dll|ps1|psm1|psd1|json|xml|txt|log|csv|zip|msi|cmd|bat|html|md|ya?ml|nupkg|cs|vhdx?|com|net|org|local)$/i;

/** Judges whether a script of PowerShell does what it plainly means to. */
export function judgePowerShellSlips(source: string): SideJudgement {
  const text = source.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  const script = bareScript(text);
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  const lineOf = (at: number): number => {
    let [low, high] = [0, starts.length];
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle;
    }
    return low + 1;
  };
  const broken =
    script.unclosed === null
      ? []
      : [
          powerShellSlip('refused-script', {
            line: lineOf(script.unclosed),
            what: text.slice(script.unclosed).split('\n')[0] ?? '',
            say: 'It does not close.',
          }),
        ];
  const properties = script.texts.flatMap(({ start, text: quoted }) =>
    quoted.startsWith('"')
      ? Array.from(withoutComputed(quoted).matchAll(PROPERTY)).flatMap(
          ({ index, 0: what, 1: name = '', 2: property = '' }): SideHazard[] => {
            // Told where the script reads that property of that value elsewhere.
            const isRead =
              new RegExp(String.raw`\$${name}\.${property}\b`, 'i').test(script.bare) ||
              new RegExp(String.raw`\$\(\$${name}\.${property}\b`, 'i').test(text);
            const isParameter = new RegExp(String.raw`\$${name}\b`, 'i').test(script.bare);
            if (
              FILE_ENDINGS.test(property) ||
              !isParameter ||
              (!isRead && !/^(?:Name|Id|Message|Count|Length|Path|FullName|Exception)$/.test(property))
            )
              return [];
            return [
              powerShellSlip('idle-script', {
                line: lineOf(start + index),
                what,
                say: `A property is inserted by \`$($${name}.${property})\`.`,
              }),
            ];
          },
        )
      : [],
  );
  const told = new Set<number>();
  const hazards = [
    ...broken,
    ...conditionSlips(script, text, lineOf),
    ...statementSlips(script, text, lineOf),
    ...properties,
  ].filter(({ lines: [line = 1] }) => {
    const fresh = !told.has(line);
    told.add(line);
    return fresh;
  });
  return { hazards, unread: [] };
}
