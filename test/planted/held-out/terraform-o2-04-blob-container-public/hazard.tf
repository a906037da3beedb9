resource "azurerm_resource_group" "exports" {
  name     = "rg-exports-${var.stage}"
  location = "westeurope"
}

resource "azurerm_storage_account" "exports" {
  name                     = "stexports${var.stage}"
  resource_group_name      = azurerm_resource_group.exports.name
  location                 = azurerm_resource_group.exports.location
  account_tier             = "Standard"
  account_replication_type = "ZRS"
  min_tls_version          = "TLS1_2"

  blob_properties {
    versioning_enabled = true

    delete_retention_policy {
      days = 14
    }
  }
}

resource "azurerm_storage_container" "customer_exports" {
  name                  = "customer-exports"
  storage_account_id    = azurerm_storage_account.exports.id
  container_access_type = "blob"
}

variable "stage" {
  type = string
}

variable "portal_principal_id" {
  type = string
}
