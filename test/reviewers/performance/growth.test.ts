import { beforeAll, describe, expect, test } from 'vitest';
import { performance } from '../../../reviewers/performance/index.ts';
import { runChecks, type CheckTableResult } from '../check-table.ts';

/** A body, and what is told of it as `rule:line`. */
type Row = readonly [code: string, ...expected: string[]];

const S = (line: number): string => `quadratic-search:${line}`;
const C = (line: number): string => `quadratic-copy:${line}`;
const N = (line: number): string => `n-plus-one:${line}`;
const R = (line: number): string => `unbounded-read:${line}`;
const body = (head: string, tail: string, lines: readonly string[]): string =>
  `${head}\n${lines.map((line) => `  ${line}\n`).join('')}${tail}`;

const ts = (...lines: readonly string[]): string => body('function run(items: Item[], users: User[]) {', '}\n', lines);
const TS: readonly Row[] = [
  [ts('for (const item of items) {', '  const u = users.find((x) => x.id === item.id);', '}'), S(3)],
  [ts('const ids = users.map((x) => x.id);', 'return items.filter((i) => ids.includes(i.id));'), S(3)],
  [
    ts(
      'const seen: string[] = [];',
      'for (const i of items) {',
      '  if (seen.includes(i.id)) continue;',
      '  seen.push(i.id);',
      '}',
    ),
    S(4),
  ],
  [
    ts('const keys = Object.keys(table);', 'items.forEach((i) => {', '  if (keys.indexOf(i.id) < 0) go(i);', '});'),
    S(4),
  ],
  [ts('return items.map((i) => users.some((u) => u.id === i.id));'), S(2)],
  [ts('return items.reduce((all, i) => [...all, i.id], []);'), C(2)],
  [ts('return items.reduce((all, i) => ({ ...all, [i.id]: i }), {});'), C(2)],
  [ts('let all = [];', 'for (const i of items) {', '  all = [...all, i.id];', '}'), C(4)],
  [ts('const ids = new Set(users.map((x) => x.id));', 'return items.filter((i) => ids.has(i.id));')],
  [ts("const kinds = ['a', 'b'];", 'return items.filter((i) => kinds.includes(i.kind));')],
  [ts('return items.filter((i) => i.name.includes(text));')],
  [
    ts(
      'for (const item of items) {',
      '  const own = item.parts.map((x) => x.id);',
      '  if (own.includes(item.id)) go();',
      '}',
    ),
  ],
  [ts("for (const kind of ['a', 'b']) {", '  const u = users.find((x) => x.kind === kind);', '}')],
  [ts('const text = items.join();', 'for (const u of users) if (text.includes(u.id)) go();')],
  [ts('const known = users.map((x) => x.id);', 'for (const i of items) if (known.includes(me)) go();')],
  [ts('return items.map((i) => ({ ...i, old: true }));')],
];

const py = (...lines: readonly string[]): string => body('def run(items, users: list[User]):', '', lines);
const PY: readonly Row[] = [
  [py('for item in items:', '    if item in users:', '        go(item)'), S(3)],
  [py('ids = [u.id for u in users]', 'return [i for i in items if i.id in ids]'), S(3)],
  [py('seen = []', 'for i in items:', '    if i.id not in seen:', '        seen.append(i.id)'), S(4)],
  [py('names = list(table)', 'for i in items:', '    at = names.index(i.name)', '    go(at)'), S(4)],
  [py('rest = sorted(users)', 'for i in items:', '    if i in rest:', '        go(i)'), S(4)],
  [py('out = []', 'for i in items:', '    out.insert(0, i)'), C(4)],
  [py('ids = {u.id for u in users}', 'return [i for i in items if i.id in ids]')],
  [py('kinds = ["a", "b"]', 'return [i for i in items if i.kind in kinds]')],
  [py('for i in items:', '    if i.id in table:', '        go(i)')],
  [py('for i in range(3):', '    if i in users:', '        go(i)')],
  [py('for i in items:', '    if "a" in users:', '        go(i)')],
];

const java = (...lines: readonly string[]): string =>
  body('class A { void run(List<Item> items, List<String> users) {', '} }\n', lines);
