#Requires -Modules ActiveDirectory
[CmdletBinding(SupportsShouldProcess)]
param(
    # CSV of the personnel department: Login, LastDay, Action
    [Parameter(Mandatory)]
    [string] $Path
)

$ErrorActionPreference = 'Stop'
$today = (Get-Date).Date

foreach ($row in Import-Csv -Path $Path -Delimiter ';') {
    if ([datetime] $row.LastDay -gt $today) {
        continue
    }
    $user = Get-ADUser -Identity $row.Login -Properties Manager
    Invoke-Expression "$($row.Action)-ADAccount -Identity '$($row.Login)'"
    Write-Verbose "done: $($user.SamAccountName)"
}
