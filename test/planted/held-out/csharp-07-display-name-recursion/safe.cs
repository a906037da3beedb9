namespace Acme.Directory.Models;

public sealed class Person
{
    private readonly string? _displayName;

    public required string GivenName { get; init; }

    public required string FamilyName { get; init; }

    public string DisplayName
    {
        get => string.IsNullOrWhiteSpace(_displayName) ? $"{GivenName} {FamilyName}" : _displayName;
        init => _displayName = value;
    }

    public override string ToString() => DisplayName;
}
