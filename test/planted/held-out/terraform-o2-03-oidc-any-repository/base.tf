data "aws_iam_openid_connect_provider" "github" {
  url = "https://token.actions.githubusercontent.com"
}

data "aws_iam_policy_document" "deploy" {
  statement {
    actions   = ["s3:PutObject", "s3:DeleteObject"]
    resources = ["arn:aws:s3:::storefront-assets/*"]
  }
}

resource "aws_iam_policy" "deploy" {
  name   = "storefront-deploy"
  policy = data.aws_iam_policy_document.deploy.json
}
