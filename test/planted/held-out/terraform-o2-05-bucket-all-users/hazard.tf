resource "google_storage_bucket" "backups" {
  name                        = "${var.project}-database-backups"
  project                     = var.project
  location                    = "EUROPE-WEST1"
  storage_class               = "NEARLINE"
  uniform_bucket_level_access = true

  versioning {
    enabled = true
  }

  lifecycle_rule {
    condition {
      age = 90
    }
    action {
      type = "Delete"
    }
  }
}

resource "google_storage_bucket_iam_member" "dump_writes" {
  bucket = google_storage_bucket.backups.name
  role   = "roles/storage.objectCreator"
  member = "serviceAccount:${var.dump_account}"
}

resource "google_storage_bucket_iam_member" "restore_reads" {
  bucket = google_storage_bucket.backups.name
  role   = "roles/storage.objectViewer"
  member = "allUsers"
}

variable "project" {
  type = string
}

variable "dump_account" {
  type = string
}
