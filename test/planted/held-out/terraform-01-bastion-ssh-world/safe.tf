variable "vpc_id" {
  type        = string
  description = "VPC of the bastion host"
}

variable "office_cidr" {
  type        = string
  description = "Egress range of the office VPN"
}

resource "aws_security_group" "bastion" {
  name        = "bastion"
  description = "Access to the bastion host"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "bastion_ssh" {
  security_group_id = aws_security_group.bastion.id
  description       = "SSH for the on-call team"
  cidr_ipv4         = var.office_cidr
  from_port         = 22
  to_port           = 22
  ip_protocol       = "tcp"
}
