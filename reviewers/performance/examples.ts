import { flags, flagsChange, type RuleWords } from '../rule-example.ts';

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
  'n-plus-one': flagsChange('The query finds a thousand records, and each asks the database once more.', {
    path: 'app/services/digest.rb',
    bad: 'class Digest\n  def names\n    Post.where(draft: false).map { |post| post.author.name }\n  end\nend\n',
    good: 'class Digest\n  def names\n    Post.where(draft: false).includes(:author).map { |post| post.author.name }\n  end\nend\n',
    beside: { 'app/models/post.rb': 'class Post < ApplicationRecord\n  belongs_to :author\nend\n' },
  }),
  'quadratic-search': flags('Two lists of fifty thousand elements make two and a half thousand million comparisons.', [
    'src/known.js',
    'export function known(items, users) {\n  const ids = users.map((user) => user.id);\n  return items.filter((item) => ids.includes(item.owner));\n}',
    'export function known(items, users) {\n  const ids = new Set(users.map((user) => user.id));\n  return items.filter((item) => ids.has(item.owner));\n}',
  ]),
  'quadratic-copy': flags('Each round copies all that the rounds before it made.', [
    'src/index.js',
    'export const byId = (items) => items.reduce((all, item) => ({ ...all, [item.id]: item }), {});',
    'export const byId = (items) => Object.fromEntries(items.map((item) => [item.id, item]));',
  ]),
  'unbounded-read': flags('Time and memory of one answer grow with the table.', [
    'src/users.js',
    "app.get('/users', async (req, res) => {\n  res.json(await prisma.user.findMany());\n});",
    "app.get('/users', async (req, res) => {\n  res.json(await prisma.user.findMany({ take: 50, skip: Number(req.query.skip) }));\n});",
  ]),
} as const satisfies Readonly<Record<string, RuleWords>>;
