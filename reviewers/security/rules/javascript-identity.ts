import { brief } from '../scenario.ts';
import { argument, call } from './javascript.ts';
import { JAVASCRIPT_REQUEST_WORD } from './javascript-request.ts';
import type { Matcher, Sink } from './sink.ts';

/** Calls that answer with a promise, to which every condition says yes. */
const compares = call(String.raw`(?:\w*[bB]crypt\w*|argon2)\.(?:compare|verify)`);
const notCalledBack: Matcher = {
  not: argument(3, { any: [{ kind: 'arrow_function' }, { kind: 'function_expression' }] }),
};
const bare: Matcher = { all: [compares, notCalledBack] };
const negated: Matcher = { kind: 'unary_expression', has: { field: 'argument', ...bare } };
const decided: Matcher = { any: [bare, negated] };

const cookies: Matcher = {
  kind: 'member_expression',
  regex: String.raw`^(?:(?:window|self|globalThis|top|parent)\.)?document\.cookie$`,
};
const withCookies: Matcher = { any: [cookies, { has: { stopBy: 'end', ...cookies } }] };
const ELSEWHERE = String.raw`^['"\x60](?:https?:|wss?:)?//`;

const whole = (path: string): boolean => /(?:^|\.)body$/.test(path);

/** Who somebody is, and what they may set: tokens, passwords, cookies and whole bodies of requests. */
export const JAVASCRIPT_IDENTITY: readonly Sink[] = [
  {
    id: 'js-token-decoded',
    hint: /\b(?:decode|decodeJwt|jwtDecode|jwt_decode)\b/,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    // Where the same file verifies, decoding only looks up which key to take.
    unless: /\b(?:verify\w*|jwtVerify|jwksClient|expressjwt)\s*\(/i,
    rule: 'unverified-token',
    title: 'A token is read without checking its signature',
    explanation: 'Anybody writes his own token. Decoding shows what is in it; only `verify` says who signed it.',
    scenario: (quote) => ({
      description: `A caller sends a token with somebody else’s name in it and no valid signature; \`${brief(quote)}\` reads that name.`,
    }),
    takes: {
      of: 'call',
      name: /^(?:jsonwebtoken(?:\.default)?\.decode|jwt\.decode|(?:jose\.)?decodeJwt|jwt-decode(?:\.\w+)?|jwtDecode|jwt_decode)$/,
      need: { purpose: 'data', needs: 'request' },
    },
  },
  {
    id: 'js-password-promise',
    hint: /\.(?:compare|verify)\(/,
    rule: 'ineffective-condition',
    severity: 'critical',
    title: 'Every password is right: nobody waits for the comparison',
    explanation: 'The call answers with a promise, and a promise is always true. Wait for it (`await`).',
    scenario: (quote) => ({
      description: `Somebody logs in with any password: \`${brief(quote)}\` is a promise, which the condition takes for yes.`,
    }),
    matcher: {
      any: [
        {
          all: [
            decided,
            {
              inside: {
                kind: 'parenthesized_expression',
                inside: { any: [{ kind: 'if_statement' }, { kind: 'while_statement' }] },
              },
            },
          ],
        },
        { all: [decided, { inside: { kind: 'ternary_expression', field: 'condition' } }] },
        { all: [decided, { inside: { kind: 'binary_expression', regex: String.raw`&&|\|\|` } }] },
        {
          ...bare,
          inside: {
            kind: 'variable_declarator',
            all: [
              { has: { field: 'name', pattern: '$OK' } },
              {
                inside: {
                  kind: 'lexical_declaration',
                  precedes: {
                    stopBy: 'end',
                    kind: 'if_statement',
                    has: {
                      field: 'condition',
                      has: {
                        any: [
                          { pattern: '$OK' },
                          { kind: 'unary_expression', has: { field: 'argument', pattern: '$OK' } },
                        ],
                      },
                    },
                  },
                },
              },
            ],
          },
        },
      ],
    },
  },
  {
    id: 'js-cookies-sent',
    hint: /\bdocument\.cookie\b/,
    rule: 'secret-sent-away',
    title: 'The cookies of the page are sent to another address',
    explanation: 'All cookies that scripts can read go there, the session’s among them.',
    scenario: (quote) => ({
      description: `Whoever has the other address logs in as each visitor, with what \`${brief(quote)}\` sent.`,
    }),
    matcher: {
      any: [
        {
          all: [
            call(
              String.raw`(?:(?:window|self|globalThis)\.)?fetch|navigator\.sendBeacon|axios(?:\.\w+)?|\$\.(?:get|post|ajax|getJSON)|\w+\.open`,
              argument(1, {
                any: [
                  { regex: ELSEWHERE },
                  { has: { stopBy: 'end', kind: 'pair', regex: String.raw`^url\s*:\s*['"\x60](?:https?:)?//` } },
                ],
              }),
            ),
            { has: { field: 'arguments', has: { stopBy: 'end', ...cookies } } },
          ],
        },
        {
          kind: 'assignment_expression',
          all: [
            { has: { field: 'left', regex: String.raw`(?:\.src|\.href|\.action|^location)$` } },
            { has: { field: 'right', regex: ELSEWHERE, all: [withCookies] } },
          ],
        },
        {
          kind: 'new_expression',
          all: [
            { has: { field: 'constructor', regex: '^(?:WebSocket|EventSource)$' } },
            { has: { field: 'arguments', has: { stopBy: 'end', ...cookies } } },
          ],
        },
      ],
    },
  },
  {
    id: 'js-whole-body',
    hint: /\bbody\b/,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    // What looks at the body first, here or by a middleware that is named here, may have taken out what nobody may set.
    unless:
      /valid|schema|\bjoi\b|\bzod\b|\byup\b|celebrate|\bpick\(|whitelist|allow(?:ed|list)|saniti[sz]|\bdto\b|permitted|strictObject/i,
    rule: 'mass-assignment',
    confidence: 650,
    title: 'Every attribute that the request names is written',
    explanation: 'Also those that no form shows: the role, the owner, the price. Name the attributes that may be set.',
    scenario: (quote) => ({
      description: `A caller adds \`"role": "admin"\` to what the form sends; \`${brief(quote)}\` writes it.`,
    }),
    takes: {
      of: 'call',
      name: /^(?:[A-Z]\w*|(?:db|models|prisma|this\.\w+Model)\.\w+)\.(?:create|insertMany|findByIdAndUpdate|findOneAndUpdate|updateOne|upsert|bulkCreate|build)$|^Object\.assign$/,
      values: 'all',
      // Into a new object it is a copy, and whose it is somebody else's matter.
      only: (_, code) => !/^Object\.assign\(\s*\{/.test(code),
      need: { purpose: 'data', needs: 'request', harmless: ({ path }) => !whole(path) },
    },
  },
];
