function Open-Inventory {
    $connection = [System.Data.SqlClient.SqlConnection]::new()
    $connection.ConnectionString = 'Server=inventory;Database=Assets;Integrated Security=True;Encrypt=True'
    $connection.Open()
    $connection
}

function Get-Asset {
    <#
    .SYNOPSIS
        Answers the assets of the inventory.
    #>
    [CmdletBinding()]
    param()
    process {
        $connection = Open-Inventory
        try {
            $command = $connection.CreateCommand()
            $command.CommandText = 'SELECT Tag, Model, Owner FROM dbo.Asset ORDER BY Tag'
            $reader = $command.ExecuteReader()
            while ($reader.Read()) {
                [pscustomobject]@{
                    Tag   = $reader['Tag']
                    Model = $reader['Model']
                    Owner = $reader['Owner']
                }
            }
        }
        finally {
            $connection.Dispose()
        }
    }
}
