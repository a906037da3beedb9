import { describe, expect, test } from 'vitest';
import { security } from '../../../reviewers/security/index.ts';
import { runChecks } from '../check-table.ts';

/** What is told, if only where all is told: a statement whose values nobody knows is folded. */
async function told(path: string, text: string): Promise<string[]> {
  const { reports } = await runChecks(security, { old: {}, new: { [path]: text } });
  const least = (rule: string): number => (rule === 'sql-injection' ? 200 : 300);
  return reports.filter(({ rule, confidence = least(rule) }) => confidence >= least(rule)).map(({ rule }) => rule);
}

type Row = readonly [rule: string, bad: string, good: string];

const JAVA: readonly Row[] = [
  [
    'hard-coded-secret',
    'new PKCS8EncodedKeySpec(Hex.decode("30820277020100"));',
    'new PKCS8EncodedKeySpec(Hex.decode(name));',
  ],
  [
    'hard-coded-secret',
    'new SecretKeySpec("hunter2x".getBytes(StandardCharsets.UTF_8), "AES");',
    'new SecretKeySpec(name.getBytes(StandardCharsets.UTF_8), "AES");',
  ],
  [
    'hard-coded-secret',
    'new RSAPrivateKeySpec(new BigInteger("91827364591"), e);',
    'new RSAPrivateKeySpec(new BigInteger(name), e);',
  ],
  [
    'hard-coded-secret',
    'KeyManagerFactory.getInstance("x").init(null, "hunter".toCharArray());',
    'KeyManagerFactory.getInstance("x").init(null, name.toCharArray());',
  ],
  [
    'hard-coded-secret',
    'new KerberosKey(null, "hunter".toCharArray(), "x");',
    'new KerberosKey(null, name.toCharArray(), "x");',
  ],
  [
    'hard-coded-secret',
    "char[] p = {'h', 'u', 'n', 't'}; new PBEKeySpec(p);",
    'char[] p = name.toCharArray(); new PBEKeySpec(p);',
  ],
  ['hard-coded-secret', 'if (password.equals("hunter")) return this;', 'if (password.equals("********")) return this;'],
  [
    'hard-coded-secret',
    'if ("hunter".equals(getPassword())) return this;',
    'if (name.equals(getPassword())) return this;',
  ],
  [
    'hard-coded-secret',
    'final String ADMIN_PASSWORD = "hunter"; if (name.equals(ADMIN_PASSWORD)) return this;',
    'final String ADMIN_PASSWORD = read(); if (name.equals(ADMIN_PASSWORD)) return this;',
  ],
  [
    'hard-coded-secret',
    'env.put(Context.SECURITY_CREDENTIALS, "hunter");',
    'env.put(Context.SECURITY_CREDENTIALS, name);',
  ],
  [
    'hard-coded-secret',
    'FTPClient ftp = open(); ftp.login("bob", "hunter");',
    'FTPClient ftp = open(); ftp.login("anonymous", "guest");',
  ],
  [
    'sql-injection',
    'jdbc.queryForLong("select count(*) from users where name = \'" + name + "\'");',
    'jdbc.queryForLong("select count(*) from users where name = ?", name);',
  ],
  [
    'sql-injection',
    'new PreparedStatementCreatorFactory("select * from users where name = \'" + name + "\'");',
    'new PreparedStatementCreatorFactory("select * from users where name = ?");',
  ],
  [
    'sql-injection',
    'session.createQuery("from User where name = \'" + name + "\'");',
    'session.createQuery("from User where name = :name");',
  ],
  [
    'external-entities',
    'TransformerFactory t = TransformerFactory.newInstance(); t.newTransformer(new StreamSource(in));',
    'TransformerFactory t = TransformerFactory.newInstance(); t.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, ""); t.newTransformer(new StreamSource(in));',
  ],
];

const RUBY: readonly Row[] = [
  [
    'sql-injection',
    'User.find(:all, :conditions => "name = \'#{params[:name]}\'")',
    'User.find(:all, :conditions => ["name = ?", params[:name]])',
  ],
  ['sql-injection', 'User.first(:order => params[:order])', 'User.first(:order => "name")'],
  [
    'sql-injection',
    'order = params[:order]\nUser.order(order)',
    'order = params[:order] == "x" ? "x" : "name"\nUser.order(order)',
  ],
  [
    'sql-injection',
    'User.destroy_all(["name = \'#{params[:name]}\'"])',
    'User.destroy_all(["name = ?", params[:name]])',
  ],
  ['sql-injection', 'User.group("#{params[:column]}")', 'User.group("name")'],
  [
    'sql-injection',
    'def self.a(name)\n  find_by_sql("select * from users where name = \'#{name}\'")\nend',
    'def self.a(name)\n  find_by_sql(["select * from users where name = ?", name])\nend',
  ],
  [
    'sql-injection',
    'conditions = "name = \'#{name}\'"\nwhere(conditions)',
    'conditions = "kind = \'#{klass.polymorphic_name}\'"\nwhere(conditions)',
  ],
  ['mass-assignment', '@user.attributes = params[:user]', '@user.attributes = params[:user].permit(:name)'],
  ['mass-assignment', 'User.create(params[:user].to_unsafe_h)', 'User.create(params.require(:user).permit(:name))'],
  ['mass-assignment', 'params.require(:user).permit(:name, :admin)', 'params.require(:user).permit(:role)'],
  [
    'mass-assignment',
    'class User < Base\n  attr_accessible :name, :role\nend',
    'class User < Base\n  attr_accessible :name, :email\nend',
  ],
  ['code-injection', 'User.public_send(params[:x].to_sym)', 'User.public_send(:x)'],
  ['code-injection', '[1].map(&params[:x].to_sym)', '[1].map(&:to_s)'],
  ['unsafe-deserialisation', 'YAML.load_stream(params[:x])', 'YAML.safe_load(params[:x])'],
  ['unsafe-deserialisation', 'Marshal.load(User.find(1).data)', 'Marshal.load(Marshal.dump(user))'],
  ['cross-site-scripting', 'render :inline => params[:x]', 'render :inline => "x"'],
];

describe.each([
  [
    'Java',
    'src/main/java/F.java',
    JAVA,
    (body: string) => `class F {\n  Object f(String name) {\n    ${body}\n  }\n}\n`,
  ],
  ['Ruby', 'app/models/f.rb', RUBY, (body: string) => `${body}\n`],
] as const)('%s: a hazard and its safe twin', (_, path, rows, file) => {
  test.each(rows)('%s: %s', async (rule, bad, good) => {
    expect(await told(path, file(bad))).toContain(rule);
    expect(await told(path, file(good))).not.toContain(rule);
  });
});

test('who administers may say who does', async () => {
  const text = 'params.require(:user).permit(:name, :admin)\n';
  expect(await told('app/controllers/admin/users_controller.rb', text)).toEqual([]);
});

test('where a statement runs is named', async () => {
  const text =
    'class F {\n  void f(String name) {\n    String sql = "select * from users where name = \'" + name + "\'";\n    log(1);\n    jdbc.query(sql, mapper);\n  }\n}\n';
  const { reports } = await runChecks(security, { old: {}, new: { 'src/main/java/F.java': text } });
  expect(reports.map(({ location, explanation }) => [location?.startLine, /line 5: `jdbc/.test(explanation)])).toEqual([
    [3, true],
  ]);
});
