import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlantedFamily, PlantedHazard } from './hazard.ts';
import { halves } from './split.ts';

const SEED = 'docket planted pages 1';

/** Where a file of a kind stands, and the kind by its id. */
const KINDS: Readonly<Record<string, readonly [kind: string, path: (name: string) => string]>> = {
  vue: ['vue', (name) => `src/pages/${name}.vue`],
  svelte: ['svelte', (name) => `src/lib/${name}.svelte`],
  astro: ['astro', (name) => `src/pages/${name}.astro`],
  mdx: ['mdx', (name) => `content/guides/${name}.mdx`],
  erb: ['html-erb', (name) => `app/views/posts/${name}.html.erb`],
  blade: ['blade', (name) => `resources/views/${name}.blade.php`],
  twig: ['twig', (name) => `app/templates/${name}.html.twig`],
  jinja: ['jinja', (name) => `web/templates/${name}.html.jinja`],
  razor: ['html-razor', (name) => `Web/Views/Home/${name}.cshtml`],
  handlebars: ['handlebars', (name) => `views/${name}.hbs`],
  ejs: ['ejs', (name) => `views/${name}.ejs`],
  html: ['html', (name) => `public/${name}.html`],
  gotemplate: ['go-template', (name) => `web/tmpl/${name}.gohtml`],
  powershell: ['powershell', (name) => `ops/${name}.ps1`],
  scss: ['scss', (name) => `src/styles/${name}.scss`],
  less: ['less', (name) => `src/styles/${name}.less`],
  fish: ['fish', (name) => `functions/${name}.fish`],
  agents: ['agent-instructions', (name) => `skills/${name}/SKILL.md`],
  testscript: ['test-script', (name) => `testscripts/commands/${name}.txt`],
  protobuf: ['protobuf', (name) => `api/${name}.proto`],
  dotenv: ['dotenv', (name) => `deploy/${name}/.env`],
  cirrus: ['ci-configuration', (name) => `services/${name}/.cirrus.yml`],
  appveyor: ['ci-configuration', (name) => `windows/${name}/appveyor.yml`],
  spring: ['application-configuration', (name) => `${name}/src/main/resources/application.properties`],
  tsconfig: ['compiler-options', (name) => `packages/${name}/tsconfig.json`],
  kdl: ['kdl', (name) => `setup/${name}.kdl`],
};

/** The hazards of a folder of texts: `@@ family name`, the hazard with `»` before its lines, `~~`, and the same done well. */
export function readPages(folder: string): readonly PlantedHazard[] {
  const found = readdirSync(folder).flatMap((file) => {
    const [kind, path] = KINDS[file.replace(/\.txt$/, '')] ?? [];
    if (kind === undefined || path === undefined) throw new Error(`nobody knows what ${file} holds`);
    const parts = readFileSync(join(folder, file), 'utf8').split(/^@@ /m).slice(1);
    return parts.map((part) => readPart(part, kind, path));
  });
  const half = halves(found, SEED);
  return found.map((one) => ({ ...one, half: half.get(one.id) ?? 'held-out' }));
}

function readPart(part: string, kind: string, path: (name: string) => string): Omit<PlantedHazard, 'half'> {
  const [head = '', ...lines] = part.split('\n');
  const [family = '', title = ''] = head.trim().split(' ');
  const turn = lines.indexOf('~~');
  const hazard = lines.slice(0, turn);
  const marked = hazard.flatMap((line, index) => (line.startsWith('»') ? [index + 1] : []));
  const name = `${title}-${family}`;
  return {
    id: `pages-${kind}-${name}`,
    kind,
    family: family as PlantedFamily,
    set: 'pages',
    title,
    path: path(name),
    hazardLines: [marked[0] ?? 0, marked.at(-1) ?? 0],
    base: null,
    hazard: Buffer.from(`${hazard.map((line) => line.replace(/^»/, '')).join('\n')}\n`),
    safe: Buffer.from(lines.slice(turn + 1).join('\n')),
  };
}
