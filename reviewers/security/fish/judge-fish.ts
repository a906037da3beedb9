import { fishCommands } from '../../changed-code/fish/read-fish.ts';
import type { SideHazard, SideJudgement } from '../../changed-code/sides/judgement.ts';
import { commandsNobodyKnows } from './commands-nobody-knows.ts';
import { brief } from '../scenario.ts';
import type { SecurityRule } from '../vocabulary.ts';

/** What a command of fish gives away or runs. */
interface FishHazard {
  readonly rule: SecurityRule;
  readonly pattern: RegExp;
  readonly title: string;
  readonly explanation: string;
  readonly severity: 'critical' | 'warning' | 'suggestion';
  readonly confidence: number;
}

/** Of longer commands the beginning is matched. */
const LONGEST_COMMAND = 2000;

/** A text in double quotes, or none, in which a value stands. */
const VALUE = String.raw`(?:"[^"]{0,400}(?<!\\)\$\w|\$\w)`;
const SECOND = {
  title: 'A second program reads a value as a part of its code',
  explanation:
    'A quote, a `;` or a `$(` in the value ends its place and begins a command of its own. Hand it over as an argument.',
} as const;
const DOWNLOADED = {
  rule: 'downloaded-code',
  title: 'What is downloaded is run at once',
  explanation: 'Whoever answers for that address decides what runs here. Save it, check its digest, and run that.',
  severity: 'critical',
  confidence: 800,
} as const;
const FETCH = String.raw`\b(?:curl|wget)\b[^|;()]{0,300}`;

/** Who calls the script chooses the value: folded, as in other scripts. */
const OF_ITS_USER = 200;

const HAZARDS: readonly FishHazard[] = [
  {
    ...DOWNLOADED,
    pattern: new RegExp(String.raw`${FETCH}\| ?(?:sudo )?(?:source|\.|fish|sh|bash|zsh|python3?|eval)(?: |$)`),
  },
  { ...DOWNLOADED, pattern: new RegExp(String.raw`\b(?:source|\.|eval|bash|sh|fish) (?:-c )?["']?\$?\( ?${FETCH}`) },
  {
    rule: 'code-injection',
    pattern: new RegExp(
      String.raw`(?:^|[|;(] ?|and |or )eval [^|;]{0,200}?(?:"[^"]{0,400}(?<!\\)\$(?:argv|\w{0,40}(?:input|line|name|arg|query|url|path|branch))\b|\$argv(?:\[[^\]]{1,20}\])?$)`,
    ),
    title: 'A value is run as code',
    explanation: 'What stands in it is read by fish as commands. Call the program with the value as an argument.',
    severity: 'suggestion',
    confidence: OF_ITS_USER,
  },
  {
    ...SECOND,
    rule: 'command-injection',
    severity: 'suggestion',
    confidence: OF_ITS_USER,
    pattern: new RegExp(String.raw`\b(?:bash|sh|zsh|dash|fish|su) (?:-\w{1,5} ){0,3}-\w{1,4}(?<=c) ${VALUE}`),
  },
  {
    ...SECOND,
    rule: 'command-injection',
    severity: 'suggestion',
    confidence: OF_ITS_USER,
    pattern: new RegExp(String.raw`\bssh [^"';|]{1,120}(?<= )"[^"]{0,300}(?<!\\)\$argv`),
  },
  {
    ...SECOND,
    rule: 'code-injection',
    severity: 'suggestion',
    confidence: OF_ITS_USER,
    pattern: new RegExp(String.raw`\b(?:python3?|perl|ruby|node|osascript) -(?:c|e) "[^"]{0,400}(?<!\\)\$argv`),
  },
  {
    ...SECOND,
    rule: 'sql-injection',
    severity: 'suggestion',
    confidence: OF_ITS_USER,
    pattern:
      /\b(?:mysql|psql|sqlite3|mariadb)\b[^|;]{0,200}"[^"]{0,100}\b(?:SELECT|INSERT|UPDATE|DELETE|DROP)\b[^"]{0,400}(?<!\\)\$\w/i,
  },
  {
    rule: 'certificate-check-off',
    pattern:
      /\bcurl (?:[^|;]{0,200} )?(?:-\w{0,6}k\w{0,6}|--insecure)(?: |$)|\bwget (?:[^|;]{0,200} )?--no-check-certificate\b|http\.sslVerify[ =]false/,
    title: 'What is loaded here is not checked',
    explanation: 'Whoever stands between decides what arrives. Give the certificate of that host, and check it.',
    severity: 'warning',
    confidence: 700,
  },
  {
    rule: 'excessive-permissions',
    pattern: /\bchmod (?:-R )?(?:0?777|a\+rwx|o\+w)\b/,
    title: 'Everybody on the machine may write there',
    explanation: 'What others write there is used by whoever trusts the place. Give the rights to those who need them.',
    severity: 'warning',
    confidence: 600,
  },
];

/** Judges a script for fish. */
export function judgeFish(text: string): SideJudgement {
  const commands = fishCommands(text);
  if (commands === null)
    return {
      hazards: [],
      unread: [{ reason: 'has a text that does not close, or signs whose meaning nobody knows', identity: text }],
    };
  const hazards = commands.flatMap(({ text: written, line }): SideHazard[] => {
    const found = HAZARDS.find(({ pattern }) => pattern.test(written.slice(0, LONGEST_COMMAND)));
    if (found === undefined) return [];
    const { rule, title, explanation, severity, confidence } = found;
    return [
      {
        rule,
        identity: written.replaceAll(/\s+/g, ''),
        lines: [line],
        title,
        explanation,
        failureScenario: {
          description: `Somebody else decides what \`${brief(written)}\` gets: that runs, or is taken as it comes.`,
        },
        severity,
        confidence,
      },
    ];
  });
  // What is folded is only a guess at who chooses the value.
  const told = new Set(hazards.filter(({ confidence }) => confidence !== OF_ITS_USER).map(({ lines: [line] }) => line));
  return { hazards, unread: commandsNobodyKnows(commands.filter(({ line }) => !told.has(line))) };
}
