//! A campaign as pages draw it: what was decided in words, its letters with a sample, and its figures.

use kernel::Text;
use web::{Page, Step};

use super::rules::Tally;
use super::wording::{Occasion, Words, Written};
use super::{Campaign, Filter, State};
use crate::names::Names;

/// The chip of a state.
pub(crate) const fn look(state: State) -> &'static str {
    match state {
        State::Draft => "quiet",
        State::Running => "good",
        State::Stopped => "warn",
        State::Ended => "",
    }
}

/// The trail to a page of campaigns.
pub(crate) fn trail(page: &Page) -> [Step; 1] {
    [Step::new("/campaigns", page.tr("campaigns-title"))]
}

/// What was decided, as questions and answers.
pub(crate) fn decided(page: &Page, names: &Names, campaign: &Campaign) -> Vec<(String, String)> {
    let (filter, rhythm, prices) = (&campaign.setup.filter, campaign.setup.rhythm, campaign.setup.prices);
    let of = |what: &str, code: &Option<String>| {
        let said = code.as_ref().map(|code| names.of(page, what, code));
        (page.tr(format!("campaigns-field-{what}")).to_string(), said)
    };
    let silent = filter.silent_days.map(|days| page.tr("campaigns-silent-for").arg("n", days).to_string());
    let chosen = [
        of("theme", &filter.theme),
        of("zone", &filter.zone),
        (page.tr("campaigns-field-kind").to_string(), Some(kinds(page, names, filter))),
        (page.tr("campaigns-field-silent").to_string(), silent),
    ];
    let mut all: Vec<(String, String)> =
        chosen.into_iter().filter_map(|(question, answer)| Some((question, answer?))).collect();
    let steps = page.tr("campaigns-rhythm").arg("days", rhythm.reminder_days).arg("n", rhythm.reminders).to_string();
    let calls = if rhythm.calls { "campaigns-calls-yes" } else { "campaigns-calls-no" };
    let cost = page
        .tr("campaigns-prices")
        .arg("letter", page.euro(prices.letter))
        .arg("minute", page.euro(prices.minute))
        .to_string();
    all.extend([
        (page.tr("campaigns-field-rhythm").to_string(), format!("{steps} {}", page.tr(calls))),
        (
            page.tr("campaigns-field-link_days").to_string(),
            page.tr("campaigns-days").arg("n", rhythm.link_days).to_string(),
        ),
        (page.tr("campaigns-field-ends_on").to_string(), page.day(rhythm.ends_on)),
        (page.tr("campaigns-field-prices").to_string(), cost),
    ]);
    all
}

/// Which kinds of organisation are asked.
fn kinds(page: &Page, names: &Names, filter: &Filter) -> String {
    let chosen: Vec<String> = filter.kinds.iter().map(|code| names.kind(page, code)).collect();
    let said = if chosen.is_empty() { page.tr("campaigns-kinds-usual").to_string() } else { chosen.join(", ") };
    if filter.lists { format!("{said} · {}", page.tr("campaigns-field-lists")) } else { said }
}

/// The first letter and a reminder, as an organisation would get them.
pub(crate) fn samples(page: &Page, words: &Words, campaign: &Campaign, names: &Text) -> Vec<(String, Written)> {
    let link = page.absolute("/asked/…");
    let until = page.cx().today().plus_days(campaign.setup.rhythm.link_days);
    let letter = |(key, is_first): (&'static str, bool)| {
        let occasion = Occasion { names, link: &link, until, is_first };
        (page.tr(key).to_string(), words.letter(&campaign.setup.letters, occasion))
    };
    let mut all = vec![letter(("campaigns-first-letter", true))];
    if campaign.setup.rhythm.reminders > 0 {
        all.push(letter(("campaigns-reminder", false)));
    }
    all
}

/// A figure of a campaign: what is counted, and how many.
pub(crate) struct Figure {
    pub what: String,
    pub value: String,
    /// The list behind it.
    pub href: Option<String>,
}

/// What came of a campaign and what it cost.
pub(crate) fn figures(page: &Page, campaign: &Campaign, tally: &Tally) -> Vec<Figure> {
    let prices = campaign.setup.prices;
    let counted = [
        ("confirmed", tally.confirmed),
        ("corrected", tally.corrected),
        ("gone", tally.gone),
        ("waiting", tally.waiting),
        ("to_call", tally.to_call),
        ("silent", tally.silent),
        ("left_out", tally.left_out),
    ];
    let counted = counted.into_iter().map(|(state, n)| Figure {
        what: page.tr(format!("campaigns-ask-{state}")).to_string(),
        value: page.number(n),
        href: (n > 0).then(|| format!("/campaigns/{}?state={state}#asks", campaign.id)),
    });
    let plain = |key: &'static str, value: String| Figure { what: page.tr(key).to_string(), value, href: None };
    let each = tally.cost_each(prices).map_or_else(|| page.tr("campaigns-no-answer-yet").to_string(), |c| page.euro(c));
    counted
        .chain([
            plain("campaigns-letters", page.number(tally.letters)),
            plain("campaigns-calls-made", page.number(tally.calls)),
            plain("campaigns-minutes", page.number(tally.minutes)),
            plain("campaigns-cost", page.euro(tally.cost(prices))),
            plain("campaigns-cost-each", each),
        ])
        .collect()
}
