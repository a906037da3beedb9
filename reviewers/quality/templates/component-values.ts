import type { Page } from '../../changed-code/markup/page.ts';
import { pageLine } from '../../changed-code/markup/page.ts';
import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { scriptOf } from '../vue/vue-script.ts';
import { unknownShown } from './shown-names.ts';
import { templateSlip } from './template-slip.ts';

/** So many names are followed; each looks through the text. */
const MOST_NAMES = 50;
/** Longer files are not looked through, in characters. */
const LONGEST = 200_000;

const word = (name: string): string => name.replaceAll('$', String.raw`\$`);

type Tell = (index: number, what: string, say: string) => SideHazard;

/** Values that a component or a page takes for something else: answers that nobody waits for, copies that nothing follows, handlers that never run. */
export function componentValues(page: Page): SideHazard[] {
  const { dialect, text, scripts } = page;
  if (!/^(?:vue|svelte|astro|html)$/.test(dialect) || scripts.length === 0 || text.length > LONGEST) return [];
  const { code } = scriptOf(page);
  const tell: Tell = (index, what, say) => templateSlip('idle-template', { line: pageLine(text, index), what, say });
  return [
    ...unawaitedAnswers(text, code, tell),
    ...copiedState(code, tell),
    ...neverHandled(code, tell),
    ...unknownShown(page),
    ...(dialect === 'svelte' ? ofSvelte(page, code, tell) : []),
    ...(dialect === 'astro' ? ofAstro(page, code, tell) : []),
  ];
}

