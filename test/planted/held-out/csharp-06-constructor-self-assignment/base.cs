using Microsoft.Extensions.Logging;

namespace Acme.Tokens;

public sealed class TokenIssuer
{
    private readonly ILogger<TokenIssuer> _logger;

    public TokenIssuer(ILogger<TokenIssuer> logger)
    {
        _logger = logger;
    }

    public Token Issue(string subject, TimeSpan lifetime)
    {
        var now = DateTimeOffset.UtcNow;
        _logger.LogInformation("Issuing token for {Subject} valid until {Expiry}", subject, now + lifetime);
        return new Token(subject, now, now + lifetime);
    }
}

public sealed record Token(string Subject, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);
