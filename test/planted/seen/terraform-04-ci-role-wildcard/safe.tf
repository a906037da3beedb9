variable "artifact_bucket_arn" {
  type        = string
  description = "Bucket that holds build artifacts"
}

data "aws_iam_policy_document" "ci" {
  statement {
    sid       = "Artifacts"
    effect    = "Allow"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${var.artifact_bucket_arn}/*"]
  }

  statement {
    sid       = "Deploy"
    effect    = "Allow"
    actions   = ["lambda:UpdateFunctionCode", "lambda:PublishVersion"]
    resources = ["arn:aws:lambda:eu-central-1:111122223333:function:checkout-*"]
  }
}

resource "aws_iam_policy" "ci" {
  name   = "ci-pipeline"
  policy = data.aws_iam_policy_document.ci.json
}
