function Find-Person {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)]
        [ValidateNotNullOrEmpty()]
        [string] $Name,

        [string] $SearchBase = 'LDAP://OU=Staff,DC=corp,DC=example,DC=com'
    )

    $searcher = [System.DirectoryServices.DirectorySearcher]::new()
    $searcher.SearchRoot = [System.DirectoryServices.DirectoryEntry]::new($SearchBase)
    $searcher.PageSize = 200
    $searcher.Filter = '(objectCategory=person)'
    foreach ($property in 'cn', 'mail', 'telephoneNumber') {
        $searcher.PropertiesToLoad.Add($property) | Out-Null
    }

    try {
        $found = $searcher.FindAll()
        foreach ($entry in $found) {
            if ($entry.Properties['cn'][0] -notlike "$Name*") { continue }
            [pscustomobject]@{
                Name  = $entry.Properties['cn'][0]
                Mail  = [string]$entry.Properties['mail']
                Phone = [string]$entry.Properties['telephonenumber']
            }
        }
    }
    finally {
        $searcher.Dispose()
    }
}
