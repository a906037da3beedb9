import { beforeAll, describe, expect, test } from 'vitest';
import { performance } from '../../../reviewers/performance/index.ts';
import { places, runChecks, type CheckTableResult } from '../check-table.ts';

/** A body, and the lines of it that are told. */
type Row = readonly [code: string, ...lines: number[]];

const ruby = (...lines: readonly string[]): string =>
  `def run(ids, posts)\n${lines.map((l) => `  ${l}\n`).join('')}end\n`;
const RUBY: readonly Row[] = [
  [ruby('ids.each do |id|', '  names << User.find(id).name', 'end'), 3],
  [ruby('posts.map { |post| User.find_by(id: post.user_id) }'), 2],
  [ruby('posts.each do |post|', '  puts Admin::OrderItem.where(post: post).count', 'end'), 3],
  [ruby('for id in ids do', '  out << User.exists?(id)', 'end'), 3],
  [ruby('posts.flat_map do |post|', '  key = post.user_id', '  User.where(id: key).pluck(:name)', 'end'), 4],
  [ruby('User.where(id: ids).each do |user|', '  puts user.name', 'end')],
  [ruby('ids.each do |id|', '  seen[id] ||= User.find(id)', 'end')],
  [ruby('ids.each do |id|', '  next if cache.key?(id)', '  list.find { |one| one.id == id }', 'end')],
  [ruby('ids.each do |id|', '  return true if User.exists?(id)', 'end')],
  [ruby('%w[a b].each do |name|', '  User.find_by(name: name)', 'end')],
  [ruby('ids.each do |id|', '  Rails.cache.fetch(id) { User.find(id) }', 'end')],
  [ruby('ids.each do |id|', '  Gem::Thing.find(id)', 'end')],
  [ruby('ids.each_slice(100) do |batch|', '  User.where(id: batch).to_a', 'end')],
  [ruby('posts.each do |post|', '  scope = scope.merge(User.where(id: post.id))', 'end')],
];

const php = (...lines: readonly string[]): string =>
  `<?php\nclass A {\n function run($ids, $em) {\n${lines.map((l) => `  ${l}\n`).join('')} }\n}\n`;
const PHP: readonly Row[] = [
  [php('foreach ($ids as $id) {', '  $users[] = User::find($id);', '}'), 5],
  [php('foreach ($ids as $k => $id) {', '  $n[$k] = User::where("id", $id)->count();', '}'), 5],
  [php('foreach ($ids as $id) {', '  $all[] = $this->userRepository->findOneBy(["id" => $id]);', '}'), 5],
  [php('foreach ($ids as $id) {', '  $all[] = $em->getRepository(User::class)->find($id);', '}'), 5],
  [php('foreach ($ids as $id) {', '  $all[] = DB::table("users")->where("id", $id)->first();', '}'), 5],
  [php('collect($ids)->map(function ($id) {', '  return User::find($id);', '});'), 5],
  [php('foreach ($ids as $id) {', '  $x = Arr::first($lists[$id]);', '}')],
  [php('foreach ($ids as $id) {', '  if (isset($known[$id])) continue;', '  $y = $known[$id];', '}')],
  [php('foreach ($ids as $id) {', '  if (!isset($known[$id])) { $known[$id] = User::find($id); }', '}')],
  [php('foreach (["a", "b"] as $id) {', '  $users[] = User::find($id);', '}')],
  [php('foreach ($ids as $id) {', '  $user = User::find($id);', '  if ($user) return $user;', '}')],
  [php('foreach (array_chunk($ids, 100) as $some) {', '  $users[] = User::whereIn("id", $some)->get();', '}')],
];

const java = (...lines: readonly string[]): string =>
  `class A {\n void run(List<Long> ids) {\n${lines.map((l) => `  ${l}\n`).join('')} }\n}\n`;