const JAVA: readonly Row[] = [
  [java('for (Item i : items) {', '  if (users.contains(i.id())) { go(i); }', '}'), S(3)],
  [
    java(
      'List<String> seen = new ArrayList<>();',
      'for (Item i : items) {',
      '  if (seen.contains(i.id())) { continue; }',
      '  seen.add(i.id());',
      '}',
    ),
    S(4),
  ],
  [java('for (Item i : items) {', '  int at = users.indexOf(i.id());', '}'), S(3)],
  [java('String all = "";', 'for (Item i : items) {', '  all += i.id();', '}'), C(4)],
  [
    java(
      'var rest = users.stream().map(u -> u.id()).toList();',
      'for (Item i : items) {',
      '  if (rest.contains(i)) { go(i); }',
      '}',
    ),
    S(4),
  ],
  [java('List<Item> out = new ArrayList<>();', 'for (Item i : items) {', '  out.add(0, i);', '}'), C(4)],
  [
    java(
      'Set<String> ids = new HashSet<>(users);',
      'for (Item i : items) {',
      '  if (ids.contains(i.id())) { go(i); }',
      '}',
    ),
  ],
  [java('int all = 0;', 'for (Item i : items) {', '  all += i.size();', '}')],
  [
    java(
      'List<String> two = List.of("a", "b");',
      'for (Item i : items) {',
      '  if (two.contains(i.id())) { go(i); }',
      '}',
    ),
  ],
  [java('for (Item i : items) {', '  if (i.name().contains("x")) { go(i); }', '}')],
];

const kotlin = (...lines: readonly string[]): string =>
  body('class A { fun run(items: List<Item>, users: List<String>) {', '} }\n', lines);
const KOTLIN: readonly Row[] = [
  [kotlin('for (i in items) {', '  if (i.id in users) { go(i) }', '}'), S(3)],
  [kotlin('val rest = items.filter { users.contains(it.id) }'), S(2)],
  [
    kotlin(
      'val seen = mutableListOf<String>()',
      'for (i in items) {',
      '  if (seen.contains(i.id)) continue',
      '  seen.add(i.id)',
      '}',
    ),
    S(4),
  ],
  [kotlin('val ids = users.map { it.trim() }', 'items.forEach { i ->', '  if (i.id !in ids) go(i)', '}'), S(4)],
  [kotlin('var all = ""', 'for (i in items) {', '  all += i.id', '}'), C(4)],
  [kotlin('val ids = users.toSet()', 'for (i in items) {', '  if (i.id in ids) go(i)', '}')],
  [kotlin('val two = listOf("a", "b")', 'for (i in items) {', '  if (i.id in two) go(i)', '}')],
  [kotlin('for (i in items) {', '  if (i.name.contains("x")) go(i)', '}')],
  [kotlin('for (i in 0 until 3) {', '  if (users.contains(i)) go(i)', '}')],
];

const csharp = (...lines: readonly string[]): string =>
  body('class A { void Run(List<Item> items, List<string> users) {', '} }\n', lines);
const CSHARP: readonly Row[] = [
  [csharp('foreach (var i in items) {', '  if (users.Contains(i.Id)) Go(i);', '}'), S(3)],
  [
    csharp(
      'var all = db.Users.ToList();',
      'foreach (var i in items) {',
      '  var u = all.FirstOrDefault(x => x.Id == i.Id);',
      '}',
    ),
    S(4),
  ],
  [
    csharp(
      'var seen = new List<string>();',
      'foreach (var i in items) {',
      '  if (seen.Contains(i.Id)) continue;',
      '  seen.Add(i.Id);',
      '}',
    ),
    S(4),
  ],
  [csharp('string all = "";', 'foreach (var i in items) {', '  all += i.Id;', '}'), C(4)],
  [csharp('var o = new List<Item>();', 'foreach (var i in items) {', '  o.Insert(0, i);', '}'), C(4)],
  [csharp('var ids = users.ToHashSet();', 'foreach (var i in items) {', '  if (ids.Contains(i.Id)) Go(i);', '}')],
  [csharp('var some = db.Users.Where(u => users.Contains(u.Id)).ToArray();')],
  [csharp('foreach (var i in items) {', '  if (i.Name.Contains("x")) Go(i);', '}')],
  [csharp('foreach (var kind in new[] { 1, 2 }) {', '  if (users.Contains(kind)) Go();', '}')],
];

const go = (...lines: readonly string[]): string =>
  body('package a\n\nfunc run(items []Item, users []string) {', '}\n', lines);
