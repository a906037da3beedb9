from contextlib import closing

from django.db import connection
from django.http import JsonResponse

TOTALS = "SELECT region, SUM(amount) FROM sales_sale {where} GROUP BY region"


def fetch_all(sql, params=None):
    with closing(connection.cursor()) as cursor:
        cursor.execute(sql, params)
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row)) for row in cursor.fetchall()]


def totals_by_region(request):
    return JsonResponse({"rows": fetch_all(TOTALS.format(where=""))})
