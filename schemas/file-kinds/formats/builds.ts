import { type FormatKind, words } from '../format-kind.ts';

/** What builds, package managers and running programs obey. The more special stands first. */
export const BUILD_FORMATS: readonly FormatKind[] = [
  {
    id: 'xml-program',
    label: 'XML that runs',
    class: 'code',
    reason: 'a page, a script or a description of a window whose expressions and handlers are executed',
    paths: words(
      '**/*.{xaml,axaml,fxml,jelly,wsf,wsc,xul,pt,mxml,zcml,rbxmx,launch,xacro,ps1xml,psc1,clixml,zul,jspx,tagx,xhtml}',
    ),
  },
  {
    id: 'package-json',
    label: 'package.json',
    class: 'running-configuration',
    reason: 'npm runs its scripts and installs what it names',
    paths: words('**/package.json5 **/package.yaml'),
    names: words('package.json'),
  },
  {
    id: 'composer-json',
    label: 'composer.json',
    class: 'running-configuration',
    reason: 'Composer runs its scripts and installs what it names',
    names: words('composer.json'),
  },
  {
    id: 'ruby-gems',
    label: 'Gemfile',
    class: 'running-configuration',
    reason: 'a program that says what Bundler installs, and that runs with every command',
    paths: words('**/*.gemfile **/Gemfile[.-]!(*.lock|*.md|*.txt|*.toml)'),
    names: words('Gemfile gems.rb'),
  },
  {
    id: 'pyproject',
    label: 'pyproject.toml',
    class: 'running-configuration',
    reason: 'Python builds and tools run by it',
    names: words('pyproject.toml'),
  },
  {
    id: 'setup-cfg',
    label: 'setup.cfg',
    class: 'running-configuration',
    reason: 'Python builds and tools run by it',
    names: words('setup.cfg'),
  },
  {
    id: 'cargo-manifest',
    label: 'Cargo.toml',
    class: 'running-configuration',
    reason: 'Cargo builds by it and installs what it names',
    names: words('Cargo.toml'),
  },
  {
    id: 'pip-requirements',
    label: 'Pip Requirements',
    class: 'running-configuration',
    reason: 'pip installs what it names',
    paths: words(`
      **/{,*[-_.]}{requirements,constraints,reqs}{,[-_.]*}.{txt,in,pip} **/requirements/**/*.{txt,in}
    `),
  },
  {
    id: 'build-configuration',
    label: 'Build configuration',
    class: 'running-configuration',
    reason: 'a build, a test run or an environment is made by it',
    paths: words(`
      **/*.{bazelrc,gemspec.yml,csproj,fsproj,vbproj,vcxproj,proj,props,targets,nuspec,wixproj,shproj,sfproj,pubxml,slnx,runsettings,ivy,bp,rockspec}
      **/.mvn/** **/gradle/**/*.{toml,properties} **/.cargo/** **/jasmine*.json **/tox.*.ini
    `),
    names: words(`
      deno.json deno.jsonc jsr.json tox.ini pytest.ini .coveragerc noxfile.toml Pipfile environment.yml
      environment.yaml conda.yaml meta.yaml recipe.yaml pixi.toml hatch.toml buildozer.spec MANIFEST.in uv.toml
      poetry.toml rust-toolchain rust-toolchain.toml Cross.toml clippy.toml build.xml settings.xml
      gradle.properties gradle-wrapper.properties .bazelrc MODULE.bazel .buckconfig bunfig.toml
      lerna.json nx.json project.json workspace.json turbo.json turbo.jsonc rush.json angular.json
      .angular-cli.json pubspec.yaml build.yaml stack.yaml package.yaml shard.yml mix.lock.exs rebar.config
      fpm.toml vcpkg.json CMakePresets.json CMakeUserPresets.json conanfile.txt meson_options.txt meson.options
      Taskfile.yml Taskfile.yaml taskfile.yml Makefile.toml moon.yml .goreleaser.yml .goreleaser.yaml
      goreleaser.yml .ko.yaml deps.edn project.clj bb.edn shadow-cljs.edn Brewfile.json mise.toml .mise.toml
      .sdkmanrc devbox.json
      devenv.yaml flake.json foundry.toml hardhat.json Anchor.toml Move.toml phpunit.xml phpunit.xml.dist
      phpcs.xml psalm.xml infection.json5 behat.yml codeception.yml electron-builder.yml electron-builder.json
      forge.config.json capacitor.config.json config.xml tauri.conf.json AndroidManifest.xml Info.plist
      eas.json snapcraft.yaml cargo-generate.toml entry_points.txt book.toml typedoc.json import_map.json importmap.json
      import-map.json nest-cli.json api-extractor.json ormconfig.json cypress.json testem.json nightwatch.json wallaby.json
      codegen.yml codegen.yaml Cakefile.json mocha.opts
    `),
  },
  {
    id: 'go-vendor-list',
    label: 'List of vendored Go modules',
    class: 'running-configuration',
    reason: 'Go takes the packages of each module from it, and refuses it where go.mod says otherwise',
    paths: words('**/vendor/modules.txt'),
  },
  {
    id: 'package-manager',
    label: 'Package manager configuration',
    class: 'running-configuration',
    reason: 'it says where packages come from',
    paths: words(`
      **/.yarnrc* **/.npmrc* **/.pip/** **/.bundle/** **/*.{repo,sources} **/apt/**/*.list
    `),
    names: words(`
      .npmrc .yarnrc .yarnrc.yml .pnpmfile.json pnpm-workspace.yaml pip.conf pip.ini .pypirc .condarc .gemrc
      nuget.config NuGet.Config paket.dependencies auth.json .netrc _netrc bower.json .bowerrc component.json
      packages.config repositories.xml sources.list Gemfile.toml
    `),
  },
  {
    id: 'systemd-unit',
    label: 'systemd unit',
    class: 'running-configuration',
    reason: 'the system starts it',
    paths: words(`
      **/*.{service,socket,timer,mount,automount,target,container,network,netdev,kube}
      **/*.{service,socket,timer}.d/*.conf
    `),
  },
  {
    id: 'crontab',
    label: 'crontab',
    class: 'running-configuration',
    reason: 'the system starts it',
    paths: words('**/{cron.d,cron.daily,cron.hourly,crontabs}/** **/*.{cron,crontab}'),
    names: words('crontab'),
  },
  {
    id: 'server-configuration',
    label: 'Server configuration',
    class: 'running-configuration',
    reason: 'a server obeys it',
    paths: words(`
      **/{nginx,apache,apache2,httpd,haproxy,sites-available,sites-enabled,conf.d,supervisor,traefik,envoy,sudoers.d,pam.d,udev,rules.d}/**
      **/*.{htaccess,conf,conf.j2,vcl}
    `),
    names: words(`
      .htaccess .htpasswd .user.ini php.ini php-fpm.conf web.config httpd.conf nginx.conf my.cnf redis.conf
      postgresql.conf pg_hba.conf supervisord.conf sudoers authorized_keys sshd_config ssh_config environment
      profile inittab
    `),
  },
  {
    id: 'service-providers',
    label: 'Service providers',
    class: 'running-configuration',
    reason: 'Java makes an object of each class that it names',
    paths: words('**/META-INF/services/* **/META-INF/spring/*.imports'),
  },
  {
    id: 'application-configuration',
    label: 'Application configuration',
    class: 'running-configuration',
    reason: 'a program starts by it: addresses, beans, rights',
    paths: words(`
      **/application{,-*}.{properties,yml,yaml} **/bootstrap{,-*}.{properties,yml,yaml}
      **/{log4j,log4j2,logback,struts,persistence,web,beans,applicationContext,hibernate.cfg,ehcache,faces-config}{,[-.]*}.{xml,properties,yml,yaml,json}
      **/appsettings{,.*}.json **/META-INF/**/*.{xml,properties,mf,json,yml,yaml,factories,imports} **/META-INF/services/** **/WEB-INF/**/*.{xml,properties}
      **/config/{packages,routes,services,environments,initializers}/**
      **/config/{services,routes,security,database,storage,cable,secrets}.{yml,yaml,xml}
      **/*.{dist,exe,dll}.config **/{app,web}.*config **/*.xsp-config
    `),
    names: words('App.config'),
  },
  {
    id: 'program-settings',
    label: 'Settings of a program',
    class: 'running-configuration',
    reason: 'its name or its place says that a program is set up by it',
    paths: words(`
      **/.!(all-contributors)rc{,.json,.jsonc,.json5,.yml,.yaml,.toml} **/*.config.{json,jsonc,json5,yml,yaml,toml}
      **/{config,configuration,settings,conf,logging,logger,features,flags,permissions,roles,routes}{,[.-]*}.{json,jsonc,json5,yml,yaml,toml}
      **/{config,conf,configuration,settings}/*.{json,jsonc,json5,yml,yaml,toml}
      **/{config,conf,configuration,settings}/{env,environments,production,prod,staging,development,dev,default,local}/**/*.{json,jsonc,json5,yml,yaml,toml}
    `),
  },
];