const GO: readonly Row[] = [
  [go('for _, i := range items {', '\tif slices.Contains(users, i.ID) {', '\t\tuse(i)', '\t}', '}'), S(5)],
  [go('for _, i := range items {', '\tat := slices.Index(users, i.ID)', '\tuse(at)', '}'), S(5)],
  [
    go(
      'seen := []string{}',
      'for _, i := range items {',
      '\tif !slices.Contains(seen, i.ID) {',
      '\t\tseen = append(seen, i.ID)',
      '\t}',
      '}',
    ),
    S(6),
  ],
  [
    'package a\n\nfunc h(w http.ResponseWriter, r *http.Request) {\n\tb, err := io.ReadAll(r.Body)\n\tuse(b, err)\n}\n',
    R(4),
  ],
  ['package a\n\nfunc h(c *gin.Context) {\n\tb, _ := ioutil.ReadAll(c.Request.Body)\n\tuse(b)\n}\n', R(4)],
  [
    'package a\n\nfunc h(w http.ResponseWriter, r *http.Request) {\n\tr.Body = http.MaxBytesReader(w, r.Body, 10)\n\tb, _ := io.ReadAll(r.Body)\n\tuse(b)\n}\n',
  ],
  ['package a\n\nfunc get(r *http.Response) {\n\tb, _ := io.ReadAll(r.Body)\n\tuse(b)\n}\n'],
  [go('for _, i := range items {', '\tif slices.Contains([]string{"a"}, i.ID) {', '\t\tuse(i)', '\t}', '}')],
  [
    go(
      'two := []string{"a", "b"}',
      'for _, i := range items {',
      '\tif slices.Contains(two, i.ID) {',
      '\t\tuse(i)',
      '\t}',
      '}',
    ),
  ],
  [go('for _, i := range items {', '\tif slices.Contains(i.Tags, "a") {', '\t\tuse(i)', '\t}', '}')],
];

const ruby = (...lines: readonly string[]): string => body('class A\n def run(items)', ' end\nend\n', lines);
const RUBY: readonly Row[] = [
  [ruby('ids = User.pluck(:id)', 'items.each do |i|', '  go(i) if ids.include?(i.id)', 'end'), S(5)],
  [ruby('seen = []', 'items.each do |i|', '  next if seen.include?(i.id)', '  seen << i.id', 'end'), S(5)],
  [ruby('all = User.order(:id).to_a', 'items.map { |i| all.find { |u| u.id == i.id } }'), S(4)],
  [ruby('Post.where(x: 1).each do |post|', '  puts post.author.name', 'end'), N(4)],
  [ruby('posts = Post.order(:id)', 'posts.each do |post|', '  puts post.author.name', 'end'), N(5)],
  [ruby('Post.all.map { |post| post.author.name }'), N(3)],
  [ruby('Post.where(x: 1).find_each do |post|', '  post.comments.each { |c| go(c) }', 'end'), N(4)],
  [ruby('Post.joins(:author).each do |post|', '  puts post.author.name', 'end'), N(4)],
  [ruby('Blog::Entry.where(x: 1).each { |entry| puts entry.author.name }'), N(3)],
  [ruby('ids = User.pluck(:id).to_set', 'items.each { |i| go(i) if ids.include?(i.id) }')],
  [ruby('kinds = %w[a b].map { |k| k.to_sym }', 'items.each { |i| go(i) if kinds.include?(i.kind) }')],
  [ruby('Post.includes(:author).each do |post|', '  puts post.author.name', 'end')],
  [ruby('posts = Post.where(x: 1)', 'preload(posts, :author)', 'posts.each { |post| puts post.author.name }')],
  [ruby('Post.recent.each { |post| puts post.author.name }')],
  [ruby('Post.all.each { |post| puts post.author_id }')],
  [ruby('Post.all.each { |post| puts post.title.upcase }')],
];
const rails = (line: string): string =>
  `class PostsController < ApplicationController\n  def index\n    ${line}\n  end\nend\n`;
const RAILS: readonly Row[] = [
  [rails('render json: Post.all'), R(3)],
  [rails('render json: Post.all.order(:id)'), R(3)],
  [rails('render(json: Post.all)'), R(3)],
  [rails('posts = Post.all; render json: posts'), R(3)],
  [rails('render json: Post.includes(:author).page(params[:page])')],
  [rails('render json: Post.all.limit(20)')],
  [rails('render json: Post.all.count')],
  [rails('render json: Post.where(user: me)')],
];

