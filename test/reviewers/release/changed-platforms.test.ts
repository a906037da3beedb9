import { expect, test } from 'vitest';
import { lastBase } from '../../../reviewers/release/platform/last-stage.ts';
import { imageOf } from '../../../reviewers/release/platform/image.ts';
import { release } from '../../../reviewers/release/index.ts';
import type { ChangeSet } from '../../../schemas/change-set.ts';
import type { Tree } from '../../support/change-from-trees.ts';
import { places, runChecks } from '../check-table.ts';

const only = ['changed-platforms'];
const VERSION = { 'package.json': '{"name": "tool", "version": "2.1.0"}\n' };

async function told(
  path: string,
  [old, now]: readonly [string, string],
  more: { before?: Tree; after?: Tree; changeSet?: Partial<ChangeSet> } = {},
) {
  const change = {
    old: { ...VERSION, ...more.before, [path]: `${old}\n` },
    new: { ...VERSION, [path]: `${now}\n`, ...more.after },
  };
  return places(
    (await runChecks(release, change, { only, ...(more.changeSet && { changeSet: more.changeSet }) })).reports,
  );
}

const IMAGES: readonly (readonly [old: string, now: string, line: number | null])[] = [
  ['FROM debian:12', 'FROM alpine:3.22', 1],
  ['FROM node:22', 'FROM node:22-alpine', 1],
  ['FROM python:3.13-alpine', 'FROM python:3.13-slim-bookworm', 1],
  ['FROM ubuntu:24.04', 'FROM gcr.io/distroless/static-debian12', 1],
  ['FROM node:18-slim', 'FROM node:22-slim', 1],
  ['FROM golang:1.22 AS build\nFROM debian:12', 'FROM golang:1.22 AS build\nFROM scratch', 2],
  ['ARG OS=debian:12\nFROM ${OS}', 'ARG OS=alpine:3\nFROM ${OS}', 2],
  ['FROM debian:12 AS base\nFROM base', 'FROM alpine:3 AS base\nFROM base', 1],
  // Stages that nobody gets, versions below the first number, and other ways to write the same.
  ['FROM golang:1.22 AS build\nFROM debian:12', 'FROM golang:1.22-alpine AS build\nFROM debian:12', null],
  ['FROM node:22.1', 'FROM node:22.9', null],
  ['FROM debian:12', 'FROM debian:12-slim', null],
  ['FROM debian:12', 'FROM debian:12@sha256:0123456789012345678901234567890123456789012345678901234567890123', null],
  ['FROM nginx:1.25', 'FROM nginx:2.0', null],
  ['FROM ${BASE}', 'FROM alpine:3', null],
  ['FROM ours/base:1', 'FROM ours/base:2', null],
];

test.each(IMAGES)('%s => %s', async (old, now, line) => {
  expect(await told('Dockerfile', [old, now])).toEqual(line === null ? [] : [`changed-base-image Dockerfile:${line}`]);
});

test('images for those who work on the project, and what is announced, are not told', async () => {
  const change = ['FROM debian:12', 'FROM alpine:3'] as const;
  for (const path of ['Dockerfile.dev', 'test/Dockerfile', '.devcontainer/Dockerfile', 'docker/ci/Dockerfile'])
    expect(await told(path, change)).toEqual([]);
  expect(await told('Dockerfile', change, { changeSet: { title: 'Switch to Alpine' } })).toEqual([]);
  expect(await told('Dockerfile', change, { after: { 'CHANGELOG.md': '- The image stands on alpine\n' } })).toEqual([]);
  expect(
    await told('Dockerfile', change, { after: { 'package.json': '{"name": "tool", "version": "3.0.0"}\n' } }),
  ).toEqual([]);
});

const database = (image: string, volume = 'data:/var/lib/postgresql/data'): string =>
  `services:\n  db:\n    image: ${image}\n    volumes:\n      - ${volume}`;

test('data of PostgreSQL stays what it was', async () => {
  const change = (old: string, now: string, volume?: string) => [database(old, volume), database(now, volume)] as const;
  expect(await told('compose.yaml', change('postgres:15-alpine', 'postgres:17-alpine'))).toEqual([
    'changed-base-image compose.yaml:3',
  ]);
  expect(
    await told('docker-compose.yml', change('postgres:15', 'postgres:17'), { changeSet: { title: 'postgres 17' } }),
  ).toHaveLength(1);
  expect(await told('compose.yaml', change('postgres:15.1', 'postgres:15.4'))).toEqual([]);
  expect(
    await told('compose.yaml', change('postgres:15', 'postgres:17', './init.sql:/docker-entrypoint-initdb.d/a.sql')),
  ).toEqual([]);
  expect(await told('docker-compose.dev.yml', change('postgres:15', 'postgres:17'))).toEqual([]);
  expect(
    await told('compose.yaml', change('postgres:15', 'postgres:17'), {
      after: { 'UPGRADE.md': 'Dump postgres first.\n' },
    }),
  ).toEqual([]);
});

