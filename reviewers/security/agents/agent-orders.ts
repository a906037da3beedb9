import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import type { SecurityRule } from '../vocabulary.ts';

/** One way in which people have an agent do harm: how it is written, and what is told. */
export interface AgentOrder {
  readonly rule: SecurityRule;
  /** Each is enough; of a list all, one behind the other. */
  readonly patterns: readonly (RegExp | readonly RegExp[])[];
  /** So far behind one the next is looked for; the usual reach where absent. */
  readonly reach?: number;
  readonly title: string;
  readonly explanation: string;
  readonly scenario: string;
  readonly severity?: SideHazard['severity'];
  readonly confidence?: number;
  /** A word like "never" belongs to it. */
  readonly evenRefused?: true;
}

const FOLDED = 240;
/** Words of one order stand near each other. */
const NEAR = 60;
const REACH = 200;
const NO_GUARD =
  'Whoever reads the change later relies on what the checks of the repository refuse. An agent that leaves them out commits what no hook, test or person has seen.';

/** Branches that others work on. */
const SHARED = /\b(?:main|master|develop|trunk)\b/;
/** Ways of giving something to others, and keys of a machine. */
const GIVES = /\b(?:paste|post|send|upload|share|attach|include|append|print|copy|put|publish|report)\b/i;
const KEYS = /~\/\.(?:ssh|aws|gnupg|kube|netrc|npmrc)|\bid_(?:rsa|ed25519)|\/etc\/shadow/i;