/** The body of an answer of `fetch`, and that answer itself, are promises. */
function unawaitedAnswers(text: string, code: string, tell: Tell): SideHazard[] {
  const declared = Array.from(
    code.matchAll(/\b(?:const|let) ([\w$]{1,60})(?:: ?[\w<>]{1,60})? = (await )?fetch\(/g),
  ).slice(0, MOST_NAMES);
  return declared.flatMap(({ 1: name = '', 2: awaited }) => {
    const response = word(name);
    const twice = code.match(new RegExp(String.raw`\b(?:const|let|var) ${response}(?![\w$])`, 'g')) ?? [];
    if (twice.length > 1 || isAwaited(text, response)) return [];
    if (awaited === undefined)
      return Array.from(
        code.matchAll(
          new RegExp(String.raw`(?<![\w$.])${response}\.(?:json\(|text\(|blob\(|ok\b|status\b|headers\b)`, 'g'),
        ),
        ({ index, 0: written }) => tell(index, written, '`fetch` answers a promise, and nobody waits for it.'),
      );
    const bodies = new RegExp(
      String.raw`(?<![\w$.])([\w$]{1,60})(?:\.value)? = ${response}\.(?:json|text|blob|arrayBuffer|formData)\(\)(?=\s{0,9}[;\n}])(?!\s{0,200}\.)`,
      'g',
    );
    return Array.from(code.matchAll(bodies)).flatMap(({ index, 0: written, 1: body = '' }) =>
      isAwaited(text, word(body)) ? [] : [tell(index, written, 'This is a promise, and nobody waits for it.')],
    );
  });
}

/** Whether anything waits for a value of this name, or hands it on to what may. */
const isAwaited = (text: string, name: string): boolean =>
  new RegExp(
    String.raw`(?:\bawait |#await )${name}(?![\w$.])|(?<![\w$.])${name}\s{0,20}\??\.(?:then|catch|finally)\b|\breturn ${name}(?![\w$.])|(?:\ball\w{0,10}\(|[(,[]\s?)${name}\s?[,)\]]`,
  ).test(text);

const STATES = /\b(?:const|let) ([\w$]{1,60}) = (?:reactive|\$state)\(\{([^{}]{1,1000})\}/g;

/** A plain value that is taken out of state is a copy; a watcher that is given one has nothing to watch. */
function copiedState(code: string, tell: Tell): SideHazard[] {
  return Array.from(code.matchAll(STATES))
    .slice(0, MOST_NAMES)
    .flatMap(({ 1: name = '', 2: fields = '' }) => {
      const plain = Array.from(
        fields.matchAll(/(?:^|,)\s{0,99}([\w$]{1,60}): ?(?:\d|'|"|`|true\b|false\b|null\b)/g),
        ([, key = '']) => word(key),
      );
      if (plain.length === 0) return [];
      const keys = `(?:${plain.join('|')})`;
      const state = word(name);
      const copies = new RegExp(
        String.raw`^ {0,2}(?:const|let) \{ ?(?:[\w$]{1,60}, ){0,9}${keys}(?:, [\w$]{1,60}){0,9} ?\} = ${state}(?=;?$)`,
        'gm',
      );
      const watched = new RegExp(String.raw`\bwatch\(\s?${state}\.${keys}\s?,`, 'g');
      return [
        ...Array.from(code.matchAll(copies), ({ index, 0: written }) =>
          tell(index, written, `It is a copy: what \`${name}\` holds later does not get here.`),
        ),
        ...Array.from(code.matchAll(watched), ({ index, 0: written }) =>
          tell(index, written, 'This is the value of now: a function that reads it can be watched, `() => …`.'),
        ),
      ];
    });
}

/** Events that no browser sends, and functions that run at once instead of later. */
function neverHandled(code: string, tell: Tell): SideHazard[] {
  const named = Array.from(
    code.matchAll(
      /\.addEventListener\(\s?['"]on(?:click|change|input|submit|load|key\w{2,5}|mouse\w{2,5}|message|scroll|resize|focus|blur)['"]/g,
    ),
    ({ index, 0: written }) => tell(index, written, 'The event’s name has no `on`.'),
  );
  const called = Array.from(
    code.matchAll(/\.addEventListener\(\s?['"][\w:-]{1,30}['"],\s?([\w$]{1,60})\(\)\s?\)/g),
  ).flatMap(({ index, 0: written, 1: name = '' }) => {
    const body = new RegExp(String.raw`\bfunction ${word(name)}\([^()]{0,100}\) ?\{([^{}]{0,1000})\}`).exec(code)?.[1];
    return body === undefined || /\breturn\b/.test(body)
      ? []
      : [tell(index, written, 'It is called at once, and nothing is left to run at the event.')];
  });
  return [...named, ...called];
}

/** Stores whose value is not asked for, clean-ups that nobody calls, and handlers of events that there are not. */
function ofSvelte({ text, islands, tags }: Page, code: string, tell: Tell): SideHazard[] {
  const stores = new Set(
    Array.from(
      code.matchAll(/\b(?:const|let) ([\w$]{1,60}) = (?:writable|readable|derived)(?:<[\w<>[\]|{} ]{1,80}>)?\(/g),
      ([, name = '']) => name,
    ),
  );
  const shown = islands
    .filter(
      ({ kind, text: value, start }) =>
        kind === 'output' &&
        stores.has(value.trim()) &&
        text.charAt(start - 1) !== '=' &&
        !/[\w-]\s?$|<[^<>]{0,400}$/.test(text.slice(Math.max(0, start - 400), start)),
    )
    .map(({ start, text: value }) =>
      tell(start, value, `The store itself is put out: \`$${value.trim()}\` is its value.`),
    );
  const cleaned = Array.from(
    code.matchAll(
      /(?<![\w$.])(?:onMount|\$effect)\(\s?async [^{}]{0,40}=> ?\{(?:[^{}]|\{[^{}]{0,400}\}){0,2000}?\breturn (?:\(\) ?=>|function\b)/g,
    ),
    ({ index }) =>
      tell(
        index,
        code.slice(index, code.indexOf('{', index)),
        'What an async function answers is a promise: nobody calls the clean-up in it.',
      ),
  );
  const handlers = tags.flatMap(({ kind, name, attributes }) =>
    kind !== 'open' || !/^[a-z][a-z0-9]*$/.test(name)
      ? []
      : attributes.flatMap(({ name: key, start, quote }) =>
          quote === '{' && /^on(?:Click|Change|Input|Submit|Key[DU]\w{1,3}|Mouse\w{2,5}|Focus|Blur|Scroll)$/.test(key)
            ? [tell(start, key, `Events are written as browsers do: \`${key.toLowerCase()}\`.`)]
            : [],
        ),
  );
  return [...shown, ...cleaned, ...handlers];
}

/** Answers that are made and not given, and functions that are put out as text. */
function ofAstro({ tags, front }: Page, code: string, tell: Tell): SideHazard[] {
  const lost = Array.from(
    (front === null ? '' : code.slice(0, front.end)).matchAll(/(?:^|[;{])[ \t]{0,99}(Astro\.redirect\()/gm),
    ({ index, 0: written }) =>
      tell(
        index + written.length - 1,
        'Astro.redirect(',
        'Only what the page returns is answered: `return Astro.redirect(…)`.',
      ),
  );
  const handlers = tags.flatMap(({ kind, name, attributes }) =>
    kind !== 'open' || !/^[a-z][a-z0-9]*$/.test(name)
      ? []
      : attributes.flatMap(({ name: key, value, start, quote }) =>
          quote === '{' && /^on[A-Za-z]{3,20}$/.test(key) && /^\s?(?:async )?\(?[\w, ]{0,80}\)? ?=>/.test(value ?? '')
            ? [
                tell(
                  start,
                  `${key}={${value ?? ''}}`,
                  'The page is made on the server: no function gets to the browser in an attribute.',
                ),
              ]
            : [],
        ),
  );
  return [...lost, ...handlers];
}
