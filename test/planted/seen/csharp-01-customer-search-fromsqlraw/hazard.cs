using Acme.Crm.Api.Data;
using Microsoft.EntityFrameworkCore;

namespace Acme.Crm.Api.Customers;

public sealed class CustomerQueries
{
    private readonly CrmDbContext _db;

    public CustomerQueries(CrmDbContext db)
    {
        _db = db;
    }

    public Task<List<Customer>> RecentAsync(CancellationToken ct) =>
        _db.Customers.AsNoTracking().OrderByDescending(c => c.CreatedAt).Take(50).ToListAsync(ct);

    // The trigram index is only used with the % operator, which LINQ cannot express.
    public Task<List<Customer>> SearchAsync(string term, CancellationToken ct) =>
        _db.Customers
            .FromSqlRaw($"SELECT * FROM customers WHERE name % '{term}' OR email % '{term}'")
            .AsNoTracking()
            .Take(50)
            .ToListAsync(ct);
}
