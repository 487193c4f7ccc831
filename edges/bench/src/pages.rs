//! How much a first visit weighs: what a browser must fetch, compressed as it comes over the wire.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;

use crate::figure::{Bar, Figure};
use crate::ground::Ground;
use crate::load::http::{Browser, get};

/// A visitor who has nothing yet and takes compressed answers.
const ACCEPTS: &str = "accept-encoding: gzip, deflate, br\r\naccept-language: fr\r\n";
const KIB: f64 = 1024.0;
/// How a page names what it needs besides itself.
const NAMES: [&str; 3] = [" href=\"", " src=\"", " xlink:href=\""];

/// Weighs the home page and a page of results.
pub(crate) async fn measure(ground: &Ground) -> Result<Vec<Figure>, String> {
    let server = ground.filled().await?.serve().await?;
    let home = weigh(server.address, "/").await?;
    let results = weigh(server.address, "/search?q=soins%20palliatifs%20%C3%A0%20domicile&place=1070").await?;
    Ok(vec![
        Figure::new("home, HTML alone", home.html, "KiB", Bar::AtMost(14.0)),
        Figure::new("home, first visit", home.whole, "KiB", Bar::AtMost(60.0)),
        Figure::new("results, HTML alone", results.html, "KiB", Bar::AtMost(14.0)),
        Figure::new("results, first visit", results.whole, "KiB", Bar::AtMost(60.0)),
    ])
}

struct Weight {
    html: f64,
    whole: f64,
}

async fn weigh(address: SocketAddr, path: &str) -> Result<Weight, String> {
    let page = fetch(address, path, "").await?;
    let html = fetch(address, path, ACCEPTS).await?.len();
    let mut whole = html;
    for part in parts(&String::from_utf8_lossy(&page)) {
        whole += fetch(address, &part, ACCEPTS).await?.len();
    }
    #[expect(clippy::cast_precision_loss, reason = "pages are far below 2^52 bytes")]
    Ok(Weight { html: html as f64 / KIB, whole: whole as f64 / KIB })
}

async fn fetch(address: SocketAddr, path: &str, headers: &str) -> Result<Vec<u8>, String> {
    let mut browser = Browser::open(address, Arc::new(vec![get(path, headers)])).await?;
    let answer = browser.answer(0).await?;
    match answer.status() {
        200 => Ok(answer.body.to_vec()),
        status => Err(format!("{path} answered {status}")),
    }
}

/// The files of a page that a browser fetches with it: style, script, icons, pictures; not what it links to.
fn parts(html: &str) -> BTreeSet<String> {
    let mut parts = BTreeSet::new();
    for tag in html.split('<').skip(1).filter(|tag| fetches(tag)) {
        for name in NAMES {
            let value = tag.split_once(name).and_then(|(_, rest)| rest.split_once('"'));
            let file = value.map(|(value, _)| value.split('#').next().unwrap_or_default());
            parts.extend(file.filter(|file| file.starts_with('/')).map(|file| file.replace("&amp;", "&")));
        }
    }
    parts
}

fn fetches(tag: &str) -> bool {
    let is_link =
        tag.starts_with("link ") && ["stylesheet", "icon", "preload", "manifest"].iter().any(|rel| tag.contains(rel));
    is_link || ["script ", "img ", "use ", "image "].iter().any(|name| tag.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_weighs_with_its_style_script_and_icons_and_without_its_links() {
        let html = r##"<!doctype html><link rel="stylesheet" href="/assets/a.css?v=1&amp;x=2"><script src="/assets/a.js" defer></script>
            <link rel="alternate" href="/?lang=nl"><a href="/services/1">x</a><svg><use href="/assets/icons.svg#home"/>
            <use href="/assets/icons.svg#door"/><use href="#local"/></svg>"##;
        let parts: Vec<String> = parts(html).into_iter().collect();
        assert_eq!(parts, ["/assets/a.css?v=1&x=2", "/assets/a.js", "/assets/icons.svg"]);
    }
}
