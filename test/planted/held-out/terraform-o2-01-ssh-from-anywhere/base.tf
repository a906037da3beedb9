resource "aws_security_group" "bastion" {
  name        = "${var.environment}-bastion"
  description = "Bastion host"
  vpc_id      = var.vpc_id

  tags = {
    Environment = var.environment
  }
}

resource "aws_vpc_security_group_egress_rule" "bastion_database" {
  security_group_id            = aws_security_group.bastion.id
  description                  = "PostgreSQL"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = var.database_security_group_id
}

variable "environment" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "database_security_group_id" {
  type = string
}