const php = (...lines: readonly string[]): string =>
  body('<?php use App\\Models\\Post;\nclass PostController {\n function run(array $items) {', ' }\n}\n', lines);
const PHP: readonly Row[] = [
  [php('$ids = array_map("f", $all);', 'foreach ($items as $i) {', '  if (in_array($i->id, $ids)) go($i);', '}'), S(6)],
  [
    php(
      '$seen = [];',
      'foreach ($items as $i) {',
      '  if (in_array($i->id, $seen)) continue;',
      '  $seen[] = $i->id;',
      '}',
    ),
    S(6),
  ],
  [
    php('$ids = array_column($all, "id");', 'foreach ($items as $i) {', '  $at = array_search($i->id, $ids);', '}'),
    S(6),
  ],
  [php('foreach (Post::all() as $post) {', '  echo $post->author->name;', '}'), N(5)],
  [
    php('$posts = Post::where("x", 1)->get();', 'foreach ($posts as $post) {', '  echo $post->author->name;', '}'),
    N(6),
  ],
  [
    php(
      '$posts = Post::latest()->get();',
      'foreach ($posts as $post) {',
      '  foreach ($post->comments as $c) { go($c); }',
      '}',
    ),
    N(6),
  ],
  [php('return Post::all();'), R(4)],
  [php('return response()->json(Post::all());'), R(4)],
  [php('return PostResource::collection(Post::orderBy("id")->get());'), R(4)],
  [php('$ids = ["a", "b"];', 'foreach ($items as $i) {', '  if (in_array($i->id, $ids)) go($i);', '}')],
  [php('foreach (Post::with("author")->get() as $post) {', '  echo $post->author->name;', '}')],
  [
    php(
      '$posts = Post::where("x", 1)->get();',
      '$posts->load("author");',
      'foreach ($posts as $post) {',
      '  echo $post->author->name;',
      '}',
    ),
  ],
  [php('foreach (Post::all() as $post) {', '  $post->author()->associate($me);', '}')],
  [php('return Post::paginate(20);')],
  [php('return EmojiService::all();')],
  [php('return Post::where("user", $me)->get();')],
];

const DJANGO: readonly Row[] = [
  ['def run():\n    for post in Post.objects.all():\n        print(post.author.name)\n', N(3)],
  [
    'def run(x):\n    posts = Post.objects.filter(x=x)\n    for post in posts:\n        print(post.author.name)\n',
    N(4),
  ],
  ['def run():\n    return [p.author.name for p in Post.objects.order_by("id")]\n', N(2)],
  ['def show(request):\n    return JsonResponse(list(Post.objects.all()), safe=False)\n', R(2)],
  ['def show(request):\n    return Response(PostSerializer(Post.objects.all(), many=True).data)\n', R(2)],
  ['def run():\n    for post in Post.objects.select_related("author").all():\n        print(post.author.name)\n'],
  ['def run():\n    for post in Post.objects.all():\n        print(post.author_id, post.title)\n'],
  ['def run():\n    for post in Post.objects.filter(x=1)[:3]:\n        print(post.author.name)\n'],
  ['def show(request):\n    return JsonResponse(list(Post.objects.all()[:10]), safe=False)\n'],
  ['def show(request):\n    return JsonResponse({"n": Post.objects.all().count()})\n'],
];

const EXPRESS: readonly Row[] = [
  ["app.get('/', async (req, res) => {\n  res.json(await User.find({}));\n});\n", R(2)],
  [
    "app.get('/', async (req, res) => {\n  const users = await prisma.user.findMany();\n  res.json(users);\n});\n",
    R(2),
  ],
  ["app.get('/', async (c) => c.json(await prisma.user.findMany({ orderBy: { id: 'asc' } })));\n", R(1)],
  [
    'export async function GET(request: Request) {\n  const users = await db.user.findMany();\n  return Response.json(users);\n}\n',
    R(2),
  ],
  ["router.get('/', async (req, res) => {\n  res.status(200).json(await User.findAll());\n});\n", R(2)],
  ["app.get('/', async (req, res) => {\n  res.json(await prisma.user.findMany({ take: 20 }));\n});\n"],
  ["app.get('/', async (req, res) => {\n  res.json(await prisma.user.findMany({ where: { owner } }));\n});\n"],
  ["app.get('/', async (req, res) => {\n  const all = await User.find({});\n  res.json(all.length);\n});\n"],
  ['async function all() {\n  return prisma.user.findMany();\n}\n'],
];

