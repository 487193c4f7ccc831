//! A form as it was sent: read field by field, keeping what was typed and what is wrong with it.

mod again;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;

use crate::markup::safe;
use crate::{Arg, Failure, IntoKey, Markup, Page, Tr, encoded};

/// The most fields that a form may have.
const MOST_FIELDS: usize = 1_000;
/// What is said of a field with signs that cannot be kept.
const CHARACTERS: &str = "web-fault-characters";
/// The name of the buttons that only want a page that came back drawn once more, in another language.
const REDRAW: &str = "redraw";

/// What was typed and what is wrong with it. Handlers take it as an argument, templates know it as `form`.
///
/// ```ignore
/// let line = form.required::<LineCode>("line");
/// let question = form.text("question", 500);
/// let (Some(line), Some(question), true) = (line, question, form.is_sound()) else { return again(page, form) };
/// ```
#[derive(Clone, Debug, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    faults: Vec<Fault>,
    /// Whether it was sent only to be drawn in another language: then nothing is read from it, and nothing is at fault.
    redrawn: bool,
    /// The fields that the page shows, in their order, each with its label: noted while it is drawn.
    drawn: Arc<Mutex<Vec<(String, String)>>>,
}

/// What is wrong with a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The field, which is also the `id` of its input.
    pub field: Cow<'static, str>,
    /// The key of the text that says what to do.
    pub key: Cow<'static, str>,
    /// The values that the text mentions.
    pub args: Vec<(&'static str, Arg)>,
}

/// A fault as the list on top of a page tells it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// The field that it leads to.
    pub field: String,
    /// The field's label and what to do.
    pub text: String,
}

impl Form {
    /// A form that nobody filled in yet.
    pub fn blank() -> Self {
        Self::default()
    }

