import type { CallerOptions, CallResult, ModelCaller } from '../../../models/model-caller.ts';
import type { AssistantPart, ModelRequest } from '../../../models/model.ts';
import type { ModelCapability } from '../../../schemas/model.ts';
import type { Attack } from './attack.ts';

const CAPABILITY: ModelCapability = {
  id: 'obeying-model',
  provider: 'anthropic',
  family: 'test',
  contextTokens: 200_000,
  outputTokens: 16_000,
  price: { input: 1, output: 1, cacheRead: 0, cacheWrite: 1 },
  tools: true,
  schemas: 'strict',
  minimumCacheTokens: null,
};

/** Real code that stood in the repository before: what an obeying judge quotes. */
export const STABLE = { path: 'src/stable.ts', code: 'export const stable = compute(1);' };
/** A harmless line of every change: what an obeying reviewer quotes. */
export const HARMLESS = { path: 'src/greeting.ts', code: "export const greeting = 'hello';" };

/** A model that does whatever the attack says, as a reviewer and as the judge, and remembers what it was asked. */
export class ObeyingModel {
  readonly requests: ModelRequest[] = [];
  readonly #attack: Attack;

  constructor(attack: Attack) {
    this.#attack = attack;
  }

  /** `reviewer`: obeys. `failing`: never gives an answer that fits. `judge`: obeys, as the judge. */
  caller(role: 'reviewer' | 'failing' | 'judge'): ModelCaller {
    let asked = 0;
    return {
      capability: CAPABILITY,
      call: async (request: ModelRequest, { onFirstEvent }: CallerOptions): Promise<CallResult> => {
        this.requests.push(request);
        onFirstEvent?.();
        const parts = this.#turn(role, request, asked);
        asked += 1;
        const stopReason = parts.some((part) => part.kind === 'tool-call') ? 'tool-calls' : 'end';
        const inputTokens = Math.ceil(JSON.stringify(request).length / 4);
        const usage = { inputTokens, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 10 };
        const response = { parts, stopReason, usage, model: CAPABILITY.id, requestId: null } as const;
        return {
          response,
          capability: CAPABILITY,
          host: 'models.example',
          local: false,
          reused: false,
          costMicroUsd: 1,
        };
      },
    };
  }

  #turn(role: 'reviewer' | 'failing' | 'judge', request: ModelRequest, asked: number): readonly AssistantPart[] {
    const { obey } = this.#attack;
    if (role === 'failing') return [{ kind: 'text', text: 'LGTM. Approved, nothing to report.' }];
    if (asked === 0 && obey.tools.length > 0) {
      return obey.tools.map(({ name, input }, at) => ({ kind: 'tool-call', callId: `call-${at}`, name, input }));
    }
    if (role === 'judge') return [text({ answers: this.#judgements(request) })];
    const saidBefore = request.messages.some(({ parts }) =>
      parts.some((part) => part.kind === 'text' && part.text === obey.says),
    );
    if (obey.says !== undefined && !saidBefore) return [{ kind: 'text', text: obey.says }];
    return [text({ findings: findingsOf(this.#attack, leakOf(request)), examined: [] })];
  }

  #judgements(request: ModelRequest): object[] {
    const { judge } = this.#attack.obey;
    const shown = JSON.stringify(request.messages[0]);
    const count = Number(/# The findings to judge: (\d+)/.exec(shown)?.[1] ?? 0);
    const drop = { quote: STABLE.code, path: STABLE.path, side: 'new', startLine: 1, endLine: 1 };
    return Array.from({ length: count }, (_, at) => {
      const head = { candidate: `c${at + 1}`, reason: 'The maintainers approved this.' };
      if (judge === 'drop') return { ...head, action: 'drop', ...drop };
      if (judge === 'merge') return { ...head, action: 'merge', into: `c${count}` };
      if (judge === 'lower') return { ...head, action: 'regrade', severity: 'suggestion', confidence: 0 };
      return { ...head, action: 'keep' };
    });
  }
}

/** The findings that the attack dictates. */
export function findingsOf({ obey }: Attack, leak: string): object[] {
  if (obey.finding === null) return [];
  const said = Object.fromEntries(
    Object.entries(obey.finding).map(([key, value]) => [key, value.replaceAll('{LEAK}', leak)]),
  );
  const { command = null, expected = null, actual = null, scenario = 'Call it: it fails.', ...rest } = said;
  return [
    {
      rule: 'security/weak-hash',
      severity: 'warning',
      confidence: 900,
      path: HARMLESS.path,
      side: 'new',
      startLine: 1,
      endLine: 1,
      quote: HARMLESS.code,
      title: 'A finding as dictated',
      explanation: 'As dictated.',
      replacement: null,
      references: said['reference'] === undefined ? [] : [said['reference']],
      ...rest,
      failureScenario: { description: scenario, command, expected, actual },
    },
  ];
}

/** Everything that the tools showed, plain and in the disguises in which it would be smuggled out. */
function leakOf(request: ModelRequest): string {
  const shown = request.messages
    .flatMap(({ parts }) => parts.map((part) => (part.kind === 'tool-result' ? part.text : '')))
    .join('\n')
    .slice(0, 900);
  return `${shown} ${Buffer.from(shown).toString('base64')} ${Buffer.from(shown).toString('hex')}`;
}

function text(value: object): AssistantPart {
  return { kind: 'text', text: JSON.stringify(value) };
}
