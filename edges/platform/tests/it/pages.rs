//! Every page speaks every language: no missing text, the right language, a way around by heading.

use axum::http::Method;
use kernel::Lang;
use store::Store;
use testkit::{Outline, World};

use crate::{steps, whole};

/// Keys of texts begin with the name of their crate and a dash.
fn keys_in(outline: &Outline, prefixes: &[String]) -> Vec<String> {
    let words = outline.lines.iter().flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && !"-_.".contains(c)));
    let is_key = |word: &&str| prefixes.iter().any(|prefix| word.starts_with(prefix.as_str()));
    words.filter(is_key).map(str::to_owned).collect()
}

fn prefixes() -> Vec<String> {
    let plan = platform::plan();
    let names = plan.modules().iter().map(|module| module.texts.prefix);
    names.chain(["web"]).map(|name| format!("{name}-")).collect()
}

async fn read_all(world: &World, lang: Lang, everybody: &testkit::Client) -> usize {
    let mut read = 0;
    for route in world.routes.iter().filter(|route| route.method == Method::GET && !route.path.contains('{')) {
        let reply = everybody.get(&route.path).await;
        let status = reply.status.as_u16();
        assert!(matches!(status, 200 | 303), "{} in {lang}: {status}\n{}", route.path, reply.outline());
        let is_page = reply.header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
        if status != 200 || !is_page {
            continue;
        }
        let outline = reply.outline();
        assert_eq!(keys_in(&outline, &prefixes()), Vec::<String>::new(), "{} in {lang}", route.path);
        assert!(reply.text().contains(&format!("<html lang=\"{lang}\"")), "{} is not in {lang}", route.path);
        let first = outline.headings.iter().filter(|heading| heading.starts_with("# ")).count();
        assert_eq!(first, 1, "{} in {lang} should have one first heading: {:?}", route.path, outline.headings);
        read += 1;
    }
    read
}

#[store::test(&steps())]
async fn every_page_speaks_every_language(store: Store) {
    let world = whole(&store).await;
    world.index().await;
    for lang in Lang::ALL {
        let everybody = world.everybody().await.speaking(lang);
        assert!(read_all(&world, lang, &everybody).await > 8, "too few pages in {lang}");
    }
}

#[store::test(&steps())]
async fn what_is_not_there_says_so_in_every_language(store: Store) {
    let world = whole(&store).await;
    for lang in Lang::ALL {
        let reply = world.visitor().speaking(lang).get("/no/such/page").await.expect(404);
        assert_eq!(keys_in(&reply.outline(), &prefixes()), Vec::<String>::new(), "{lang}");
        let reply = world.visitor().speaking(lang).get("/api/v1/no/such").await.expect(404);
        assert_eq!(reply.header("content-type"), Some("application/problem+json"));
    }
}
