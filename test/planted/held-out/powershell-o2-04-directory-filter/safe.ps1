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
    $literal = [regex]::Replace($Name, '[\\*()\x00]', { param($found) '\{0:x2}' -f [int][char]$found.Value })
    $searcher.Filter = "(&(objectCategory=person)(|(cn=$literal*)(mail=$literal*)))"
    foreach ($property in 'cn', 'mail', 'telephoneNumber') {
        $searcher.PropertiesToLoad.Add($property) | Out-Null
    }

    try {
        $found = $searcher.FindAll()
        foreach ($entry in $found) {
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