const spring = (line: string): string => `@RestController\nclass A {\n  List<User> all() {\n    ${line}\n  }\n}\n`;
const SPRING: readonly Row[] = [
  [spring('return userRepository.findAll();'), R(4)],
  [spring('return ResponseEntity.ok(repo.findAll());'), R(4)],
  [spring('return userRepository.findAll(pageable);')],
  [spring('var all = userRepository.findAll(); go(all); return null;')],
];
const aspnet = (line: string): string =>
  `class UsersController : ControllerBase {\n  async Task<IActionResult> All() {\n    ${line}\n  }\n}\n`;
const ASPNET: readonly Row[] = [
  [aspnet('return Ok(await _context.Users.ToListAsync());'), R(3)],
  [aspnet('return await _db.Users.Include(u => u.Roles).ToListAsync();'), R(3)],
  [aspnet('return Ok(await _context.Users.Where(u => u.Boss == me).ToListAsync());')],
  [aspnet('return Ok(await _context.Users.Skip(n).Take(20).ToListAsync());')],
];

const rows = (ending: string, tables: readonly (readonly Row[])[]) =>
  tables.flat().map((row, at) => ({ path: `app/web/x${at}.${ending}`, row }));
const CASES = [
  ...rows('ts', [TS, EXPRESS]),
  ...rows('py', [PY, DJANGO]),
  ...rows('java', [JAVA, SPRING]),
  ...rows('kt', [KOTLIN]),
  ...rows('cs', [CSHARP, ASPNET]),
  ...rows('go', [GO]),
  ...rows('rb', [RUBY, RAILS]),
  ...rows('php', [PHP]),
];
/** What says that `author` and `comments` are associations. */
const MODELS = {
  'app/models/blog/entry.rb': 'class Blog::Entry < ApplicationRecord\n  belongs_to :author\nend\n',
  'app/models/post.rb': 'class Post < ApplicationRecord\n  belongs_to :author\n  has_many :comments\nend\n',
  'app/Models/Post.php':
    '<?php\nclass Post {\n  public function author(): BelongsTo\n  {\n    return $this->belongsTo(User::class);\n  }\n  public function comments()\n  {\n    return $this->hasMany(Comment::class);\n  }\n}\n',
  'blog/models.py':
    'class Post(models.Model):\n    title = models.TextField()\n    author = models.ForeignKey(User, on_delete=models.CASCADE)\n\n\nclass Other(models.Model):\n    pass\n',
};
const ONLY = { only: ['quadratic-work', 'n-plus-one', 'unbounded-read'] };

describe('tables', () => {
  let result: CheckTableResult;
  beforeAll(async () => {
    const files = Object.fromEntries(CASES.map(({ path, row }) => [path, row[0]]));
    result = await runChecks(performance, { old: MODELS, new: { ...MODELS, ...files } }, ONLY);
  });
  test.each(CASES)('$path: $row.0', ({ path, row: [code, ...expected] }) => {
    const found = result.reports.filter(({ location }) => location?.path === path);
    expect(found.map(({ rule, location }) => `${rule}:${location?.startLine}`)).toEqual(expected);
    for (const { evidence, location } of found) expect(code.split('\n')[(location?.startLine ?? 0) - 1]).toBe(evidence);
  });
});

const SEARCH = TS[0]?.[0] ?? '';
const LAZY = RUBY[3]?.[0] ?? '';
test.each([
  [
    'it stood there before',
    { 'src/a.ts': SEARCH, 'app/a.rb': LAZY },
    { 'src/a.ts': `${SEARCH}// more\n`, 'app/a.rb': `${LAZY}# more\n` },
  ],
  ['it was indented', { 'src/a.ts': SEARCH }, { 'src/a.ts': `{\n${SEARCH.replace(/^/gm, '  ')}}\n` }],
  ['tests, scripts', {}, { 'test/a.test.ts': SEARCH, 'scripts/a.ts': SEARCH, 'db/seeds/a.rb': LAZY }],
])('stays quiet: %s', async (_name, old, now) => {
  expect(
    (await runChecks(performance, { old: { ...MODELS, ...old }, new: { ...MODELS, ...now } }, ONLY)).reports,
  ).toEqual([]);
});
