//! Which inputs a field has in a form: made from the table of fields, so that a new field needs none of its own.

use kernel::{Lang, TranslationState};
use web::{Choice, Page};

use super::filling::read;
use super::names::Names;
use crate::entry::Record;
use crate::entry::fields::{self, Choices, Field, Sort};
use crate::{TermFacet, ThemeCode};

/// Empty rows that a list offers beside those that it has.
const SPARE: usize = 2;

/// Choices that are shown without being unfolded.
const SHORT: usize = 12;

/// How an input looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Look {
    Line,
    Lines,
    Number,
    Day,
    Select,
    Check,
    Checks,
    /// The name of an organisation.
    Named,
    /// Not asked here, and sent back as it was.
    Kept,
}

impl Look {
    /// The type of an `input`.
    pub(crate) const fn kind(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Day => "date",
            Self::Kept => "hidden",
            Self::Line | Self::Lines | Self::Select | Self::Check | Self::Checks | Self::Named => "text",
        }
    }
}

/// An input.
pub(crate) struct Input {
    /// Its name in the form, which is also its id.
    pub name: String,
    /// Its label; empty where the field has only one input and its own label says it.
    pub label: String,
    pub look: Look,
    pub choices: Vec<Choice>,
    /// The language of what is typed.
    pub lang: Option<Lang>,
    /// What is known of it: who read a translation over.
    pub known: Option<String>,
}

impl Input {
    /// Whether its choices are so many that they stand folded away.
    pub(crate) const fn is_long(&self) -> bool {
        self.choices.len() > SHORT
    }
}

/// The inputs that belong together in a row: one language, one price.
pub(crate) type Row = Vec<Input>;

/// A field in a form.
pub(crate) struct Widget {
    /// The field's name.
    pub name: &'static str,
    pub label: String,
    /// The key of the label.
    pub key: String,
    pub hint: Option<String>,
    pub rows: Vec<Row>,
    /// Whether the inputs are many and stand folded away.
    pub folded: bool,
}

impl Widget {
    /// The only input of a field that has one, and whose label is the field's.
    pub(crate) fn single(&self) -> Option<&Input> {
        match self.rows.as_slice() {
            [row] if row.len() == 1 && !matches!(row[0].look, Look::Checks) => row.first(),
            _ => None,
        }
    }
}

impl Widget {
    /// Whether it has one input.
    pub(crate) fn is_single(&self) -> bool {
        self.single().is_some()
    }
}

/// What widgets are made from.
pub(crate) struct Maker<'a> {
    pub page: &'a Page,
    pub names: &'a Names,
    /// The entry as it is now: it says how many rows lists have.
    pub record: &'a Record,
    /// Whether it asks what each language's words are worth, and codes: those who keep entries know, others need not.
    pub asks_states: bool,
}

