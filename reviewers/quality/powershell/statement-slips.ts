import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { misspelled } from '../styles/spelling.ts';
import { type BareScript, withoutComputed } from './bare-script.ts';
import { powerShellSlip } from './powershell-slip.ts';

/** What PowerShell fills by itself; what is written to it is lost, or breaks what reads it. */
const AUTOMATIC =
  /\$(?<=(?:^|[\n;{])[ \t]{0,200}\$)(args|input|matches|error|home|host|pid|pshome|psitem|_|true|false|null|pscmdlet|myinvocation|psscriptroot|pscommandpath|psboundparameters|executioncontext|sender|event|foreach|switch|stacktrace|shellid|nestedpromptlevel|isWindows|isLinux|isMacOS|isCoreCLR)\s?=(?!=)/gi;
/** Written on purpose, by everybody. */
const ON_PURPOSE =
  /^(?:error|input|matches|sender|event|_|psitem|null|foreach|switch|isWindows|isLinux|isMacOS|isCoreCLR|PSBoundParameters|psscriptroot)$/i;
const MOST_KEYS = 400;

/** Statements that never run, lose an error, or are read otherwise than they look. */
export function statementSlips(script: BareScript, text: string, lineOf: (at: number) => number): SideHazard[] {
  const { bare, texts } = script;
  const tell = (rule: Parameters<typeof powerShellSlip>[0], at: number, what: string, say: string): SideHazard =>
    powerShellSlip(rule, { line: lineOf(at), what, say });
  return [
    ...Array.from(bare.matchAll(AUTOMATIC)).flatMap(({ index, 0: written, 1: name = '' }) =>
      ON_PURPOSE.test(name)
        ? []
        : [tell('idle-script', index, written.trim(), `PowerShell fills \`$${name}\` by itself.`)],
    ),
    ...Array.from(bare.matchAll(/(?<![\w$-])catch(?=[\s[{])([\w\s.,[\]]{0,204})\{\s{0,400}\}/gi)).flatMap(
      ({ index, 0: written, 1: types = '' }) =>
        // A comment in it says why.
        !/^(?:\[.*\])?$/s.test(types.trim()) || text.slice(index, index + written.length).includes('#')
          ? []
          : [tell('lost-error', index, written, '')],
    ),
    ...unreachable(script, text, lineOf),
    ...calledWithBrackets(script, text, lineOf),
    ...wrongNames(script, text, lineOf),
    ...repeatedKeys(script, text, lineOf),
    ...texts.flatMap(({ start, text: quoted }) =>
      textSlips(bare, start, quoted).map((say) => tell('idle-script', start, quoted, say)),
    ),
  ];
}

/** What stands behind a `return`, `throw`, `exit`, `break` or `continue` in its own block. */
function unreachable({ bare }: BareScript, text: string, lineOf: (at: number) => number): SideHazard[] {
  const leaves =
    /(?<=[\n{;])([ \t]*)(?:return|throw|exit|break|continue)\b([^\n;{}|]*)\n(?:[ \t]*\n)*\1(?=[$\w[&.])(?!(?:elseif|else|catch|finally|end|process|until|while|function|filter|class|enum|param|begin|trap)\b)/gi;
  return Array.from(bare.matchAll(leaves)).flatMap(({ index, 0: written, 2: value = '' }) => {
    if (/[,([`+=|]\s*$/.test(value) || /-\w{1,12}\s*$/.test(value) || /^\s*=/.test(value)) return [];
    const at = index + written.length;
    // A value that goes on in the next line, a text, or a label of a loop.
    const next = text.slice(at).split('\n')[0] ?? '';
    if (/^[.\])}]|^:/.test(next.trim()) || /^(?:break|return|exit|continue)\b[^$"']*$/i.test(next.trim())) return [];
    return [
      powerShellSlip('idle-script', {
        line: lineOf(at),
        what: next,
        say: 'It stands behind what leaves the block, and never runs.',
      }),
    ];
  });
}

/** `Add-Pair(1, 2)`: both values arrive as one list. */
function calledWithBrackets({ bare }: BareScript, text: string, lineOf: (at: number) => number): SideHazard[] {
  const own = new Map(
    Array.from(
      bare.matchAll(/(?<![\w$-])function\s+([\w-]{2,60})\s*(?:\(([^()]{0,600})\))?/gi),
      ({ 1: name = '', 2: list }) => [name.toLowerCase(), list === undefined ? null : list.split(',').length],
    ),
  );
  return Array.from(
    bare.matchAll(
      /(?<![\w$.:-])([A-Z][a-z]{1,20}-[A-Z]\w{1,40}) ?\(([^()\n]{1,200}(?:\([^()\n]{0,100}\)[^()\n]{0,100})?)\)/g,
    ),
  ).flatMap(({ index, 0: written, 1: name = '', 2: inner = '' }) => {
    const known = own.get(name.toLowerCase());
    if (
      known === undefined ||
      known === 1 ||
      !inner.includes(',') ||
      /function\s+$/i.test(bare.slice(Math.max(0, index - 20), index))
    )
      return [];
    return [
      powerShellSlip('idle-script', {
        line: lineOf(index),
        what: text.slice(index, index + written.length),
        say: 'Values are separated by spaces, and have no brackets: this is one list, given to the first parameter.',
      }),
    ];
  });
}

/** Names of parameters that a function of the same file does not have, by a slip of the pen. */
function wrongNames({ bare }: BareScript, text: string, lineOf: (at: number) => number): SideHazard[] {
  const own = new Map<string, Set<string>>();
  for (const { index, 1: name = '' } of bare.matchAll(/(?<![\w$-])function\s+([\w-]{2,60})/gi)) {
    const body = bare.slice(index, index + 6000);
    const rest = /function\s+[\w-]{2,60}\s*(?:\{\s*(?:\[[^\n]{0,200}\]\s*)*param\s?)?\(/i.exec(body);
    if (rest === null || /dynamicparam/i.test(body)) continue;
    const list = bracketed(body, rest[0].length);
    own.set(
      name.toLowerCase(),
      new Set(Array.from(list.matchAll(/\$(\w{1,60})/g), ([, one = '']) => one.toLowerCase())),
    );
  }
  return Array.from(bare.matchAll(/(?<![\w$.-])([A-Za-z]{2,20}-\w{1,40})((?:\s+[^\s|;{}()\n]{1,100}){1,16})/g)).flatMap(
    ({ index, 1: name = '', 2: rest = '' }) => {
      const known = own.get(name.toLowerCase());
      if (known === undefined || known.size === 0) return [];
      for (const { index: place, 1: given = '' } of rest.matchAll(/\s-([A-Za-z]{2,40})(?=[\s:]|$)/g)) {
        const small = given.toLowerCase();
        if ([...known].some((one) => one.startsWith(small))) continue;
        const meant = near(small, known);
        if (meant !== null)
          return [
            powerShellSlip('refused-script', {
              line: lineOf(index + name.length + place + 1),
              what: text.slice(index, index + name.length + rest.length),
              say: `The function has no \`-${given}\`: \`-${meant}\` is one.`,
            }),
          ];
      }
      return [];
    },
  );
}

const near = (name: string, known: ReadonlySet<string>): string | null =>
  misspelled(name, known) ?? [...known].find((one) => one.length === name.length + 1 && isWithout(one, name)) ?? null;

const isWithout = (long: string, short: string): boolean =>
  short.length >= 3 && Array.from(long).some((_, at) => long.slice(0, at) + long.slice(at + 1) === short);

function bracketed(text: string, from: number): string {
  for (let [at, depth] = [from, 1]; at < text.length; at += 1) {
    if (text.charAt(at) === '(') depth += 1;
    if (text.charAt(at) === ')') depth -= 1;
    if (depth === 0) return text.slice(from, at);
  }
  return '';
}

/** A key twice in a table: PowerShell refuses the script. */
function repeatedKeys({ bare }: BareScript, text: string, lineOf: (at: number) => number): SideHazard[] {
  const found: SideHazard[] = [];
  // One for each open bracket; null where it is no table.
  const open: ({ readonly seen: Set<string>; isKey: boolean } | null)[] = [];
  for (let at = 0; at < bare.length; at += 1) {
    const sign = bare.charAt(at);
    const table = open.at(-1) ?? null;
    if ('({['.includes(sign))
      open.push(sign === '{' && bare.charAt(at - 1) === '@' ? { seen: new Set(), isKey: true } : null);
    else if (')}]'.includes(sign)) open.pop();
    else if (table === null || table.seen.size >= MOST_KEYS) continue;
    else if (sign === '\n' || sign === ';') table.isKey = true;
    else if (table.isKey && /\S/.test(sign)) {
      const { seen } = table;
      table.isKey = false;
      const key = /^(?:([\w-]{1,60})|'([^'\n]{1,60})'|"([^"$\n]{1,60})")\s{0,40}=/.exec(text.slice(at, at + 170));
      const name = (key?.[1] ?? key?.[2] ?? key?.[3])?.toLowerCase();
      if (name === undefined) continue;
      if (seen.has(name))
        found.push(
          powerShellSlip('refused-script', {
            line: lineOf(at),
            what: key?.[0] ?? name,
            say: 'The table has this key already, so that the script is refused.',
          }),
        );
      seen.add(name);
    }
  }
  return found;
}

/** What a text does not insert as it seems to. */
function textSlips(bare: string, start: number, quoted: string): string[] {
  const before = bare.slice(Math.max(0, start - 40), start);
  if (quoted.startsWith('"')) {
    const drive = /(?<![`\w])\$(\w{1,40}):(?=[\\/ ]|$|"|\$)/.exec(withoutComputed(quoted))?.[1];
    if (
      drive !== undefined &&
      !/^(?:env|global|script|local|private|using|variable|function|alias|cert|hklm|hkcu|wsman)$/i.test(drive)
    )
      return [`\`$${drive}:\` is read as a drive: \`\${${drive}}:\` is meant.`];
    return [];
  }
  // Told where it is shown to people, and a name of the script stands in it.
  if (!/\bWrite-(?:Host|Output|Verbose|Warning|Error|Information|Debug) $/i.test(before)) return [];
  const name = /(?<![`\w])\$(?!null|true|false)(\w{2,40})/i.exec(quoted)?.[1];
  return name !== undefined && new RegExp(String.raw`\$${name}\b`, 'i').test(bare)
    ? [`In single quotes \`$${name}\` stays as it is written.`]
    : [];
}
