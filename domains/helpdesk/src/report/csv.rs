//! The figures as a table for spreadsheets, with the origin of every number, in the reader's language: its words, its mark
//! before decimals, and what its spreadsheets expect between cells.

use axum::extract::State;
use figures::declared;
use figures::{By, Figure, Kind, Measure, Provenance};
use house::House;
use kernel::Lang;
use web::{Answer, Failure, Page, Query, Spreadsheet};

use super::Ask;
use super::pages::SPLITS;
use super::tables::absent;
use crate::contact::records;
use crate::measures::{CONTACTS, DIRECT_ANSWER_RATE, MEASURES};
use crate::names::Names;

/// The columns, as their texts are called.
const HEAD: [&str; 14] = [
    "measure",
    "name",
    "by",
    "code",
    "part",
    "period",
    "value",
    "unit",
    "target",
    "numerator",
    "denominator",
    "origin",
    "source",
    "examples",
];

/// `GET /helpdesk/figures.csv`
pub(crate) async fn csv(page: Page, State(house): State<House>, query: Query) -> Answer {
    let names = Names::load(&house).await?;
    let ask = Ask::read(page.cx(), &names.desk, &query)?;
    let examples = records::holds_demo(house.store.read()).await?;
    let told = Told { page: &page, house: &house, names: &names, ask: &ask, examples };
    let head = HEAD.map(|column| page.tr(format!("helpdesk-csv-{column}")).to_string());
    let mut rows = vec![head];
    rows.extend(told.computed().await?);
    rows.extend(told.apart().await?);
    rows.extend(told.stated().await?);
    let mut table = Spreadsheet::new(page.lang());
    rows.iter().for_each(|row| table.row(row));
    Ok(table.file(&format!("helpdesk-{}", ask.period.to_string().replace("..", "-"))))
}

type Row = [String; HEAD.len()];

/// What a figure is about: the dimensions that it is split by, the codes of its values and their names.
#[derive(Default)]
struct About {
    by: String,
    code: String,
    part: String,
}

/// What the rows are told from.
struct Told<'a> {
    page: &'a Page,
    house: &'a House,
    names: &'a Names,
    ask: &'a Ask,
    /// Whether invented contacts are counted.
    examples: bool,
}

impl Told<'_> {
    async fn computed(&self) -> Result<Vec<Row>, Failure> {
        let (mut rows, ask) = (Vec::new(), self.ask);
        for dimension in SPLITS {
            let values = self.names.values(dimension).into_iter();
            let values: Vec<String> = values.filter(|value| dimension != "line" || ask.lines.contains(value)).collect();
            for measure in [&CONTACTS, &DIRECT_ANSWER_RATE] {
                let by = By { dimension, values: &values };
                let table = ask.table(&self.house.store, measure, &ask.question(), by).await?;
                // The whole is the same for every dimension: once is enough.
                if dimension == SPLITS[0] {
                    let target = aim(measure, ask.target(&self.names.desk));
                    rows.push(self.row(measure, About::default(), &table.total.figure.aiming_at(target)));
                }
                // Shares of parts are told to nobody who may not open the contacts.
                for row in table.rows.into_iter().filter(|_| !ask.guarded || measure.kind == Kind::Count) {
                    let target = self.names.desk.line(&row.value).filter(|_| dimension == "line");
                    let figure = row.figure.aiming_at(aim(measure, target.and_then(|line| line.target)));
                    rows.push(self.row(measure, self.about(&[(dimension, &row.value)]), &figure));
                }
            }
        }
        Ok(rows)
    }

    /// The lines of which the reader sees only counts: each by itself, and only as a whole.
    async fn apart(&self) -> Result<Vec<Row>, Failure> {
        let mut rows = Vec::new();
        for code in &self.ask.apart {
            let alone = self.ask.about(code);
            for measure in [&CONTACTS, &DIRECT_ANSWER_RATE] {
                let by = By { dimension: "line", values: &[] };
                let figure = alone.table(&self.house.store, measure, &alone.question(), by).await?.total.figure;
                let figure = figure.aiming_at(aim(measure, alone.target(&self.names.desk)));
                rows.push(self.row(measure, self.about(&[("line", code)]), &figure));
            }
        }
        Ok(rows)
    }

    async fn stated(&self) -> Result<Vec<Row>, Failure> {
        let (mut rows, ask) = (Vec::new(), self.ask);
        for measure in MEASURES {
            for figure in declared::of(self.house.store.read(), measure.code).await? {
                let line = figure.dimensions.get("line");
                if line.is_none_or(|line| ask.lines.contains(line) || ask.apart.contains(line)) {
                    let about: Vec<(&str, &str)> =
                        figure.dimensions.iter().map(|(by, value)| (by.as_str(), value.as_str())).collect();
                    rows.push(self.row(measure, self.about(&about), &figure.figure()));
                }
            }
        }
        Ok(rows)
    }

    fn about(&self, dimensions: &[(&str, &str)]) -> About {
        let join = |say: &dyn Fn(&str, &str) -> String| {
            dimensions.iter().map(|(by, value)| say(by, value)).collect::<Vec<_>>().join(" + ")
        };
        About {
            by: join(&|by, _| self.page.tr(format!("helpdesk-by-{by}")).to_string()),
            code: join(&|_, value| value.to_owned()),
            part: join(&|by, value| self.names.of(self.page, by, value)),
        }
    }

    fn row(&self, measure: &Measure, about: About, figure: &Figure) -> Row {
        let (page, lang) = (self.page, self.page.lang());
        let is_rate = measure.kind == Kind::Rate;
        let whole = |count: Option<i64>| count.map_or_else(String::new, |count| count.to_string());
        let (origin, source) = match &figure.provenance {
            Provenance::Computed => ("helpdesk-computed", ""),
            Provenance::Declared { source, derived: true, .. } => ("helpdesk-derived", source.plain(lang)),
            Provenance::Declared { source, derived: false, .. } => ("helpdesk-stated", source.plain(lang)),
        };
        let invented = self.examples && figure.provenance == Provenance::Computed;
        let number = figure.value.known().map(|value| decimal(lang, value));
        [
            measure.code.to_owned(),
            page.tr(measure.name).to_string(),
            about.by,
            about.code,
            about.part,
            figure.period.to_string(),
            number.unwrap_or_else(|| page.tr(absent(figure)).to_string()),
            if is_rate { "%".to_owned() } else { page.tr(measure.unit).to_string() },
            figure.target.map_or_else(String::new, |target| decimal(lang, target)),
            whole(figure.numerator),
            whole(figure.denominator),
            page.tr(origin).to_string(),
            source.to_owned(),
            if invented { page.tr("helpdesk-csv-yes").to_string() } else { String::new() },
        ]
    }
}

/// The target of a line is one for the share answered directly.
fn aim(measure: &Measure, target: Option<f64>) -> Option<f64> {
    target.filter(|_| measure.code == DIRECT_ANSWER_RATE.code)
}

/// A number as a spreadsheet of a language reads it: no mark between thousands, a decimal where there is one.
fn decimal(lang: Lang, value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    let said = format!("{tenths}");
    if lang == Lang::En { said } else { said.replace('.', ",") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_spreadsheets_of_a_language_read_them() {
        let said = |lang| [42.857_142, 60.0, 1234.0].map(|value| decimal(lang, value)).join(" ");
        assert_eq!([said(Lang::Nl), said(Lang::En)], ["42,9 60 1234", "42.9 60 1234"]);
    }
}
