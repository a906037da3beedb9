resource "aws_db_subnet_group" "reporting" {
  name       = "reporting"
  subnet_ids = var.private_subnet_ids
}

resource "aws_db_instance" "replica" {
  identifier                 = "reporting-replica"
  replicate_source_db        = var.primary_arn
  instance_class             = "db.t4g.medium"
  db_subnet_group_name       = var.public_subnet_group
  vpc_security_group_ids     = [aws_security_group.reporting.id]
  publicly_accessible        = true
  storage_encrypted          = true
  kms_key_id                 = var.kms_key_arn
  auto_minor_version_upgrade = true
  deletion_protection        = true
  skip_final_snapshot        = true

  tags = {
    Purpose = "dashboards"
  }
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
