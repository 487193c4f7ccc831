//! What is said of "open now" and "free" among the words: what the answer was narrowed to, or the way to narrow it.

use web::{Page, Query};

use crate::{Answer, Filters, Wish};

/// What is said, and where the button beside it leads.
pub(crate) struct Wishing {
    /// The key of what is said; empty where the button says it.
    pub said: &'static str,
    pub button: String,
    pub href: String,
}

impl Wishing {
    /// One for each wish that an answer knows of and that was not chosen already.
    pub(crate) fn all(page: &Page, query: &Query, filters: &Filters, answer: &Answer) -> Vec<Self> {
        let open = answer.wishes.iter().filter(|wish| !wish.is_chosen(filters));
        open.map(|wish| if answer.wishes_alone { told(page, query, *wish) } else { offered(page, query, *wish) })
            .collect()
    }
}

fn told(page: &Page, query: &Query, wish: Wish) -> Wishing {
    let words = query.get("q").unwrap_or_default();
    let said = match wish {
        Wish::OpenNow => "directory-read-open",
        Wish::Free => "directory-read-free",
    };
    let button = page.tr("directory-exactly").arg("typed", words).to_string();
    Wishing { said, button, href: query.anew("q", format!("\"{words}\"")) }
}

fn offered(page: &Page, query: &Query, wish: Wish) -> Wishing {
    let key = match wish {
        Wish::OpenNow => "directory-only-open",
        Wish::Free => "directory-only-free",
    };
    let (name, value) = wish.field();
    Wishing { said: "", button: page.tr(key).to_string(), href: query.anew(name, value) }
}
