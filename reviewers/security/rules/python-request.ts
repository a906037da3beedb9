import { boundTo, dynamicText } from './python.ts';
import type { Matcher, Utils } from './sink.ts';

/** `request.args['x']`, `request.GET.get('x')`, `self.request.query_params`: taken from the request as it is. */
const source: Matcher = {
  any: [{ kind: 'attribute' }, { kind: 'subscript' }, { kind: 'call' }],
  regex: String.raw`(?s)^(?:flask\.|self\.)?request\.(?:args|form|values|json|data|cookies|headers|GET|POST|query_params|path_params|get_json\(\)|get_data\(\)|view_args)(?:\.get\([^()]*\)|\[[^\[\]]*\]|\.\w+)?$`,
};

/** A word without which nothing comes from a request. */
export const PYTHON_REQUEST_WORD = /\brequest\./;

export const PYTHON_FROM_REQUEST: Matcher = { matches: 'from-request' };

/** The same, or text with such a value in it. */
export const PYTHON_HAS_REQUEST: Matcher = { matches: 'has-request' };

/** The utils behind both. */
export const PYTHON_REQUEST_UTILS: Utils = {
  source,
  'from-request': { any: [{ matches: 'source' }, boundTo({ matches: 'source' }, '$FROM')] },
  'request-text': dynamicText(PYTHON_FROM_REQUEST),
  'has-request': { any: [PYTHON_FROM_REQUEST, { matches: 'request-text' }, boundTo({ matches: 'request-text' })] },
};