impl Maker<'_> {
    /// The fields of a form, in their order; `wanted` says which.
    pub(crate) fn widgets(&self, wanted: impl Fn(&Field) -> bool) -> Vec<Widget> {
        let fields = fields::of(self.record.entry().kind).iter();
        fields.filter(|field| field.is_edited() && wanted(field)).map(|field| self.widget(field)).collect()
    }

    fn widget(&self, field: &Field) -> Widget {
        let rows = self.rows(field);
        let hint = hint(field).map(|key| self.page.tr(key).to_string());
        let folded = matches!(field.sort, Sort::Themes | Sort::Terms(_) | Sort::Areas | Sort::Languages);
        let key = field.label();
        Widget { name: field.name, label: self.page.tr(&key).to_string(), key, hint, rows, folded }
    }

    fn rows(&self, field: &Field) -> Vec<Row> {
        let name = field.name;
        match field.sort {
            Sort::Name => self.texts(name, Look::Line, true),
            Sort::Text => self.texts(name, Look::Lines, true),
            Sort::Plain | Sort::Basis | Sort::Phone | Sort::Email | Sort::Website | Sort::Hours => {
                one(bare(name, Look::Line))
            }
            Sort::Choice(choices) => one(self.choice(name, choices)),
            Sort::Flag => one(bare(name, Look::Check)),
            Sort::Aliases => self.aliases(name),
            Sort::Identifiers => one(bare(name, Look::Lines)),
            Sort::OrganisationKind => one(self.select(name, self.names.kind_choices(self.page.lang()))),
            Sort::Themes => self.themes(name),
            Sort::Terms(facet) => vec![vec![checks(name, self.terms(&[facet], name))]],
            Sort::Languages => {
                let listed = vec![checks(name, Names::language_choices(self.page))];
                vec![listed, vec![self.other_languages(name)]]
            }
            Sort::Areas => vec![
                vec![checks(name, self.names.area_choices(self.page))],
                vec![self.labelled(&format!("{name}.other"), "directory-input-postal-codes", Look::Line)],
            ],
            Sort::Municipality => one(self.select(name, self.names.municipality_choices(self.page.lang()))),
            Sort::Point => vec![vec![
                self.labelled(&format!("{name}.lat"), "directory-input-lat", Look::Line),
                self.labelled(&format!("{name}.lon"), "directory-input-lon", Look::Line),
            ]],
            Sort::Eligibility => self.eligibility(name),
            Sort::Activation => self.activation(name),
            Sort::Costs => self.list(field, |row| self.cost(row)),
            Sort::Documents => {
                self.list(field, |row| self.texts(row, Look::Line, false).into_iter().flatten().collect())
            }
            Sort::Closures => self.list(field, |row| self.closure(row)),
            Sort::Accessibility => self.accessibility(name),
            Sort::Capacity => self.capacity(name),
            Sort::Organisation => one(bare(name, Look::Named)),
            Sort::Organisations => {
                let known = self.record.field(name).and_then(|value| value.as_array().map(Vec::len)).unwrap_or(0);
                let label = |at: usize| self.page.tr("directory-input-network").arg("n", at + 1).to_string();
                vec![(0..known + SPARE).map(|at| input(&format!("{name}.{at}"), &label(at), Look::Named)).collect()]
            }
            Sort::Entry(_) | Sort::Derived => Vec::new(),
        }
    }

    /// A row for each language; with what the words are worth where somebody should say.
    fn texts(&self, name: &str, look: Look, with_state: bool) -> Vec<Row> {
        let row = |lang: Lang| {
            let name = format!("{name}.{lang}");
            let words = Input { lang: Some(lang), ..input(&name, lang.own_name(), look) };
            if !with_state || !self.asks_states {
                return vec![words];
            }
            let label = self.page.tr("directory-input-state").arg("language", lang.own_name()).to_string();
            vec![words, Input { choices: self.states(), ..input(&format!("{name}.state"), &label, Look::Select) }]
        };
        Lang::ALL.into_iter().map(row).collect()
    }

    fn states(&self) -> Vec<Choice> {
        let missing = Choice::new("", self.page.tr("directory-text-missing"));
        let known = STATES.iter().map(|(word, _)| Choice::new(word, self.page.tr(format!("directory-text-{word}"))));
        std::iter::once(missing).chain(known).collect()
    }

    fn themes(&self, name: &str) -> Vec<Row> {
        let all = self.terms(&[TermFacet::Need], name);
        let label = self.page.tr("directory-input-main-theme").to_string();
        let first = Input { choices: self.open(all.clone()), ..input(&format!("{name}.main"), &label, Look::Select) };
        vec![vec![first], vec![checks(name, all)]]
    }

    /// The terms of some facets, with those that a field of the record names.
    fn terms(&self, facets: &[TermFacet], name: &str) -> Vec<Choice> {
        let value = name.split('.').try_fold(serde_json::Value::Null, |value, part| match value {
            serde_json::Value::Null => self.record.field(part),
            value => value.get(part).cloned(),
        });
        let chosen: Vec<ThemeCode> = value.map(|value| read(&value)).unwrap_or_default();
        self.names.term_choices(self.page.lang(), facets, &chosen)
    }

    fn aliases(&self, name: &str) -> Vec<Row> {
        let row = |(sort, word): (String, &str)| {
            let label = self.page.tr(format!("{}{word}", fields::ALIAS.texts)).to_string();
            vec![input(&format!("{name}.{sort}"), &label, Look::Lines)]
        };
        (fields::ALIAS.all)().into_iter().map(row).collect()
    }

    fn eligibility(&self, name: &str) -> Vec<Row> {
        let of = |part: &str| format!("{name}.{part}");
        vec![
            vec![
                self.labelled(&of("min_age"), "directory-input-min-age", Look::Number),
                self.labelled(&of("max_age"), "directory-input-max-age", Look::Number),
            ],
            vec![checks(&of("genders"), self.words(&fields::GENDER))],
            vec![Input {
                choices: Names::language_choices(self.page),
                ..self.labelled(&of("languages"), "directory-input-for-languages", Look::Checks)
            }],
            vec![self.other_languages(&of("languages"))],
            vec![self.situations(&of("situations"), "directory-input-situations")],
            vec![self.situations(&of("excluded"), "directory-input-excluded")],
            vec![self.labelled(&of("residents_only"), "directory-input-residents-only", Look::Check)],
        ]
    }

    /// The codes of languages that have no name in our texts.
    fn other_languages(&self, name: &str) -> Input {
        let look = if self.asks_states { Look::Line } else { Look::Kept };
        self.labelled(&format!("{name}.other"), "directory-input-other-languages", look)
    }

    /// Who somebody is and what status they have.
    fn situations(&self, name: &str, key: &str) -> Input {
        let choices = self.terms(&[TermFacet::Situation, TermFacet::Status], name);
        Input { choices, ..self.labelled(name, key, Look::Checks) }
    }

    fn activation(&self, name: &str) -> Vec<Row> {
        let mut rows = vec![
            vec![checks(&format!("{name}.who"), self.words(&fields::ACTIVATOR))],
            vec![checks(&format!("{name}.how"), self.words(&fields::WAY))],
        ];
        rows.extend(self.texts(&format!("{name}.text"), Look::Line, false));
        rows
    }

    fn cost(&self, row: &str) -> Row {
        let sort = format!("{row}.sort");
        let label = self.page.tr("directory-input-cost-sort").to_string();
        let mut inputs = vec![
            Input { label, ..self.choice(&sort, &fields::COST) },
            self.labelled(&format!("{row}.euro"), "directory-input-euro", Look::Line),
        ];
        inputs.extend(self.texts(&format!("{row}.note"), Look::Line, false).into_iter().flatten());
        inputs
    }

    fn closure(&self, row: &str) -> Row {
        let mut inputs = vec![
            self.labelled(&format!("{row}.from"), "directory-input-from", Look::Day),
            self.labelled(&format!("{row}.until"), "directory-input-until", Look::Day),
        ];
        inputs.extend(self.texts(&format!("{row}.why"), Look::Line, false).into_iter().flatten());
        inputs
    }

    fn accessibility(&self, name: &str) -> Vec<Row> {
        let ask = |(part, word): (String, &str)| {
            let label = self.page.tr(format!("{}{word}", fields::ACCESS.texts)).to_string();
            Input { choices: self.yes_no(), ..input(&format!("{name}.{part}"), &label, Look::Select) }
        };
        vec![(fields::ACCESS.all)().into_iter().map(ask).collect()]
    }

    fn capacity(&self, name: &str) -> Vec<Row> {
        let label = self.page.tr("directory-input-accepting").to_string();
        let accepting = Input { choices: self.yes_no(), ..input(&format!("{name}.accepting"), &label, Look::Select) };
        vec![vec![
            accepting,
            self.labelled(&format!("{name}.places"), "directory-input-places", Look::Number),
            self.labelled(&format!("{name}.waiting_days"), "directory-input-waiting", Look::Number),
        ]]
    }

    /// The rows of a list: those that it has, and some to add.
    fn list(&self, field: &Field, row: impl Fn(&str) -> Row) -> Vec<Row> {
        let known = self.record.field(field.name).and_then(|value| value.as_array().map(Vec::len)).unwrap_or(0);
        (0..known + SPARE).map(|at| row(&format!("{}.{at}", field.name))).collect()
    }

    fn yes_no(&self) -> Vec<Choice> {
        self.open(vec![
            Choice::new("yes", self.page.tr("directory-yes")),
            Choice::new("no", self.page.tr("directory-no")),
        ])
    }

    fn choice(&self, name: &str, choices: &Choices) -> Input {
        let all = self.words(choices);
        Input { choices: if choices.optional { self.open(all) } else { all }, ..bare(name, Look::Select) }
    }

    fn select(&self, name: &str, choices: Vec<Choice>) -> Input {
        Input { choices: self.open(choices), ..bare(name, Look::Select) }
    }

    /// A list that may be left open.
    fn open(&self, choices: Vec<Choice>) -> Vec<Choice> {
        let none = Choice::new("", self.page.tr("directory-input-unknown"));
        std::iter::once(none).chain(choices).collect()
    }

    fn words(&self, choices: &Choices) -> Vec<Choice> {
        let choice =
            |(value, word): (String, &str)| Choice::new(value, self.page.tr(format!("{}{word}", choices.texts)));
        (choices.all)().into_iter().map(choice).collect()
    }

    fn labelled(&self, name: &str, key: &str, look: Look) -> Input {
        input(name, &self.page.tr(key).to_string(), look)
    }
}

