//! What campaigns count: whom they asked, what came of it, and what it cost. All of a campaign counts in the month in which it began,
//! so that what was spent and what was answered stand beside each other.

use figures::{Counted, Counts, Kind, Measure, Question};
use sea_orm::{DatabaseConnection, DbErr};

use crate::campaign::records;

/// What counts, of `campaign_ask a` in `campaign c`.
const ANSWERS: &str = "case when a.state in ('confirmed', 'corrected', 'gone') then 1 else 0 end";
const CONFIRMATIONS: &str = "case when a.state = 'confirmed' then 1 else 0 end";
const CORRECTIONS: &str = "case when a.state = 'corrected' then 1 else 0 end";
const CALLED: &str = "(select count(*) from campaign_call l where l.ask = a.id)";
const SPENT: &str = "a.letters * c.letter_cents
    + c.minute_cents * (select coalesce(sum(l.minutes), 0) from campaign_call l where l.ask = a.id)";

/// Organisations that were asked.
pub const ASKED: Measure = Measure {
    code: "campaigns.asked",
    name: "campaigns-measure-asked",
    unit: "campaigns-unit-organisations",
    definition: "campaigns-measure-asked-definition",
    kind: Kind::Count,
    part_of: None,
    dimensions: &["month"],
    compute: |db, question| Box::pin(count(db, question, "1")),
    open: |question| format!("/campaigns?period={}", question.period),
};

/// Organisations that answered in any way.
pub const ANSWERED: Measure = Measure {
    code: "campaigns.answered",
    name: "campaigns-measure-answered",
    definition: "campaigns-measure-answered-definition",
    compute: |db, question| Box::pin(count(db, question, ANSWERS)),
    ..ASKED
};

/// Organisations that said that all is right.
pub const CONFIRMED: Measure = Measure {
    code: "campaigns.confirmed",
    name: "campaigns-measure-confirmed",
    definition: "campaigns-measure-confirmed-definition",
    compute: |db, question| Box::pin(count(db, question, CONFIRMATIONS)),
    ..ASKED
};

/// Organisations that corrected something.
pub const CORRECTED: Measure = Measure {
    code: "campaigns.corrected",
    name: "campaigns-measure-corrected",
    definition: "campaigns-measure-corrected-definition",
    compute: |db, question| Box::pin(count(db, question, CORRECTIONS)),
    ..ASKED
};

/// Letters that were sent.
pub const LETTERS: Measure = Measure {
    code: "campaigns.letters",
    name: "campaigns-measure-letters",
    unit: "campaigns-unit-letters",
    definition: "campaigns-measure-letters-definition",
    compute: |db, question| Box::pin(count(db, question, "a.letters")),
    ..ASKED
};

/// Calls that were made.
pub const CALLS: Measure = Measure {
    code: "campaigns.calls",
    name: "campaigns-measure-calls",
    unit: "campaigns-unit-calls",
    definition: "campaigns-measure-calls-definition",
    compute: |db, question| Box::pin(count(db, question, CALLED)),
    ..ASKED
};

/// What letters and calls cost, in cents.
pub const COST: Measure = Measure {
    code: "campaigns.cost",
    name: "campaigns-measure-cost",
    unit: "campaigns-unit-cents",
    definition: "campaigns-measure-cost-definition",
    compute: |db, question| Box::pin(count(db, question, SPENT)),
    ..ASKED
};

/// All measures of campaigns.
pub const MEASURES: &[Measure] = &[ASKED, ANSWERED, CONFIRMED, CORRECTED, LETTERS, CALLS, COST];

async fn count(db: &DatabaseConnection, question: &Question, what: &'static str) -> Result<Counts, DbErr> {
    let others = question.by.iter().copied().filter(|by| *by != "month");
    if let Some(dimension) = question.filters.keys().map(String::as_str).chain(others).next() {
        return Err(DbErr::Custom(format!("campaigns have no dimension `{dimension}`")));
    }
    let months = records::sums(db, question.period, what).await?;
    let cells = if question.by.is_empty() {
        vec![Counted { at: Vec::new(), numerator: months.iter().map(|(_, n)| n).sum(), denominator: None }]
    } else {
        months
            .into_iter()
            .map(|(at, n)| Counted { at: vec![at.to_string()], numerator: n, denominator: None })
            .collect()
    };
    Ok(Counts { cells, since: records::since(db).await? })
}