const workflow = (on: string, build = 'cargo build --release'): string =>
  `on: push\njobs:\n  build:\n    runs-on: ${on}\n    steps:\n      - run: ${build}\n      - uses: softprops/action-gh-release@v2`;
const matrix = (on: string): string =>
  `on: push\njobs:\n  test:\n    strategy:\n      matrix:\n        os: [ubuntu-24.04, ${on}]\n    runs-on: \${{ matrix.os }}\n    steps: [{ run: make }]`;
const FILE = '.github/workflows/release.yml';

test('machines that GitHub switched off', async () => {
  expect(await told(FILE, [matrix('macos-14'), matrix('macos-13')])).toEqual([`retired-runner ${FILE}:6`]);
  expect(await told(FILE, [matrix('macos-14'), matrix('windows-2019')])).toEqual([`retired-runner ${FILE}:6`]);
  for (const alive of ['macos-15', 'windows-2022', 'windows-latest', 'self-hosted', 'ubuntu-22.04-arm'])
    expect(await told(FILE, [matrix('macos-14'), matrix(alive)])).toEqual([]);
  // Another workflow asks for one, too, and waits for none.
  const more = { '.github/workflows/other.yml': `${matrix('macos-13')}\n` };
  expect(await told(FILE, [matrix('macos-14'), matrix('macos-13')], { before: more })).toEqual([]);
  expect(await told(FILE, [matrix('macos-12'), matrix('macos-13')])).toEqual([]);
  // It stood there before.
  expect(await told(FILE, [`${matrix('macos-13')}\n`, `# more\n${matrix('macos-13')}`])).toEqual([]);
});

test.each([
  ['a machine of ones own', 'jobs:\n  a:\n    runs-on: [self-hosted, ubuntu-20.04]'],
  ['a group', 'jobs:\n  a:\n    runs-on:\n      group: ours\n      labels: ubuntu-20.04'],
  [
    'another axis',
    'jobs:\n  a:\n    runs-on: ${{ matrix.os }}\n    strategy:\n      matrix:\n        os: [ubuntu-24.04]\n        image: [ubuntu-20.04]',
  ],
  [
    'what is left out',
    'jobs:\n  a:\n    runs-on: ${{ matrix.os }}\n    strategy:\n      matrix:\n        os: [ubuntu-24.04]\n        exclude:\n          - os: macos-13',
  ],
])('%s is no machine of GitHub that is gone', async (_, now) => {
  expect(await told(FILE, ['jobs: {}', now])).toEqual([]);
});

test('a machine that is gone is seen in further combinations and nested axes', async () => {
  const job = (run: string, rest: string): string =>
    `jobs:\n  a:\n    runs-on: \${{ ${run} }}\n    strategy:\n      matrix:\n        ${rest}`;
  for (const now of [
    job('matrix.os', 'include:\n          - os: macos-13'),
    job('matrix.on.os', 'on:\n          - os: macos-13'),
  ])
    expect(await told(FILE, ['jobs: {}', now])).toEqual([`retired-runner ${FILE}:7`]);
});

test('machines on which programs of a release are built', async () => {
  expect(await told(FILE, [workflow('ubuntu-22.04'), workflow('ubuntu-24.04')])).toEqual([
    `moved-release-runner ${FILE}:4`,
  ]);
  expect(await told(FILE, [workflow('macos-14'), workflow('macos-latest')])).toEqual([
    `moved-release-runner ${FILE}:4`,
  ]);
  const up = (build?: string) => [workflow('ubuntu-22.04', build), workflow('ubuntu-24.04', build)] as const;
  for (const safe of ['npm pack', 'cargo build --target x86_64-unknown-linux-musl', 'cross build'])
    expect(await told(FILE, up(safe))).toEqual([]);
  expect(await told(FILE, up(), { changeSet: { title: 'Newer runners' } })).toEqual([]);
  expect(await told(FILE, [workflow('ubuntu-24.04'), workflow('ubuntu-22.04')])).toEqual([]);
  expect(await told(FILE, [workflow('ubuntu-20.04'), workflow('ubuntu-22.04')])).toEqual([]);
  expect(
    await told(
      FILE,
      [workflow('ubuntu-22.04'), workflow('ubuntu-24.04')].map((one) =>
        one.replace('softprops/action-gh-release', 'a/b'),
      ) as [string, string],
    ),
  ).toEqual([]);
});

test('stages that lead to one another end', () => {
  expect(lastBase('FROM a AS b\nFROM b AS a\nFROM a\n')).toEqual({ image: 'a', line: 1 });
  expect(lastBase('RUN x\n')).toBeNull();
  expect(imageOf('registry:5000/team/node')).toMatchObject({ name: 'node', system: null, major: null });
});
