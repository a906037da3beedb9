import { describe, expect, test } from 'vitest';
import { security } from '../../../reviewers/security/index.ts';
import { rubyOfTemplate } from '../../../reviewers/security/templates/ruby-of-template.ts';
import { runChecks } from '../check-table.ts';

/** The rules that a new file is told by. */
async function told(path: string, text: string): Promise<string[]> {
  const { reports } = await runChecks(security, { old: {}, new: { [path]: text } });
  return reports.map(({ rule }) => rule);
}

type Row = readonly [rule: string, bad: string, good: string];

const action = (body: string): string =>
  `class UsersController < ApplicationController\n  def show\n    ${body}\n  end\nend\n`;
const RUBY: readonly Row[] = [
  ['sql-injection', 'User.where(params[:q])', 'User.where(name: params[:q])'],
  ['sql-injection', 'User.where(*params[:q])', 'User.where(params.permit(:name))'],
  ['sql-injection', 'User.order(params[:sort])', 'list.select(params[:sort])'],
  ['sql-injection', 'User.update_all(params[:q])', 'settings.update_all(name)'],
  ['sql-injection', 'User.update_all("a = 1", "b = #{params[:q]}")', 'User.where("a = ?", "#{params[:q]}")'],
  ['sql-injection', 'User.where("age > #{age}")', 'User.where("age > #{User.oldest}")'],
  [
    'sql-injection',
    'User.find_by_sql("SELECT #{a}.b FROM c WHERE d = #{e}")',
    'User.find_by_sql("SELECT #{User.table_name}.b FROM c")',
  ],
  ['mass-assignment', 'User.new(params[:user])', 'SearchForm.new(params[:search_form])'],
  [
    'mass-assignment',
    '@user.update_attributes(params[:user])',
    '@user.update_attributes(params.require(:user).permit(:name))',
  ],
  ['open-redirect', 'redirect_back fallback_location: params[:back]', 'redirect_back fallback_location: root_path'],
  ['code-injection', 'const_get(params[:kind])', 'const_get(:Kind)'],
  ['unsafe-deserialisation', 'CSV.load(params[:rows])', 'CSV.parse(params[:rows])'],
  ['path-traversal', 'Pathname.read("a/#{params[:f]}")', 'Pathname.read("a/f")'],
  ['weak-cipher', 'key.public_encrypt(text)', 'key.public_encrypt(text, OpenSSL::PKey::RSA::PKCS1_OAEP_PADDING)'],
];

const inJava = (body: string): string =>
  `import javax.servlet.http.Cookie;\nimport javax.xml.xpath.*;\nimport javax.xml.validation.*;\nclass F {\n  Object f(@RequestParam String name, InputStream in) throws Exception {\n    ${body}\n  }\n}\n`;
