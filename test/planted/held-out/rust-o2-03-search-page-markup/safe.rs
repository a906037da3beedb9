use rocket::response::content::RawHtml;
use rocket::{get, routes, Route, State};

use crate::index::{Hit, Index};

fn page(title: &str, body: &str) -> String {
    format!("<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>")
}

fn list(hits: &[Hit]) -> String {
    hits.iter()
        .map(|hit| {
            format!(
                "<li><a href=\"/articles/{}\">{}</a></li>",
                hit.id,
                html_escape::encode_text(&hit.title)
            )
        })
        .collect()
}

#[get("/search?<q>")]
fn search(q: &str, index: &State<Index>) -> RawHtml<String> {
    let hits = index.find(q, 25);
    if hits.is_empty() {
        let body = format!(
            "<p>Nothing found for <em>{}</em>.</p>",
            html_escape::encode_text(q)
        );
        return RawHtml(page("Search", &body));
    }
    let body = format!("<p>{} articles</p><ul>{}</ul>", hits.len(), list(&hits));
    RawHtml(page("Search", &body))
}

pub fn mount() -> Vec<Route> {
    routes![search]
}
