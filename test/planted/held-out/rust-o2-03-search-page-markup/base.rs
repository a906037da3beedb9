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
    let body = format!("<ul>{}</ul>", list(&hits));
    RawHtml(page("Search", &body))
}

pub fn mount() -> Vec<Route> {
    routes![search]
}
