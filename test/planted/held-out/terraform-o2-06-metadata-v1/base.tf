data "aws_ami" "debian" {
  most_recent = true
  owners      = ["136693071363"]

  filter {
    name   = "name"
    values = ["debian-12-arm64-*"]
  }
}

resource "aws_launch_template" "crawler" {
  name_prefix            = "crawler-"
  image_id               = data.aws_ami.debian.id
  instance_type          = "c7g.large"
  update_default_version = true

  iam_instance_profile {
    arn = var.instance_profile_arn
  }

  monitoring {
    enabled = true
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_size = 40
      volume_type = "gp3"
      encrypted   = true
    }
  }
}

variable "instance_profile_arn" {
  type = string
}
