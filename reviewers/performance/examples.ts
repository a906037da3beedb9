import { flags, type RuleWords } from '../rule-example.ts';

/** Cost that grows with use. */
export const PERFORMANCE_EXAMPLES = {
  'catastrophic-backtracking': flags('Sixty characters that do not match keep a processor busy for years.', [
    'src/names.js',
    'export const isName = (text) => /^(\\w+\\s?)*$/.test(text);',
    'export const isName = (text) => /^\\w+(?:\\s\\w+)*$/.test(text);',
  ]),
  'query-in-loop': flags('With a thousand elements there are a thousand round trips, one behind the other.', [
    'src/users.js',
    'async function run(ids, db) {\n  for (const id of ids) {\n    users.push(await prisma.user.findUnique({ where: { id } }));\n  }\n}',
    'async function run(ids, db) {\n  users.push(...(await prisma.user.findMany({ where: { id: { in: ids } } })));\n}',
  ]),
  'sync-in-handler': flags('While it runs, the process answers nobody else.', [
    'src/page.js',
    "app.get('/', (req, res) => {\n  res.send(fs.readFileSync('page.html'));\n});",
    "const page = fs.readFileSync('page.html');\napp.get('/', (req, res) => res.send(page));",
  ]),
} as const satisfies Readonly<Record<string, RuleWords>>;