/** Orders that are commands: told wherever an agent may read them. */
export const COMMAND_ORDERS: readonly AgentOrder[] = [
  {
    rule: 'unguarded-agent',
    patterns: [
      /--dangerously-(?:skip-permissions|bypass-approvals-and-sandbox)|--yolo\b|\bbypassPermissions\b|--(?:allow|trust)-all-tools\b|--approval-mode[ =]yolo\b|\bdanger-full-access\b|--permission-mode[ =]bypass/,
    ],
    title: 'The agent is started without asking before it acts',
    explanation:
      'It runs every command that it, or a text it reads, comes up with, with the rights of whoever started it. Allow the commands that the task needs.',
    scenario: 'An issue or a web page that the agent reads tells it to send the credentials of the machine away.',
  },
  {
    rule: 'unguarded-agent',
    patterns: [
      [/\bgit\b/, /\s--no-verify\b/],
      [/\bgit commit\b/, /\s-[a-z]{0,4}n[a-z]{0,4}\s/],
      /\bHUSKY=0\b/,
      [/\bgh pr merge\b/, /\s--admin\b/],
    ],
    title: 'The instructions leave out the checks before a commit',
    explanation: NO_GUARD,
    scenario: 'The agent commits a credential, or code that does not pass its checks, and nothing stops it.',
  },
  {
    rule: 'unguarded-agent',
    patterns: [
      [/\bgit push\b/, /\s(?:--force|-f)(?=\s|$)/, SHARED],
      [/\bgit push\b/, SHARED, /\s(?:--force|-f)(?=\s|$)/],
    ],
    title: 'The instructions overwrite the history of a shared branch',
    explanation: 'What others pushed in between is gone for everybody. Push a branch, and have it merged.',
    scenario: 'Two people push: the commits of the first are no longer on the branch.',
  },
  {
    rule: 'unguarded-agent',
    patterns: [/\brm\s{1,4}-[rfR]{1,3}\s{1,4}["']?(?:~|\$HOME|\$\{HOME\}|\/)["']?(?:\/\*?)?(?:["']?\s|["'`]|$)/],
    title: 'The command removes everything of its user',
    explanation: 'An agent runs what it is shown. Name the folder that is to go.',
    scenario: 'The agent cleans up, and the home folder of whoever started it is gone.',
    severity: 'critical',
  },
  {
    rule: 'secret-sent-away',
    patterns: [
      [
        /\b(?:curl|wget|nc)\b/,
        /@[^\s\x60"'@]{0,100}\.(?:env|netrc|npmrc|pypirc)\b|@[^\s\x60"'@]{0,100}(?:id_rsa|id_ed25519|credentials)/,
      ],
      [
        /\b(?:curl|wget|nc)\b/,
        /\$\{?\w{0,40}(?:TOKEN|SECRET|PASSWORD|API_?KEY)\w{0,20}\}?["']{0,2}\s{0,4}(?:$|[\x60&|])/,
      ],
    ],
    title: 'The command sends a credential away',
    explanation: 'Nobody has to send it anywhere to build or test this project.',
    scenario: 'An agent follows the instructions on a developer’s machine: the address has the credential.',
  },
  {
    rule: 'downloaded-code',
    patterns: [[/\bexec\s{0,4}\(/, /\b(?:urlopen|urlretrieve|requests\.get|httpx\.get|fetch)\s{0,4}\(/]],
    title: 'What is downloaded is run unread',
    explanation:
      'Whoever changes what lies at this address runs a program on the machine. Take it into the repository.',
    scenario: 'Somebody takes the address over, and every agent that follows the instructions runs their program.',
  },
];

/** Nouns that guard a repository. */
const GUARD =
  /\b(?:tests?|test suite|assertions?|checks?|reviews?|reviewers?|hooks?|linters?|lint errors?|validations?|authentication|authorization|permissions?|sandbox|security)\b/i;
/** The same, of all of them. */
const GUARD_ALONE =
  /\b(?:tests?|test suite|assertions?|checks?|reviews?|reviewers?|hooks?|linters?|lint errors?|validations?|authentication|authorization|permissions?|sandbox|security)\b(?!\s{1,4}(?:for|that|with|in))/i;
/** The same, as the last word of an order. */
const GUARD_LAST =
  /^(?:the |any |unit |a )?(?:tests?|test suite|assertions?|checks?|reviews?|hooks?|linters?|validations?|authentication|authorization|permissions?)\s{0,4}(?:[.,;:!)]|$)/i;

/** Orders in words. Who writes them in another way is not heard: of these only the clear ones are told openly. */
export const WORD_ORDERS: readonly AgentOrder[] = [
  {
    rule: 'hidden-instruction',
    patterns: [
      [
        /\b(?:ignore|disregard|forget|override)\b/i,
        /\b(?:previous|prior|above|earlier|preceding|other|all|any|system)\b/i,
        /\b(?:instructions?|prompts?|guidelines)\b/i,
      ],
    ],
    reach: NEAR,
    title: 'The text tells an agent to pass over its other instructions',
    explanation:
      'Instructions that stand beside others say what holds in a conflict; nothing honest has all others ignored.',
    scenario: 'The agent no longer heeds what its user or the repository forbids.',
  },
  {
    rule: 'hidden-instruction',
    patterns: [
      /\b(?:do not|don[’']t|never|without)\s{1,4}(?:tell|telling|inform|informing|notify|notifying|alert|alerting|mention(?:ing)? (?:this|it|that) to|reveal(?:ing)? (?:this|it|that) to)\s{1,4}(?:the |your |any )?(?:user|users|human|humans|maintainers?|reviewers?|developers?|anyone|anybody|owner)\b/i,
      /\b(?:do not|don[’']t|never)\s{1,4}(?:mention|reveal|disclose)\s{1,4}(?:this|these instructions)\b/i,
    ],
    title: 'The text has an agent keep something from people',
    explanation: 'Who works with an agent has to see what it does, and why.',
    scenario: 'The agent does what its user did not ask for, and says nothing of it.',
    evenRefused: true,
  },
  {
    rule: 'foreign-instruction',
    patterns: [
      [
        /\b(?:fetch|read|load|download|retrieve|open|visit|browse)\b/i,
        /https?:\/\//,
        /\b(?:follow|obey|execute|comply|do what|act on|carry out)\b/i,
      ],
      [
        /\b(?:follow|obey|execute|comply with|carry out)\b/i,
        /\b(?:instructions|rules|steps|commands|orders|directions)\b/i,
        /\b(?:at|from|in|under)\s{1,4}[<[]{0,2}https?:\/\//i,
      ],
    ],
    title: 'An agent is told to obey a text from elsewhere',
    explanation:
      'Whoever can change that text decides what agents do in this repository, and no review sees it. Take it into the repository.',
    scenario: 'The page changes after the review, and tells the agents of everybody to send the source away.',
  },
  {
    rule: 'secret-sent-away',
    patterns: [
      [GIVES, KEYS],
      [GIVES, /\b(?:contents?|values?) of\b/i, /\.env\b|\b(?:secrets?|tokens?|credentials?)\b/i],
      [KEYS, /\b(?:paste|post|send|upload|share|attach|append|publish)\b/i],
    ],
    title: 'An agent is told to give credentials of the machine away',
    explanation: 'Nobody needs the keys of a developer’s machine to work on this project.',
    scenario: 'An agent follows the instructions: whoever reads the issue has the keys.',
  },
  {
    rule: 'unguarded-agent',
    patterns: [
      // As an order begins: at the beginning of a sentence or of its last part, behind words that allow it.
      [
        /(?:^|[,;:]\s{1,4}|\b(?:then|just|simply|always|please|may|can|should)\s{1,4})(?:[-*+]\s{1,4}|\d{1,3}[.)]\s{1,4})?(?:\*\*)?(?:delete|remove|skip|disable|comment out|bypass|circumvent|suppress|weaken|turn off|switch off)\b/i,
        GUARD_ALONE,
      ],
      [GUARD, /\b(?:delete it|remove it|skip it|disable it|comment (?:it|the \w{1,20}) out)\b/i],
      [/\b(?:fails?|failing|red|broken)\b/i, /[,;:]\s{1,4}(?:delete|remove|skip|disable) (?:it|them)\b/i],
      [/\b(?:approve|merge)\b/i, /\b(?:own|your|yourself)\b/i, /\bwithout\b/i],
    ],
    title: 'The instructions have a guard of the repository left out',
    explanation: NO_GUARD,
    scenario: 'The agent takes a failing test away instead of mending what broke it.',
    severity: 'suggestion',
    confidence: FOLDED,
    reach: NEAR,
  },
  {
    rule: 'unguarded-agent',
    patterns: [
      [/\b(?:never|do not|don[’']t|no need to)\s{1,4}(?:run|write|add|wait for|ask for|request)\s{1,4}/i, GUARD_LAST],
      [/\b(?:do not|don[’']t|never)\s{1,4}ask\b/i, /\b(?:confirm\w{0,8}|permission|approval)\b/i],
    ],
    title: 'The instructions have an agent act without a guard',
    explanation: NO_GUARD,
    scenario: 'The agent changes what nobody asked for, and nobody is asked.',
    severity: 'suggestion',
    confidence: FOLDED,
    reach: NEAR,
    evenRefused: true,
  },
  {
    rule: 'unguarded-agent',
    patterns: [
      [
        /\b(?:may|can|should|must|free to|allowed to)\b/i,
        /\bwithout\s{1,4}(?:asking|confirmation|confirming|approval|permission|waiting|a review|review)\b/i,
      ],
    ],
    title: 'The instructions have an agent act without a guard',
    explanation: NO_GUARD,
    scenario: 'The agent changes what nobody asked for, and nobody is asked.',
    severity: 'suggestion',
    confidence: FOLDED,
    reach: NEAR,
  },
];

/** A sentence that refuses, or allows only after somebody asked for it. Flags of commands have such words too and are taken out first. */
const REFUSES =
  /\b(?:never|not|n[’']t|avoid|no|none|without|forbid\w{0,5}|prohibit\w{0,5}|refuses?|den(?:y|ies|ied)|blocks?|blocked|cannot|instead of|rather than|unsafe|dangerous|bad|wrong|warn\w{0,4}|unless|only (?:if|when|after)|explicit\w{0,4}|discouraged?|disallow\w{0,3}|must be asked)\b|❌|✗|🚫|⛔/i;

/** Whether a sentence says that what it names is not to be done, or only once somebody asked. */
export function isRefusal(sentence: string): boolean {
  return REFUSES.test(sentence.replaceAll(/`[^`\n]{0,1000}`|(?<!\S)--?[\w-]{1,60}/g, ' '));
}

/** What is told of an order at a line; `text` is what holds it. */
export function hazardOfOrder(found: AgentOrder, text: string, line: number): SideHazard {
  const { rule, title, explanation, scenario, severity, confidence } = found;
  return {
    rule,
    identity: `${title} ${text.replaceAll(/\s+/g, ' ').slice(0, 200)}`,
    lines: [line],
    title,
    explanation,
    failureScenario: { description: scenario },
    ...(severity !== undefined && { severity }),
    ...(confidence !== undefined && { confidence }),
  };
}

/** What holds an order, and where it begins: null where the text has none. */
export function orderIn(
  { patterns, reach = REACH }: AgentOrder,
  text: string,
): { readonly at: number; readonly said: string } | null {
  for (const pattern of patterns) {
    let at = -1;
    let end = 0;
    const all = pattern instanceof RegExp ? [pattern] : pattern;
    const isWhole = all.every((one, index) => {
      const found = one.exec(text.slice(end, index === 0 ? undefined : end + reach));
      if (found === null) return false;
      if (index === 0) at = found.index;
      end += found.index + found[0].length;
      return true;
    });
    if (isWhole) return { at, said: text.slice(at, end) };
  }
  return null;
}
