resource "aws_db_subnet_group" "reporting" {
  name       = "reporting"
  subnet_ids = var.private_subnet_ids
}

resource "aws_security_group" "reporting" {
  name   = "reporting"
  vpc_id = var.vpc_id

  ingress {
    description     = "Dashboards"
    protocol        = "tcp"
    from_port       = 5432
    to_port         = 5432
    security_groups = [var.dashboards_security_group_id]
  }
}

output "reporting_security_group_id" {
  value = aws_security_group.reporting.id
}