const JAVA: readonly Row[] = [
  [
    'hard-coded-secret',
    'return new SecretKeySpec("k3yOfAll0fUs".getBytes(), "AES");',
    'return new SecretKeySpec(name.getBytes(), "AES");',
  ],
  ['hard-coded-secret', 'config.setPassword("Soleil12x");', 'config.setPassword(System.getenv("PASS"));'],
  [
    'hard-coded-secret',
    'return DriverManager.getConnection(url, "me", "Soleil12x");',
    'return DriverManager.getConnection(url, "me", name);',
  ],
  [
    'weak-cipher',
    'byte[] iv = new byte[16];\n    return new IvParameterSpec(iv);',
    'byte[] iv = new byte[16];\n    random.nextBytes(iv);\n    return new IvParameterSpec(iv);',
  ],
  [
    'weak-cipher',
    'return new IvParameterSpec("0123456789abcdef".getBytes());',
    'cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec("0123456789abcdef".getBytes()));',
  ],
  [
    'external-entities',
    'XMLInputFactory x = XMLInputFactory.newFactory();\n    x.setProperty(XMLInputFactory.SUPPORT_DTD, true);\n    return x.createXMLStreamReader(in);',
    'XMLInputFactory x = XMLInputFactory.newFactory();\n    x.setProperty(XMLInputFactory.SUPPORT_DTD, false);\n    return x.createXMLStreamReader(in);',
  ],
  [
    'external-entities',
    'XMLInputFactory x = XMLInputFactory.newFactory();\n    // x.setProperty(XMLInputFactory.SUPPORT_DTD, false);\n    return x.createXMLStreamReader(in);',
    'XMLInputFactory x = harden(XMLInputFactory.newFactory());\n    return x.createXMLStreamReader(in);\n  }\n  XMLInputFactory harden(XMLInputFactory x) {\n    x.setProperty(XMLInputFactory.SUPPORT_DTD, false);\n    return x;',
  ],
  [
    'external-entities',
    'DocumentBuilderFactory x = DocumentBuilderFactory.newInstance();\n    return x.newDocumentBuilder().parse(in);',
    'DocumentBuilderFactory x = DocumentBuilderFactory.newInstance();\n    x.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);\n    return x.newDocumentBuilder().parse(in);',
  ],
  ['external-entities', 'return path.evaluate("//a", new InputSource(in));', 'return path.evaluate("//a", document);'],
  [
    'external-entities',
    'Validator v = schema.newValidator();\n    validator.validate(source);',
    'Validator v = schema.newValidator();\n    v.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");\n    validator.validate(source);',
  ],
  [
    'unverified-token',
    'return Jwts.parser().setSigningKey(key).parse(name);',
    'return Jwts.parser().setSigningKey(key).parseClaimsJws(name);',
  ],
  [
    'unencrypted-data',
    'Cookie c = new Cookie("access_token", name);\n    response.addCookie(c);',
    'Cookie c = new Cookie("access_token", name);\n    c.setHttpOnly(true);\n    response.addCookie(c);',
  ],
  ['open-redirect', 'return new ModelAndView("redirect:" + name);', 'return new ModelAndView("redirect:/" + name);'],
  ['code-injection', 'return new GroovyShell().evaluate(name);', 'return new GroovyShell().evaluate("1 + 1");'],
];

const inGo = (body: string): string =>
  `package a\n\nimport (\n\t"archive/zip"\n\t"crypto/cipher"\n\t"net/http"\n\t"os"\n)\n\nfunc f(w http.ResponseWriter, r *http.Request, e *zip.File, block cipher.Block) {\n\t${body}\n}\n`;
const GO: readonly Row[] = [
  [
    'cross-site-scripting',
    'name := r.FormValue("name")\n\tfmt.Fprintf(w, "<b>%s</b>", name)',
    'name := r.FormValue("name")\n\tfmt.Fprintf(w, "<b>%s</b>", html.EscapeString(name))',
  ],
  [
    'weak-cipher',
    'iv := make([]byte, 16)\n\tuse(cipher.NewCTR(block, iv))',
    'iv := make([]byte, 16)\n\trand.Read(iv)\n\tuse(cipher.NewCTR(block, iv))',
  ],
  [
    'archive-traversal',
    'os.Create(filepath.Join("out", e.Name))',
    'os.Create(filepath.Join("out", filepath.Base(e.Name)))',
  ],
  [
    'guard-removed',
    'c.CheckRedirect = func(req *http.Request, via []*http.Request) error {\n\t\treq.Header.Set("Authorization", token)\n\t\treturn nil\n\t}',
    'c.CheckRedirect = func(req *http.Request, via []*http.Request) error {\n\t\tif req.URL.Host == via[0].URL.Host {\n\t\t\treq.Header.Set("Authorization", token)\n\t\t}\n\t\treturn nil\n\t}',
  ],
  [
    'unverified-token',
    'c.PublicKeyCallback = func(m ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {\n\t\tlast = key\n\t\treturn &ssh.Permissions{}, nil\n\t}',
    'c.PublicKeyCallback = func(m ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {\n\t\treturn permissionsOf(key), nil\n\t}',
  ],
];

