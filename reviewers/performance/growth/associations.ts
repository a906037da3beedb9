import type { CheckContext } from '../../reviewer.ts';

/** What the tree says of a model: the names of the associations that are loaded when they are first read. */
export type Models = (kind: string, model: string) => Promise<ReadonlyMap<string, 'one' | 'many'>>;

const NONE: ReadonlyMap<string, 'one' | 'many'> = new Map();
/** So many files of models are read to find a class of Django. */
const MOST_FILES = 60;

/** Answers from the model files of the tree, each read once. */
export function createModels(context: CheckContext): Models {
  const known = new Map<string, Promise<ReadonlyMap<string, 'one' | 'many'>>>();
  return (kind, model) => {
    const key = `${kind} ${model}`;
    const asked = known.get(key) ?? associations(context, kind, model);
    known.set(key, asked);
    return asked;
  };
}

async function associations(
  context: CheckContext,
  kind: string,
  model: string,
): Promise<ReadonlyMap<string, 'one' | 'many'>> {
  const paths = (await context.list('new')) ?? [];
  const snake = model
    .replaceAll('::', '/')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
  const place = {
    ruby: new RegExp(String.raw`(?:^|/)app/models/(?:[\w-]{1,60}/){0,4}${snake}\.rb$`),
    php: new RegExp(String.raw`(?:^|/)(?:app|src)/(?:\w{1,60}/){0,4}${model}\.php$`),
    python: /(?:^|\/)(?:models\.py|models\/\w{1,60}\.py)$/,
  }[kind];
  const files = place === undefined ? [] : paths.filter((path) => place.test(path));
  // Two classes of one name in different modules: nobody knows which.
  if (kind !== 'python' && files.length !== 1) return NONE;
  for (const path of files.slice(0, MOST_FILES)) {
    const content = await context.read(path, 'new');
    const found = content.kind === 'text' ? declared(content.text, kind, model) : NONE;
    if (found.size > 0) return found;
  }
  return NONE;
}

const RUBY_MANY = /^has_(?:many|and_belongs_to_many)$/;

function declared(text: string, kind: string, model: string): ReadonlyMap<string, 'one' | 'many'> {
  const found = new Map<string, 'one' | 'many'>();
  if (kind === 'ruby') {
    if (/\bdefault_scope\b|\bstrict_loading\b/.test(text)) return NONE;
    for (const [, how = '', name = ''] of text.matchAll(
      /^[ \t]{1,12}(belongs_to|has_one|has_many|has_and_belongs_to_many)[ (]{1,3}:(\w{1,60})/gm,
    ))
      // One that another method of that name hides is not what is called.
      if (!new RegExp(String.raw`\bdef ${name}\b`).test(text)) found.set(name, RUBY_MANY.test(how) ? 'many' : 'one');
  }
  if (kind === 'php') {
    if (/\$with\s*=\s*\[\s*['"]|globalScope|automaticallyEagerLoad/i.test(text)) return NONE;
    for (const [, name = '', how = ''] of text.matchAll(
      /function (\w{1,60})\(\)[^{;]{0,80}\{\s{0,40}return \$this->(belongsTo|hasOne|morphTo|hasMany|belongsToMany|morphMany|morphOne|hasManyThrough|hasOneThrough)\(/g,
    ))
      found.set(name, /many/i.test(how) ? 'many' : 'one');
  }
  if (kind === 'python') {
    const start = new RegExp(String.raw`^class ${model}\(`, 'm').exec(text)?.index;
    if (start === undefined) return NONE;
    const body = text.slice(start).split(/\n(?=\S)/, 1)[0] ?? '';
    if (/^\s{4}objects\b\s*[:=]/m.test(body)) return NONE;
    for (const [, name = ''] of body.matchAll(/^\s{4}(\w+)\s*=\s*models\.(?:ForeignKey|OneToOneField)\(/gm))
      found.set(name, 'one');
  }
  return found;
}
