use std::time::Duration;

use axum::{extract::State, http::StatusCode, Json};
use reqwest::{redirect::Policy, Client, Url};
use scraper::{Html, Selector};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
pub struct PreviewRequest {
    url: String,
}

#[derive(Serialize)]
pub struct Preview {
    url: String,
    title: Option<String>,
}

pub fn client() -> reqwest::Result<Client> {
    Client::builder()
        .timeout(Duration::from_secs(5))
        .redirect(Policy::limited(3))
        .build()
}

fn title(body: &str) -> Option<String> {
    let selector = Selector::parse("head > title").ok()?;
    let document = Html::parse_document(body);
    let title: String = document.select(&selector).next()?.text().collect();
    Some(title.trim().to_owned())
}

pub async fn preview(
    State(client): State<Client>,
    Json(request): Json<PreviewRequest>,
) -> Result<Json<Preview>, StatusCode> {
    let url = Url::parse(&request.url).map_err(|_| StatusCode::BAD_REQUEST)?;
    let response = client
        .get(url.clone())
        .send()
        .await
        .map_err(|_| StatusCode::BAD_GATEWAY)?;
    let body = response.text().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    Ok(Json(Preview {
        url: url.into(),
        title: title(&body),
    }))
}
