use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::Json;
use serde::{Deserialize, Serialize};
use sqlx::PgPool;

#[derive(Serialize, sqlx::FromRow)]
pub struct Device {
    pub id: i64,
    pub name: String,
    pub site: String,
}

#[derive(Deserialize)]
pub struct DeviceFilter {
    pub site: String,
    pub limit: Option<i64>,
}

pub async fn list(
    State(pool): State<PgPool>,
    Query(filter): Query<DeviceFilter>,
) -> Result<Json<Vec<Device>>, StatusCode> {
    let limit = filter.limit.unwrap_or(100).clamp(1, 500);
    let sql = format!(
        "SELECT id, name, site FROM devices WHERE site = '{}' ORDER BY id LIMIT {limit}",
        filter.site
    );
    let devices = sqlx::query_as::<_, Device>(&sql)
        .fetch_all(&pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(devices))
}