const JAVA: readonly Row[] = [
  [java('for (Long id : ids) {', '  users.add(userRepository.findById(id).orElseThrow());', '}'), 4],
  [java('return ids.stream().map(id -> userRepository.findById(id)).toList();'), 3],
  [java('ids.forEach(id -> {', '  var user = entityManager.find(User.class, id);', '});'), 4],
  [java('for (Long id : ids) {', '  jdbcTemplate.queryForObject("select a from t where id = ?", id);', '}'), 4],
  [java('for (Order order : orders) {', '  Long key = order.userId();', '  userMapper.selectById(key);', '}'), 5],
  [java('repository.findById(id).map(user -> userRepository.findByName(user.name()));')],
  [java('for (Long id : ids) {', '  known.computeIfAbsent(id, key -> userRepository.findById(key));', '}')],
  [java('for (Long id : ids) {', '  if (userRepository.existsById(id)) { return true; }', '}')],
  [java('for (Kind kind : Kind.values()) {', '  userRepository.countByKind(kind);', '}')],
  [java('for (Long id : ids) {', '  userRepository.save(new User(id));', '}')],
];

const kotlin = (...lines: readonly string[]): string =>
  `class A {\n fun run(ids: List<Long>) {\n${lines.map((l) => `  ${l}\n`).join('')} }\n}\n`;
const KOTLIN: readonly Row[] = [
  [kotlin('for (id in ids) {', '  users.add(userRepository.findById(id))', '}'), 4],
  [kotlin('val all = ids.map { userRepository.findById(it) }'), 3],
  [kotlin('ids.forEach { id ->', '  val user = userDao.findByName(id)', '}'), 4],
  [kotlin('ids.associateWith { userRepository.countByOwner(it) }'), 3],
  [kotlin('for (order in orders) {', '  restTemplate.getForObject(order.url, String::class.java)', '}'), 4],
  [kotlin('for (id in ids) {', '  known.getOrPut(id) { userRepository.findById(id) }', '}')],
  [kotlin('for (i in 0 until 3) {', '  userRepository.findById(i)', '}')],
  [kotlin('listOf("a", "b").forEach { userRepository.findByName(it) }')],
  [kotlin('for (id in ids) {', '  val user = userRepository.findById(id) ?: break', '}')],
  [kotlin('for (batch in ids.chunked(100)) {', '  userRepository.findByIdIn(batch)', '}')],
];

const csharp = (...lines: readonly string[]): string =>
  `class A {\n async Task Run(List<int> ids) {\n${lines.map((l) => `  ${l}\n`).join('')} }\n}\n`;
const CSHARP: readonly Row[] = [
  [csharp('foreach (var id in ids) {', '  all.Add(await _db.Users.FirstOrDefaultAsync(x => x.Id == id));', '}'), 4],
  [csharp('foreach (var id in ids) {', '  all.Add(await _context.Users.FindAsync(id));', '}'), 4],
  [csharp('foreach (var o in orders) {', '  var n = dbContext.Items.Where(i => i.Order == o.Id).ToList();', '}'), 4],
  [csharp('foreach (var o in orders) {', '  var u = await _userRepository.GetByIdAsync(o.UserId);', '}'), 4],
  [csharp('foreach (var url in urls) {', '  var t = await _httpClient.GetStringAsync(url);', '}'), 4],
  [csharp('foreach (var id in ids) {', '  var u = users.First(x => x.Id == id);', '}')],
  [csharp('foreach (var id in ids) {', '  if (!cache.ContainsKey(id)) cache[id] = _context.Users.Find(id);', '}')],
  [csharp('foreach (var id in ids) {', '  if (await _context.Users.AnyAsync(x => x.Id == id)) return true;', '}')],
  [csharp('var all = _context.Users.Select(u => _context.Orders.First(o => o.UserId == u.Id));')],
  [
    csharp(
      'foreach (var batch in ids.Chunk(100)) {',
      '  var some = _context.Users.Where(u => batch.Contains(u.Id)).ToList();',
      '}',
    ),
  ],
];

const go = (...lines: readonly string[]): string =>
  `package a\n\nfunc run(ids []int) error {\n${lines.map((l) => `\t${l}\n`).join('')}\treturn nil\n}\n`;