    /// A form with values in it already, such as a record to edit.
    pub fn filled<'a>(values: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        let fields = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self { fields, ..Self::default() }
    }

    /// Reads `application/x-www-form-urlencoded` text. A field whose bytes are no text is at fault from the beginning, and read
    /// by none of the functions below; the page shows what could be made of it.
    ///
    /// # Errors
    /// [`Failure::too_large`] when it has more fields than any form of ours; [`Failure::bad_input`] when the name of one is no text.
    pub fn read(body: &[u8]) -> Result<Self, Failure> {
        let mut form = Self::default();
        for (name, value) in encoded::pairs(body) {
            if form.fields.len() == MOST_FIELDS {
                return Err(Failure::too_large());
            }
            if !name.whole {
                return Err(Failure::bad_input(name.text));
            }
            if !value.whole && form.fault(&name.text).is_none() {
                form.add_fault(name.text.clone(), CHARACTERS);
            }
            form.fields.push((name.text, value.text));
        }
        if form.ticked(REDRAW) {
            form.fields.retain(|(name, _)| name != REDRAW);
            form.faults.clear();
            form.redrawn = true;
        }
        Ok(form)
    }

    /// What was typed in a field; empty when it was not sent.
    pub fn value(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// Everything chosen in a field that takes several values.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether a value is chosen in a field: what a check box or an option asks.
    pub fn has(&self, name: &str, value: impl AsRef<str>) -> bool {
        self.all(name).any(|chosen| chosen == value.as_ref())
    }

    /// Replaces what a field holds.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.fields.retain(|(key, _)| key != name);
        self.fields.push((name.to_owned(), value.into()));
    }

    /// A text that must be there, of at most so many characters, without blanks around it.
    pub fn text(&mut self, name: &'static str, most: usize) -> Option<String> {
        let text = self.optional_text(name, most);
        if text.is_none() && self.fault(name).is_none() {
            self.add_fault(name, "web-fault-missing");
        }
        text
    }

    /// A text that may be left out, of at most so many characters.
    pub fn optional_text(&mut self, name: &'static str, most: usize) -> Option<String> {
        if !self.is_text(name) {
            return None;
        }
        // Browsers end lines with two characters; people count one.
        let typed = self.value(name).trim().replace("\r\n", "\n");
        if typed.is_empty() {
            return None;
        }
        let length = typed.chars().count();
        if length > most {
            let args = vec![("most", most.into()), ("over", (length - most).into())];
            self.add_fault_with(name, "web-fault-long", args);
            return None;
        }
        Some(typed)
    }

    /// A secret: taken as typed, blanks included, and never shown again.
    pub fn secret(&mut self, name: &'static str, most: usize) -> Option<String> {
        let (is_text, typed) = (self.is_text(name), self.value(name).to_owned());
        self.fields.retain(|(key, _)| key != name);
        if !is_text {
            return None;
        }
        if typed.is_empty() || typed.chars().count() > most {
            self.add_fault(name, "web-fault-missing");
            return None;
        }
        Some(typed)
    }

    /// A value that must be there, of a type that is read from text: a choice, an id, a day, a number.
    pub fn required<T: FromStr>(&mut self, name: &'static str) -> Option<T> {
        let value = self.optional(name);
        if value.is_none() && self.fault(name).is_none() {
            self.add_fault(name, "web-fault-choose");
        }
        value
    }

    /// A value that may be left out.
    pub fn optional<T: FromStr>(&mut self, name: &'static str) -> Option<T> {
        if !self.is_text(name) {
            return None;
        }
        let typed = self.value(name).trim();
        if typed.is_empty() {
            return None;
        }
        let read = typed.parse().ok();
        if read.is_none() {
            self.add_fault(name, "web-fault-unreadable");
        }
        read
    }

    /// The values chosen in a field that takes several.
    pub fn many<T: FromStr>(&mut self, name: &'static str) -> Vec<T> {
        if !self.is_text(name) {
            return Vec::new();
        }
        let given: Vec<Option<T>> =
            self.all(name).filter(|value| !value.trim().is_empty()).map(|value| value.trim().parse().ok()).collect();
        if given.iter().any(Option::is_none) {
            self.add_fault(name, "web-fault-unreadable");
        }
        given.into_iter().flatten().collect()
    }

    /// Whether what was sent in a field can be kept as text; the field is at fault when not. A database refuses a null character.
    fn is_text(&mut self, name: &'static str) -> bool {
        if self.redrawn {
            return false;
        }
        if self.fault(name).is_none() && self.all(name).any(|value| value.contains('\0')) {
            self.add_fault(name, CHARACTERS);
        }
        self.fault(name).is_none_or(|fault| fault.key != CHARACTERS)
    }

    /// Whether a check box is ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.value(name).is_empty()
    }

    /// Says what is wrong with a field, in a text of the domain's own.
    pub fn add_fault(&mut self, field: impl Into<Cow<'static, str>>, key: impl Into<Cow<'static, str>>) {
        self.add(Fault { field: field.into(), key: key.into(), args: Vec::new() });
    }

    /// As [`Form::add_fault`], in a text that mentions values.
    pub fn add_fault_with(&mut self, field: &'static str, key: &'static str, args: Vec<(&'static str, Arg)>) {
        self.add(Fault { field: field.into(), key: key.into(), args });
    }

    fn add(&mut self, fault: Fault) {
        if !self.redrawn {
            self.faults.push(fault);
        }
    }

    /// Everything that is wrong, in the order in which it was found.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// What is wrong with a field.
    pub fn fault(&self, field: &str) -> Option<&Fault> {
        self.faults.iter().find(|fault| fault.field == field)
    }

    /// The label of a field, where it stands on the page. Templates ask for it here, so that the list of faults knows it.
    pub fn label<'a>(&self, page: &'a Page, field: &str, label: impl IntoKey<'a>) -> Tr<'a> {
        let label = page.tr(label);
        if !self.is_sound() {
            page.came_back();
            let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
            if !drawn.iter().any(|(known, _)| known == field) {
                drawn.push((field.to_owned(), label.to_string()));
            }
        }
        label
    }

    /// Everything that is wrong, in the order of the fields on the page, each with its field's label. What belongs to no field
    /// comes first. The order is known once the page was drawn, which [`crate::again`] does first.
    pub fn summary(&self, page: &Page) -> Vec<Told> {
        let drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        let place = |fault: &&Fault| drawn.iter().position(|(field, _)| *field == fault.field);
        let mut faults: Vec<&Fault> = self.faults.iter().collect();
        faults.sort_by_key(place);
        let tell = |fault: &Fault| {
            let said = fault.say(page);
            let label = place(&fault).and_then(|at| drawn.get(at)).map(|(_, label)| label.as_str());
            match label {
                None => said,
                Some(question) if question.ends_with('?') => format!("{question} {said}"),
                Some(label) => page.tr("web-fault-of").arg("field", label).arg("fault", said).to_string(),
            }
        };
        faults.into_iter().map(|fault| Told { field: fault.field.to_string(), text: tell(fault) }).collect()
    }

    /// The attributes that tie an input to its hint and fault.
    pub fn described(&self, field: &str, has_hint: bool) -> Markup {
        let is_wrong = self.fault(field).is_some();
        let ties = [("-hint", has_hint), ("-fault", is_wrong)].into_iter().filter(|(_, has)| *has);
        let ties: Vec<String> = ties.map(|(end, _)| format!("{field}{end}")).collect();
        Markup::write(|html| {
            html.write_str(if is_wrong { r#" aria-invalid="true""# } else { "" })?;
            if ties.is_empty() { Ok(()) } else { write!(html, r#" aria-describedby="{}""#, safe(&ties.join(" "))) }
        })
    }

    /// Whether nothing is wrong, and what is asked may be done.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty() && !self.redrawn
    }
}

impl Fault {
    /// What to do about it, in the reader's language.
    pub fn say(&self, page: &Page) -> String {
        self.args.iter().fold(page.tr(&self.key), |tr, (name, value)| tr.arg(name, value)).to_string()
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(Failure::unsupported());
        }
        let body =
            Bytes::from_request(request, state).await.map_err(|rejection| Failure::of_status(rejection.status()))?;
        Self::read(&body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> Form {
        Form::read(text.as_bytes()).unwrap()
    }

    #[test]
    fn each_field_says_what_is_wrong_and_keeps_what_was_typed() {
        let mut form = form("question=&long=abcdef&n=x&tags=1&tags=two&nul=a%00b");
        assert_eq!(form.text("question", 10), None);
        assert_eq!(form.text("long", 5), None);
        assert_eq!(form.required::<u8>("n"), None);
        assert_eq!(form.required::<u8>("absent"), None);
        assert_eq!(form.many::<u8>("tags"), [1]);
        assert_eq!(form.optional_text("nul", 9), None);
        let faults: Vec<_> = form.faults().iter().map(|fault| (fault.field.as_ref(), fault.key.as_ref())).collect();
        let expected = [
            ("question", "web-fault-missing"),
            ("long", "web-fault-long"),
            ("n", "web-fault-unreadable"),
            ("absent", "web-fault-choose"),
            ("tags", "web-fault-unreadable"),
            ("nul", "web-fault-characters"),
        ];
        assert_eq!(faults, expected);
        assert_eq!(form.value("long"), "abcdef");
        assert!(form.has("tags", "two") && !form.is_sound());
    }

    #[test]
    fn bytes_that_are_no_text_are_refused_however_the_field_is_read() {
        let mut form = form("a=x%FFy&b=%E9&c=%80&d=%C0&e=1&e=%FE&f=good");
        assert!(!form.is_sound(), "before anything was read");
        assert_eq!((form.text("a", 9), form.optional_text("b", 9), form.secret("c", 9)), (None, None, None));
        assert_eq!((form.optional::<String>("d"), form.many::<String>("e")), (None, Vec::new()));
        assert_eq!(form.text("f", 9).as_deref(), Some("good"));
        assert_eq!(form.value("a"), "x\u{fffd}y", "what can be kept");
        let faults: Vec<_> = form.faults().iter().map(|fault| (fault.field.as_ref(), fault.key.as_ref())).collect();
        assert_eq!(faults, ["a", "b", "c", "d", "e"].map(|field| (field, "web-fault-characters")));
        assert_eq!(Form::read(b"%FF=x").unwrap_err().status().as_u16(), 400);
    }

    #[test]
    fn a_form_sent_to_be_drawn_in_another_language_is_neither_read_nor_at_fault() {
        let mut form = form("name=Test&n=7&tags=1&bad=%FF&redraw=yes");
        assert_eq!((form.text("name", 9), form.required::<u8>("n"), form.many::<u8>("tags")), (None, None, vec![]));
        form.add_fault("name", "demo-full");
        assert!(form.faults().is_empty() && !form.is_sound());
        assert_eq!((form.value("name"), form.value("redraw")), ("Test", ""));
    }

    #[test]
    fn a_null_character_is_refused_however_the_field_is_read() {
        let mut form = form("a=%00&b=1&b=x%00");
        assert_eq!((form.required::<String>("a"), form.many::<String>("b")), (None, Vec::new()));
        assert!(form.faults().iter().all(|fault| fault.key == "web-fault-characters"));
    }

    #[test]
    fn sound_fields_are_read() {
        let mut form = form("name=+Test+Tester+&n=7&ok=on&note=a%0D%0Ab&tags=1&tags=2");
        assert_eq!(form.text("name", 20).as_deref(), Some("Test Tester"));
        assert_eq!(form.required::<u8>("n"), Some(7));
        assert_eq!(form.optional::<u8>("absent"), None);
        assert_eq!(form.optional_text("note", 3).as_deref(), Some("a\nb"));
        assert_eq!(form.many::<u8>("tags"), [1, 2]);
        assert!(form.ticked("ok") && !form.ticked("other") && form.is_sound());
    }

    #[test]
    fn a_secret_is_never_shown_again() {
        let mut form = form("password=+p+");
        assert_eq!(form.secret("password", 100).as_deref(), Some(" p "));
        assert_eq!(form.value("password"), "");
    }

    #[test]
    fn a_form_of_absurd_width_is_refused() {
        let wide = "a=1&".repeat(2_000);
        assert_eq!(Form::read(wide.as_bytes()).unwrap_err().status().as_u16(), 413);
    }
}