/// What the words of a language may be worth, as forms say it.
pub(crate) const STATES: [(&str, TranslationState); 4] = [
    ("source", TranslationState::Source),
    ("reviewed", TranslationState::Reviewed),
    ("automatic", TranslationState::Automatic),
    ("outdated", TranslationState::Outdated),
];

fn input(name: &str, label: &str, look: Look) -> Input {
    Input { name: name.to_owned(), label: label.to_owned(), look, choices: Vec::new(), lang: None, known: None }
}

fn bare(name: &str, look: Look) -> Input {
    input(name, "", look)
}

fn checks(name: &str, choices: Vec<Choice>) -> Input {
    Input { choices, ..bare(name, Look::Checks) }
}

fn one(input: Input) -> Vec<Row> {
    vec![vec![input]]
}

/// What helps to fill in a field.
const fn hint(field: &Field) -> Option<&'static str> {
    match field.sort {
        Sort::Hours => Some("directory-hint-hours"),
        Sort::Organisation | Sort::Organisations => Some("directory-hint-organisation"),
        Sort::Identifiers => Some("directory-hint-identifiers"),
        Sort::Aliases => Some("directory-hint-aliases"),
        Sort::Point => Some("directory-hint-point"),
        Sort::Eligibility => Some("directory-hint-eligibility"),
        Sort::Capacity => Some("directory-hint-capacity"),
        _ => None,
    }
}
