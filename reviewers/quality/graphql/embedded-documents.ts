import { type DocumentNode, GraphQLError, parse } from 'graphql';

/** A document of GraphQL in a file. */
export interface EmbeddedDocument {
  readonly document: DocumentNode;
  /** What it says, to tell whether it stood there before. */
  readonly text: string;
  /** Lines of the file before its first. */
  readonly above: number;
}

const MOST_TOKENS = 400_000;
const LONGEST = 60_000;
const TAG =
  /\b(?:gql|graphql)(?:<[\w.,\s]{1,200}>)?\s{0,20}\(?\s{0,20}(?:\/\*\s{0,9}GraphQL\s{0,9}\*\/\s{0,9})?`|\/\*\s{0,9}GraphQL\s{0,9}\*\/\s{0,9}`/g;

/** The documents of a file: all of it, or what is tagged in code. One that cannot be read, as with parts of others inside, is left out. */
export function embeddedDocuments(path: string, text: string): EmbeddedDocument[] {
  if (/\.(?:graphqls?|gql)$/i.test(path)) return read(text, 0);
  if (!/gql|graphql/i.test(text)) return [];
  return [...text.matchAll(TAG)].flatMap(({ 0: tag, index }) => {
    const start = index + tag.length;
    const end = text.indexOf('`', start);
    if (end === -1 || end - start > LONGEST) return [];
    // What is put in between braces of a selection is not known; beside them it is another document.
    const inner = text.slice(start, end).replaceAll(/\$\{[^{}]*\}/g, (part) => part.replaceAll(/[^\n]/g, ' '));
    return inner.includes('${') ? [] : read(inner, text.slice(0, start).split('\n').length - 1);
  });
}

function read(text: string, above: number): EmbeddedDocument[] {
  try {
    return [{ document: parse(text.replace(/^\ufeff/, ''), { maxTokens: MOST_TOKENS }), text: text.trim(), above }];
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return [];
  }
}
