<#
.SYNOPSIS
    Looks up an asset by what the scanner reads from its label.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, ValueFromPipeline)]
    [string] $Serial,

    [string] $Server = 'inventory.intern',
    [string] $Database = 'Assets'
)

begin {
    $connection = [System.Data.SqlClient.SqlConnection]::new("Server=$Server;Database=$Database;Integrated Security=true")
    $connection.Open()
}

process {
    $command = $connection.CreateCommand()
    $command.CommandText = 'SELECT Id, Model, Room, Holder FROM dbo.Asset WHERE Serial = @serial'
    [void] $command.Parameters.AddWithValue('@serial', $Serial.Trim())
    $reader = $command.ExecuteReader()
    while ($reader.Read()) {
        [pscustomobject] @{
            Id     = $reader['Id']
            Model  = $reader['Model']
            Room   = $reader['Room']
            Holder = $reader['Holder']
        }
    }
    $reader.Close()
}

end {
    $connection.Dispose()
}
