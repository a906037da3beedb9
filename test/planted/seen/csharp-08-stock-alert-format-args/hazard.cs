using System.Globalization;

namespace Acme.Warehouse.Alerts;

public static class StockAlertFormatter
{
    public static string Format(string sku, int onHand, int threshold, string warehouse) =>
        string.Format(
            CultureInfo.InvariantCulture,
            "{0}: {1} left in {3} (threshold {2})",
            sku,
            onHand,
            warehouse);
}
