//! The administration's own front page: a door to each room that the visitor may enter.

use askama::Template;
use web::{Answer, Page, Step, view};

#[derive(Template)]
#[template(path = "admin.html")]
struct Overview {
    page: Page,
    doors: Vec<Door>,
}

struct Door {
    href: &'static str,
    icon: &'static str,
    name: String,
    about: String,
}

pub(crate) async fn show(page: Page) -> Answer {
    let rooms = [
        ("/admin/accounts", "person", "access.list_accounts", "administration-accounts"),
        ("/admin/rights", "lock", "administration.enter", "administration-rights"),
        ("/admin/journal", "list", "administration.read_journal", "administration-journal"),
        ("/admin/jobs", "clock", "administration.see_jobs", "administration-jobs"),
        ("/admin/health", "heart", "administration.see_health", "administration-health"),
    ];
    let open = rooms.into_iter().filter(|(_, _, action, _)| page.could(action));
    let doors = open
        .map(|(href, icon, _, key)| Door {
            href,
            icon,
            name: page.tr(key).to_string(),
            about: page.tr(format!("{key}.about")).to_string(),
        })
        .collect();
    view(&Overview { doors, page })
}

/// The trail from a room back to the doors.
pub(crate) fn to_administration(page: &Page) -> Vec<Step> {
    vec![Step::new("/admin", page.tr("administration-title"))]
}
