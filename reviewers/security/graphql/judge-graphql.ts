import {
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  GraphQLError,
  Kind,
  parse,
  print,
  visit,
} from 'graphql';
import type { SideHazard, SideJudgement, UnreadPart } from '../../changed-code/sides/judgement.ts';
import { brief } from '../scenario.ts';
import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';

/** Enough for schemas of thousands of types; parsing is linear. */
const MOST_TOKENS = 400_000;
/** Directives by which servers and gateways refuse people. */
const GUARD =
  /^(?:can|guard|shield|jwt|secured?|acl|rbac)$|auth|permission|scope|policy|role|private|internal|inaccessible|protected|restrict|access|firewall|(?:signed|logged)_?in|login|admin|owner|tenant|rate_?limit|cost|complexity|constraint|cognito|aws_(?:iam|oidc|lambda)/i;
/** Arguments by which everybody is let in. */
const EVERYBODY =
  /\b(?:allow|provider|role|roles|requires?|access|mode): ?\[?"?(?:public|anyone|everyone|anonymous|none|ALL|apiKey|unauthenticated)\b/i;
const PUBLIC = /^(?:public|aws_api_key|skip_?auth|no_?auth|anonymous|unauthenticated|allow_?anonymous)$/i;
/** Directives that tell a server what to call, ask or run: what they say is another language, which nobody here reads. */
const RUNS =
  /^(?:rest|http|sql|dbquery|cypher|graphql|grpc|function|lambda|script|js|expr|call|server|upstream|link|materializer|source|connect|resolver|manyToMany|query|custom|model|transform|compute|stdlib|command|exec)$/i;

/** The document of a text; the reason where it is none. */
function documentOf(text: string): DocumentNode | string {
  try {
    return parse(text.replace(/^\ufeff/, ''), { maxTokens: MOST_TOKENS });
  } catch (error) {
    if (error instanceof GraphQLError) return 'cannot be read as GraphQL';
    throw error;
  }
}

interface Placed {
  /** `Query.users` */
  readonly place: string;
  readonly directive: DirectiveNode | ConstDirectiveNode;
}

/** Every directive with the type, field or operation that has it. */
function directivesOf(document: DocumentNode): Placed[] {
  const found: Placed[] = [];
  const names: string[] = [];
  visit(document, {
    enter(node) {
      if (node.kind === Kind.DIRECTIVE) found.push({ place: names.join('.'), directive: node });
      else if ('name' in node && node.name !== undefined && 'directives' in node) names.push(node.name.value);
    },
    leave(node) {
      if (node.kind !== Kind.DIRECTIVE && 'name' in node && node.name !== undefined && 'directives' in node)
        names.pop();
    },
  });
  return found;
}

/** Judges one side of a schema or of queries: whom it lets in. */
export function judgeGraphql(text: string): SideJudgement {
  const document = documentOf(text);
  if (typeof document === 'string') return { hazards: [], unread: [{ reason: document, identity: text }] };
  const all = directivesOf(document);
  return { hazards: all.flatMap(openTo), unread: all.flatMap(runsElsewhere) };
}

function openTo({ place, directive }: Placed): ConfigurationHazard[] {
  const said = print(directive);
  const name = directive.name.value;
  const isOpen = PUBLIC.test(name) || (GUARD.test(name) && EVERYBODY.test(said));
  if (!isOpen) return [];
  return [
    {
      rule: 'public-exposure',
      identity: `${place} ${said}`,
      lines: [lineOf(directive)],
      title: `Everybody may ask for \`${brief(place)}\``,
      explanation:
        'The directive lets in whoever asks, with no more than the address of the server or a key that stands in each client.',
      failureScenario: { description: `A stranger sends a query for \`${brief(place)}\` and is answered.` },
      severity: 'warning',
      confidence: 700,
    },
  ];
}

function runsElsewhere({ place, directive }: Placed): UnreadPart[] {
  if (!RUNS.test(directive.name.value)) return [];
  const said = print(directive);
  return [{ reason: `says \`${brief(said)}\`, which a server runs`, identity: `${place} ${said}` }];
}

/** Guards that stood on a field or type and are gone, while the field or type is still there. */
export function lostGuards(base: string, head: string): readonly SideHazard[] {
  const [before, now] = [documentOf(base), documentOf(head)];
  if (typeof before === 'string' || typeof now === 'string') return [];
  const kept = Map.groupBy(directivesOf(now), ({ place }) => place);
  const places = placesOf(now);
  return directivesOf(before).flatMap(({ place, directive }): SideHazard[] => {
    const name = directive.name.value;
    const line = places.get(place);
    if (!isGuard(name) || line === undefined) return [];
    const guards = (kept.get(place) ?? []).map((one) => one.directive).filter((one) => isGuard(one.name.value));
    const said = print(directive);
    const changed = guards.some((one) => one.name.value === name);
    // Another guard in its place, or the same one as before.
    if (guards.some((one) => print(one) === said) || (guards.length > 0 && !changed)) return [];
    if (changed) return [lookedAtLess({ place, said, line })];
    return [
      {
        rule: 'guard-removed',
        identity: `${place} ${name}`,
        lines: [line],
        title: `\`@${name}\` no longer guards \`${brief(place)}\``,
        explanation:
          'The directive told the server whom to refuse. Nothing of the kind stands on this field or type any more.',
        failureScenario: {
          description: `Somebody who was refused before sends a query for \`${brief(place)}\` and is answered.`,
        },
        severity: 'warning',
        confidence: 700,
      },
    ];
  });
}

const isGuard = (name: string): boolean => GUARD.test(name) && !PUBLIC.test(name);

function lookedAtLess({
  place,
  said,
  line,
}: {
  readonly place: string;
  readonly said: string;
  readonly line: number;
}): SideHazard {
  return {
    rule: 'guard-removed',
    identity: `${place} ${said}`,
    lines: [line],
    title: `\`${brief(place)}\` no longer asks for what it asked for`,
    explanation: `Before, it said \`${brief(said)}\`. If fewer rights are enough now, more people are let in.`,
    failureScenario: {
      description: `Somebody who was refused before sends a query for \`${brief(place)}\` and is answered.`,
    },
    severity: 'suggestion',
    confidence: 550,
  };
}

function placesOf(document: DocumentNode): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const names: string[] = [];
  visit(document, {
    enter(node) {
      if (node.kind === Kind.DIRECTIVE || !('name' in node) || node.name === undefined || !('directives' in node))
        return;
      names.push(node.name.value);
      if (!places.has(names.join('.'))) places.set(names.join('.'), lineOf(node));
    },
    leave(node) {
      if (node.kind !== Kind.DIRECTIVE && 'name' in node && node.name !== undefined && 'directives' in node)
        names.pop();
    },
  });
  return places;
}

function lineOf({ loc }: { readonly loc?: { readonly startToken: { readonly line: number } } | undefined }): number {
  return loc?.startToken.line ?? 1;
}