const PYTHON: readonly Row[] = [
  ['weak-cipher', 'ssl.SSLContext(ssl.PROTOCOL_TLSv1_1)', 'ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)'],
  ['weak-cipher', 'SSL.Context(method=SSL.SSLv3_METHOD)', 'SSL.Context(method=SSL.TLS_METHOD)'],
  ['weak-cipher', 'context.minimum_version = ssl.TLSVersion.TLSv1', 'context.minimum_version = ssl.TLSVersion.TLSv1_2'],
  ['insecure-temporary-file', 'import tempfile as t\nname = t.mktemp()', 'import tempfile as t\nname = t.mkstemp()'],
  [
    'sql-injection',
    `def f(name):\n    query = "SELECT * FROM users WHERE name = '%s'" % name\n    return query`,
    `def f(table):\n    query = "SELECT * FROM %s WHERE name = ?" % table\n    return query`,
  ],
];

const LANGUAGES: readonly [string, string, readonly Row[], (body: string) => string][] = [
  ['Ruby', 'app/controllers/users_controller.rb', RUBY, action],
  ['Java', 'src/main/java/F.java', JAVA, inJava],
  ['Go', 'app/f.go', GO, inGo],
  ['Python', 'app/f.py', PYTHON, (body) => `import ssl\n${body}\n`],
];

describe.each(LANGUAGES)('%s: what a framework takes as it stands, and its safe twin', (_, path, rows, file) => {
  test.each(rows)('%s: %s', async (rule, bad, good) => {
    expect(await told(path, file(bad))).toContain(rule);
    expect(await told(path, file(good))).not.toContain(rule);
  });
});

describe('templates of Ruby', () => {
  test.each([
    ['erb', '<p><%= raw params[:q] %></p>', '<p><%= params[:q] %></p>'],
    ['erb', '<% if a %>\n<%== params[:q] %>\n<% end %>', '<%# raw params[:q] %>'],
    ['erb', '<p><%= @user.bio.html_safe %></p>', '<p><%= @user.rendered_bio.html_safe %></p>'],
    ['erb', '<%= link_to "back", params[:back] %>', '<%= link_to "back", params.merge(page: 2) %>'],
    ['haml', '%p!= params[:q]', '%p= params[:q]'],
    ['haml', '- if a\n  = raw @user.bio', '- if a\n  = @user.bio'],
    ['slim', 'p == params[:q]', 'p = params[:q]'],
  ])('%s: %s', async (ending, bad, good) => {
    const path = `app/views/users/show.html.${ending}`;
    // Of ERB both readers of templates may say it: a review tells the same place once.
    expect([...new Set(await told(path, `${bad}\n`))]).toEqual(['cross-site-scripting']);
    expect(await told(path, `${good}\n`)).toEqual([]);
  });

  test('the line is quoted as the template has it', async () => {
    const text = '<h1>Found</h1>\n<p class="a"><%= raw params[:q] %></p>\n';
    const { reports } = await runChecks(security, { old: {}, new: { 'app/views/a.html.erb': text } });
    const places = reports.map(({ location, evidence }) => [location?.path, location?.startLine, evidence]);
    expect([...new Map(places.map((one) => [String(one), one])).values()]).toEqual([
      ['app/views/a.html.erb', 2, '<p class="a"><%= raw params[:q] %></p>'],
    ]);
  });

  test('only what the change touches is told', async () => {
    const path = 'app/views/a.html.erb';
    const old = '<%= raw params[:q] %>\n<p>a</p>\n';
    const { reports } = await runChecks(security, { old: { [path]: old }, new: { [path]: `${old}<p>b</p>\n` } });
    expect(reports).toEqual([]);
  });

  test('each character of an ERB template stays where it stood', () => {
    const text = '<p>é<%== a -%>\n<%# b %><% c do |d| %></p>';
    const ruby = rubyOfTemplate('a.erb', text) ?? '';
    expect(ruby).toHaveLength(text.length);
    expect(ruby.split('\n').map((line) => line.trim())).toEqual(['raw  a  ;', 'c do |d|  ;']);
  });
});