const SQL = '"SELECT name FROM users WHERE id = $1"';
const GO: readonly Row[] = [
  [go('for _, id := range ids {', `\trow := db.QueryRow(${SQL}, id)`, '\tuse(row)', '}'), 5],
  [
    go(
      'for _, id := range ids {',
      `\tif err := s.db.GetContext(ctx, &u, ${SQL}, id); err != nil {`,
      '\t\treturn err',
      '\t}',
      '}',
    ),
    5,
  ],
  [go('for _, id := range ids {', '\tdb.Where("id = ?", id).First(&user)', '}'), 5],
  [go('for _, id := range ids {', '\tdb.Model(&User{}).Where("boss = ?", id).Count(&n)', '}'), 5],
  [
    go(
      'for _, u := range urls {',
      '\tres, err := http.Get(u)',
      '\tif err != nil {',
      '\t\treturn err',
      '\t}',
      '\tuse(res)',
      '}',
    ),
    5,
  ],
  [go('for _, id := range ids {', '\tdb.Exec("INSERT INTO t VALUES ($1)", id)', '}')],
  [go('for _, id := range ids {', `\tgo func() { db.QueryRow(${SQL}, id) }()`, '}')],
  [go('for _, id := range ids {', `\tif db.QueryRow(${SQL}, id) != nil {`, '\t\tbreak', '\t}', '}')],
  [go('for _, s := range []string{"a", "b"} {', `\tdb.QueryRow(${SQL}, s)`, '}')],
  [go('for rows.Next() {', `\tdb.QueryRow(${SQL}, id)`, '}')],
];

const rows = (ending: string, table: readonly Row[]) =>
  table.map((row, at) => ({ path: `app/models/x${at}.${ending}`, row }));
const CASES = [
  ...rows('rb', RUBY),
  ...rows('php', PHP),
  ...rows('java', JAVA),
  ...rows('kt', KOTLIN),
  ...rows('cs', CSHARP),
  ...rows('go', GO),
];
/** What proves that a class is a record. */
const RECORDS = { 'app/models/user.rb': '', 'app/models/admin/order_item.rb': '', 'app/Models/User.php': '<?php\n' };

describe('tables', () => {
  let result: CheckTableResult;
  beforeAll(async () => {
    const files = Object.fromEntries(CASES.map(({ path, row }) => [path, row[0]]));
    result = await runChecks(performance, { old: RECORDS, new: { ...RECORDS, ...files } });
  });
  test.each(CASES)('$path: $row.0', ({ path, row: [code, ...lines] }) => {
    const found = result.reports.filter(({ location }) => location?.path === path);
    expect(found.map(({ rule, location }) => `${rule}:${location?.startLine}`)).toEqual(
      lines.map((line) => `query-in-loop:${line}`),
    );
    for (const { evidence, location } of found) expect(code.split('\n')[(location?.startLine ?? 0) - 1]).toBe(evidence);
  });
});

const LOOP = ruby('ids.each do |id|', '  names << User.find(id).name', 'end');
test.each([
  ['it stood there before', { 'app/a.rb': LOOP }, { 'app/a.rb': `${LOOP}# more\n` }],
  ['it was indented', { 'app/a.rb': LOOP }, { 'app/a.rb': `module M\n${LOOP.replace(/^/gm, '  ')}end\n` }],
  ['tests, tasks, seeds', {}, { 'spec/a_spec.rb': LOOP, 'lib/tasks/a.rake': LOOP, 'db/seeds/a.rb': LOOP }],
])('stays quiet: %s', async (_name, old, now) => {
  expect((await runChecks(performance, { old: { ...RECORDS, ...old }, new: { ...RECORDS, ...now } })).reports).toEqual(
    [],
  );
});

test('a class that is no record of the tree is not told', async () => {
  expect(places((await runChecks(performance, { old: {}, new: { 'app/a.rb': LOOP } })).reports)).toEqual([]);
});
