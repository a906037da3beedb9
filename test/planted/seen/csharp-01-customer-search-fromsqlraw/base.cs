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
}
