import type { FileClass } from '../judged.ts';
import { words } from './format-kind.ts';

/** Languages whose class is another than their type says, with the reason. */
interface ClassRow {
  readonly class: FileClass;
  readonly reason: string;
  readonly ids: readonly string[];
}

/** What a type of linguist's means where no row says otherwise. Markup is code: most of it is a template or runs in a browser. */
export const CLASS_OF_TYPE = { programming: 'code', markup: 'code', data: 'data', prose: 'prose' } as const;

export const LANGUAGE_CLASSES: readonly ClassRow[] = [
  {
    class: 'code',
    reason: 'a program, whatever linguist counts it as: it is executed, or expressions in it are',
    ids: words(`
      sql sparql kusto graphql gn lark kickstart rpm-spec easybuild pickle pure-data godot-resource
      cloud-firestore-security-rules tmdl svg regular-expression jest-snapshot
    `),
  },
  {
    class: 'code',
    reason: 'a patch is applied by tools (patch-package, quilt, RPM, Nix), and then what it adds runs',
    ids: words('diff darcs-patch'),
  },
  {
    class: 'code',
    reason: 'an interface description from which code is generated, with options that servers obey',
    ids: words('protobuf flatbuffers avro-idl asn.1 webassembly-interface-type ros-interface type-language'),
  },
  {
    class: 'code',
    reason: 'blocks of it are executed when the document is built or opened',
    ids: words('rmarkdown sweave'),
  },
  {
    class: 'running-configuration',
    reason: 'a server or the system obeys it: what it serves, whom it lets in, what it starts',
    ids: words(`
      apacheconf nginx caddyfile haproxy crontab desktop dns-zone hosts-file ssh-config tor-config selinux-policy cil
      spicedb-schema redirect-rules bird2 windows-registry-entries
    `),
  },
  {
    class: 'running-configuration',
    reason: 'a build, a package manager or a deployment runs by it',
    ids: words(`
      gradle gradle-kotlin-dsl dockerfile hcl ant-build-system maven-pom ninja soong buildstream cabal-config cylc ecere-projects hxml
      microsoft-visual-studio-solution microsoft-developer-studio-project debian-package-control-file linux-kernel-module
      browserslist checksums public-key unity3d-asset valve-data-format world-of-warcraft-addon-data
      pkg-config jar-manifest go-module go-workspace pip-requirements npm-config proguard option-list prisma zmodel
      vespa-schema-definition
    `),
  },
  {
    class: 'running-configuration',
    reason: 'git obeys it (filters, submodules, remotes, helpers), or the rules of review do',
    ids: words('git-attributes git-config codeowners'),
  },
  {
    class: 'running-configuration',
    reason: 'it configures a running program: addresses, credentials, services to make, options of every download',
    ids: words('dotenv hocon neon curl-config wget-config edn cson kdl'),
  },
  {
    class: 'data',
    reason: 'markup that describes and does nothing',
    ids: words('bibtex raml api-blueprint mermaid d2'),
  },
  {
    class: 'prose',
    reason: 'markup of texts that are read; it has no way to run anything',
    ids: words('bbcode bikeshed cooklang roff roff-manpage runoff'),
  },
  {
    class: 'prose',
    reason: 'a template for the messages of commits',
    ids: words('git-commit'),
  },
];
