variable "db_subnet_group" {
  type        = string
  description = "Private subnet group of the data tier"
}

variable "kms_key_arn" {
  type        = string
  description = "Key for data at rest"
}

resource "aws_db_instance" "reporting" {
  identifier                          = "reporting"
  engine                              = "postgres"
  engine_version                      = "17.2"
  instance_class                      = "db.m7g.large"
  allocated_storage                   = 200
  db_subnet_group_name                = var.db_subnet_group
  username                            = "reporting"
  manage_master_user_password         = true
  iam_database_authentication_enabled = true
  publicly_accessible                 = false
  multi_az                            = true
  backup_retention_period             = 14
  deletion_protection                 = true
  auto_minor_version_upgrade          = true
  copy_tags_to_snapshot               = true
  storage_encrypted                   = true
  kms_key_id                          = var.kms_key_arn
}
