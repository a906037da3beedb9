import type { CreateFunctionStmt, Node } from 'libpg-query';
import type { GivenFact } from './given-fact.ts';
import { readBody, type GivenParameter } from './read-body.ts';
import { fixedText, lastOf, optionsOf, namePartsOf } from './texts.ts';

/** Something that a function does, and where in its body. */
interface BodyFact {
  readonly fact: GivenFact;
  readonly at: number;
}

/** A function with its body, or a block that runs at once. */
export interface ReadFunction {
  readonly facts: readonly GivenFact[];
  readonly body: string;
  readonly language: string;
  readonly inBody: readonly BodyFact[];
  /** Texts that the body sends and that are fixed: statements as well. */
  readonly sent: readonly { readonly text: string; readonly at: number }[];
}

/** What a statement that makes or changes a function says; null for others. */
export function readFunction(node: Node): ReadFunction | null {
  if ('CreateFunctionStmt' in node) return made(node.CreateFunctionStmt);
  if ('DoStmt' in node) {
    const options = optionsOf(node.DoStmt.args);
    const body = fixedText(options.get('as')) ?? '';
    const language = (fixedText(options.get('language')) ?? 'plpgsql').toLowerCase();
    return { facts: [], language, ...bodyOf({ body, language, name: 'DO', isDefiner: false, parameters: [] }) };
  }
  if (!('AlterFunctionStmt' in node)) return null;
  const { func, actions = [] } = node.AlterFunctionStmt;
  const words = settingsOf(actions);
  const name = func === undefined ? '' : lastOf(func.objname);
  return { facts: [{ kind: 'function-altered', name, words }], body: '', language: '', inBody: [], sent: [] };
}

function made({ funcname, options = [], parameters = [], sql_body }: CreateFunctionStmt): ReadFunction {
  const said = optionsOf(options);
  const name = lastOf(funcname);
  const language = (fixedText(said.get('language')) ?? 'sql').toLowerCase();
  const as = said.get('as');
  const [body = '', symbol] =
    as !== undefined && 'List' in as ? (as.List.items ?? []).map((one) => fixedText(one) ?? '') : [];
  const words = settingsOf(options);
  const isBound = sql_body !== undefined || /^(?:c|internal)$/.test(language);
  const fact: GivenFact = {
    kind: 'function',
    name,
    on: symbol === undefined && language !== 'c' ? '' : body,
    words: [language, ...words, ...(isBound ? ['path'] : [])],
  };
  const given = parameters.flatMap((one): GivenParameter[] => {
    if (!('FunctionParameter' in one)) return [];
    const { name: named = '', argType, mode } = one.FunctionParameter;
    if (mode === 'FUNC_PARAM_OUT' || mode === 'FUNC_PARAM_TABLE') return [];
    const isList = (argType?.arrayBounds ?? []).length > 0;
    return [
      { name: named.toLowerCase(), type: isList ? 'list' : ((argType?.names ?? []).flatMap(namePartsOf).at(-1) ?? '') },
    ];
  });
  const isDefiner = words.includes('definer');
  return { facts: [fact], language, ...bodyOf({ body, language, name, isDefiner, parameters: given }) };
}

function settingsOf(options: readonly Node[]): string[] {
  return options.flatMap((one) => {
    if (!('DefElem' in one)) return [];
    const { defname, arg } = one.DefElem;
    if (defname === 'security') return [fixedText(arg) === 'true' ? 'definer' : 'invoker'];
    return defname === 'set' &&
      arg !== undefined &&
      'VariableSetStmt' in arg &&
      arg.VariableSetStmt.name === 'search_path'
      ? ['path']
      : [];
  });
}

function bodyOf(one: {
  readonly body: string;
  readonly language: string;
  readonly name: string;
  readonly isDefiner: boolean;
  readonly parameters: readonly GivenParameter[];
}): Pick<ReadFunction, 'body' | 'inBody' | 'sent'> {
  const { body, language, name, isDefiner, parameters } = one;
  if (language !== 'plpgsql') return { body: language === 'sql' ? body : '', inBody: [], sent: [] };
  const sent = readBody(body, parameters);
  return {
    body,
    sent: sent.filter(({ text }) => text !== ''),
    inBody: sent.flatMap(({ chosen, at }) =>
      chosen === null
        ? []
        : [{ at, fact: { kind: 'dynamic', name: chosen, on: name, words: isDefiner ? ['definer'] : [] } }],
    ),
  };
}
