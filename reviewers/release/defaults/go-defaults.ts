import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import { type FoundDefault, writtenValue, stringOf } from './declared-default.ts';

const FLAG = /\.(?:String|Bool|Duration|U?[Ii]nt(?:8|16|32|64)?|Float(?:32|64)?|Count)(Var)?(P)?$/;

/** Defaults in Go: flag and pflag (so cobra), urfave/cli, viper, and tags of structs that are filled from the environment. */
export function goDefaults(root: Syntax): FoundDefault[] {
  return [...below(root)].flatMap((node) => {
    switch (node.kind) {
      case 'call_expression':
        return ofCall(node);
      case 'composite_literal':
        return ofLiteral(node);
      case 'field_declaration':
        return ofTag(node);
      default:
        return [];
    }
  });
}

function ofCall(call: Syntax): FoundDefault[] {
  const [target, list] = call.children;
  const given = list?.kind === 'argument_list' ? list.children : [];
  if (target?.text.endsWith('.SetDefault') === true && given.length === 2) {
    const [name, literal] = [stringOf(given[0]), writtenValue(given[1])];
    return name === null || literal === null ? [] : [{ name, kind: 'setting', literal }];
  }
  const kind = FLAG.exec(target?.text ?? '');
  if (kind === null) return [];
  const [own, short] = [kind[1] === undefined ? 0 : 1, kind[2] === undefined ? 0 : 1];
  if (given.length !== own + short + 3) return [];
  const [name, literal] = [stringOf(given[own]), writtenValue(given[own + short + 1])];
  return name === null || literal === null || !/^[A-Za-z][\w.-]*$/.test(name)
    ? []
    : [{ name: `--${name}`, kind: 'flag', literal }];
}

/** `&cli.StringFlag{Name: "level", Value: "info"}` */
function ofLiteral(node: Syntax): FoundDefault[] {
  if (!/^(?:\w+\.)?\w+Flag$/.test(node.children[0]?.text ?? '')) return [];
  const field = (wanted: string): Syntax | undefined => {
    const element = node.children[1]?.children.find(
      ({ kind, children }) => kind === 'keyed_element' && children[0]?.text === wanted,
    );
    return element?.children[1]?.children[0];
  };
  const [name, literal] = [stringOf(field('Name')), writtenValue(field('Value'))];
  return name === null || literal === null ? [] : [{ name: `--${name}`, kind: 'flag', literal }];
}

function ofTag(field: Syntax): FoundDefault[] {
  const tag = field.children.find(({ kind }) => kind === 'raw_string_literal');
  const name = /\benv(?:config)?:"([A-Z][A-Z0-9_]+)/.exec(tag?.text ?? '')?.[1];
  const value = /\b(?:envDefault|default):"([^"]*)"/.exec(tag?.text ?? '')?.[1];
  if (tag === undefined || name === undefined || value === undefined) return [];
  return [{ name, kind: 'environment variable', literal: { value, start: tag.start } }];
}
