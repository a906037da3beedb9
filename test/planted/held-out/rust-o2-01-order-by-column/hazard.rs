use axum::{
    extract::{Query, State},
    http::StatusCode,
    Json,
};
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, PgPool};

#[derive(Debug, Deserialize)]
pub struct ListParams {
    customer: i64,
    sort: Option<String>,
    limit: Option<i64>,
}

#[derive(Debug, Serialize, FromRow)]
pub struct OrderRow {
    id: i64,
    reference: String,
    total_cents: i64,
}

/// GET /orders
pub async fn list(
    State(pool): State<PgPool>,
    Query(params): Query<ListParams>,
) -> Result<Json<Vec<OrderRow>>, StatusCode> {
    let limit = params.limit.unwrap_or(50).clamp(1, 200);
    let sort = params.sort.unwrap_or_else(|| "created_at".to_string());
    let sql = format!(
        "SELECT id, reference, total_cents FROM orders \
         WHERE customer_id = $1 ORDER BY {sort} LIMIT $2"
    );
    let rows = sqlx::query_as::<_, OrderRow>(&sql)
        .bind(params.customer)
        .bind(limit)
        .fetch_all(&pool)
        .await
        .map_err(|error| {
            tracing::error!(?error, "listing orders");
            StatusCode::INTERNAL_SERVER_ERROR
        })?;
    Ok(Json(rows))
}
