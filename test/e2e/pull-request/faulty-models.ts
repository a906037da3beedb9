import { json, type Reply } from '../../support/model-server/reply.ts';
import type { ServedRequest } from '../../support/model-server/served-request.ts';
import { askerOf } from '../model-review-fixture.ts';

/** The file that the models talk about, the lines that they quote, and what it is after a push. */
export const ORDERS = 'src/auth/orders.js';
const GUEST = '  if (user.isGuest) return true;';
const TOTAL = '  const total = order.items.length * PRICE;';
const SAVE = '  for (const item of order.items) save(item);';
const LOCK = '  lock(order); lock(order.user);';
const LOG = '  log(order);';
export const ORDERS_TEXT = `export function pay(user, order) {\n${[GUEST, TOTAL, SAVE, LOCK, LOG].join('\n')}\n  return total;\n}\n`;
export const ORDERS_NEXT = ORDERS_TEXT.replace('return total', 'return total * rate');

/** What three reviewers are 99 % sure of, each alone, in the words that silenced it. */
export const ALONE = {
  'three reviewers with one different critical finding each, 99% sure': 'Saving item by item leaves half an order',
  'one sentence more ("The branch is not tested.")': 'The total counts items instead of their prices',
  'a category spelled `security` instead of `sql-injection-x`': 'Guests pay without being logged in',
  'an obvious bug that all report hides a deadlock that one reports': 'Two locks in this order end in a deadlock',
} as const;
/** Said as a suggestion first, and dismissed; then as something critical, in like words, on the same line. */
export const LOGGED = 'The order is logged in full';
export const LOGGED_GRAVE = 'The order is logged in full, with the card number';

/** A file of ordinary length, and the finding in it that states its confidence in another scale. */
export const RATES = 'src/rates.js';
const RATE = 'export const rate7 = convert(base, table[7], day);';
export const RATES_TEXT = `${Array.from({ length: 900 }, (_, at) => RATE.replaceAll('7', String(at))).join('\n')}\n`;
export const SCALES = ['src/scale/fraction.js', 'src/scale/percent.js'] as const;
export const SCALE_TEXT = 'export const open = (user) => user.isAdmin || true;\n';
const OPEN = 'export const open = (user) => user.isAdmin || true;';
export const FRACTION = 'Everybody is an administrator';

interface Say {
  readonly quote: string;
  readonly title: string;
  readonly explanation?: string;
  readonly rule?: string;
  readonly severity?: 'critical' | 'suggestion';
  readonly confidence?: number;
  readonly path?: string;
}

function finding({ quote, title, explanation = `${title}.`, rule = 'wrong', ...more }: Say, text: string) {
  const line = 1 + text.split('\n').indexOf(quote);
  const { severity = 'critical', confidence = 990, path = ORDERS } = more;
  return {
    rule,
    severity,
    confidence,
    path,
    side: 'new',
    startLine: line,
    endLine: line,
    quote,
    title,
    explanation,
    failureScenario: { description: explanation, command: null, expected: null, actual: null },
    replacement: null,
    references: [],
  };
}

/** What each specialist says about the orders. */
function aboutOrders(asker: string, isNext: boolean): Say[] {
  const obvious: Say = { quote: TOTAL, title: ALONE['one sentence more ("The branch is not tested.")'] };
  switch (asker) {
    case 'security':
      return [
        {
          quote: GUEST,
          title: ALONE['a category spelled `security` instead of `sql-injection-x`'],
          rule: 'security',
        },
        obvious,
      ];
    case 'quality':
      return [
        { ...obvious, explanation: `${obvious.title}. The branch is not tested.` },
        isNext
          ? { quote: LOG, title: LOGGED_GRAVE, rule: 'logged-order' }
          : { quote: LOG, title: LOGGED, rule: 'logged-order', severity: 'suggestion' },
      ];
    case 'performance':
      return [
        { quote: SAVE, title: ALONE['three reviewers with one different critical finding each, 99% sure'] },
        { quote: LOCK, title: ALONE['an obvious bug that all report hides a deadlock that one reports'] },
        obvious,
      ];
    default:
      return [];
  }
}

/** Models as the faults need them: sure alone, sure in other scales, and with a prompt that was cut on the way. */
export function faultyModels(request: ServedRequest): Reply {
  const { allText } = request;
  const asker = askerOf(request);
  if (asker === 'judge') {
    const ids = new Set([...allText.matchAll(/\bc[1-9]\d*\b/g)].map(([id]) => id));
    return json({ answers: [...ids].map((candidate) => ({ candidate, action: 'keep', reason: 'It is real.' })) });
  }
  // Whatever was sent, the server that cuts tells of its whole context.
  if (allText.includes(RATES)) return json({ findings: [] }, { usage: { input: 4095 } });
  if (allText.includes(ORDERS)) {
    const says = aboutOrders(asker, allText.includes('total * rate'));
    return json({ findings: says.map((one) => finding(one, ORDERS_TEXT)) });
  }
  const scale = SCALES.findIndex((path) => allText.includes(path));
  const path = SCALES[scale];
  if (path === undefined || asker !== 'security') return json({ findings: [] });
  const confidence = scale === 0 ? 0.95 : 95;
  return json({ findings: [finding({ quote: OPEN, title: FRACTION, path, confidence }, SCALE_TEXT)] });
}
