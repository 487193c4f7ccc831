//! The texts of the pages: one Fluent catalogue per crate, one message per language, looked up by key.

mod plain;

use std::borrow::Cow;
use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use kernel::Lang;
use unic_langid::LanguageIdentifier;

use crate::say;
use plain::Plain;

/// The Fluent files of one crate. Every key begins with the prefix and a dash.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    /// The crate's name: `helpdesk` for keys such as `helpdesk-new-contact`.
    pub prefix: &'static str,
    /// `locales/nl.ftl`.
    pub nl: &'static str,
    /// `locales/fr.ftl`.
    pub fr: &'static str,
    /// `locales/en.ftl`.
    pub en: &'static str,
}

/// The Fluent files in `locales/` of the crate that asks: `pub const TEXTS: web::Texts = web::texts!("helpdesk");`.
#[macro_export]
macro_rules! texts {
    ($prefix:literal) => {
        $crate::Texts {
            prefix: $prefix,
            nl: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/locales/nl.ftl")),
            fr: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/locales/fr.ftl")),
            en: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/locales/en.ftl")),
        }
    };
}

impl Texts {
    /// The Fluent file of a language.
    pub const fn of(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Nl => self.nl,
            Lang::Fr => self.fr,
            Lang::En => self.en,
        }
    }
}

/// Texts that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the texts of `{prefix}` in {lang}: {fault}")]
pub struct TextsFault {
    prefix: &'static str,
    lang: Lang,
    fault: String,
}

/// The texts of all crates, in every language.
pub struct Catalogue {
    bundles: Vec<(Lang, FluentBundle<FluentResource>, Plain)>,
}

impl fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Catalogue")
    }
}

impl Catalogue {
    /// Reads the texts of all crates; those of this crate are always among them.
    ///
    /// # Errors
    /// When a file is not Fluent, or two crates define the same key.
    pub fn load(all: &[Texts]) -> Result<Self, TextsFault> {
        let plain = |lang| std::iter::once(&crate::TEXTS).chain(all).map(move |texts| texts.of(lang));
        let bundle = |lang| Ok((lang, bundle(lang, all)?, Plain::of(plain(lang))));
        Ok(Self { bundles: Lang::ALL.into_iter().map(bundle).collect::<Result<_, _>>()? })
    }

    /// The message of a key, or of an attribute (`key.attribute`), waiting for its arguments.
    pub fn tr<'a>(&'a self, lang: Lang, key: impl IntoKey<'a>) -> Tr<'a> {
        Tr { catalogue: self, lang, key: key.into_key(), args: None }
    }

    /// Whether a key exists in a language.
    pub fn has(&self, lang: Lang, key: &str) -> bool {
        self.bundle(lang).is_some_and(|(bundle, _)| bundle.has_message(key))
    }

    fn bundle(&self, lang: Lang) -> Option<(&FluentBundle<FluentResource>, &Plain)> {
        self.bundles.iter().find(|(of, _, _)| *of == lang).map(|(_, bundle, plain)| (bundle, plain))
    }
}

fn bundle(lang: Lang, all: &[Texts]) -> Result<FluentBundle<FluentResource>, TextsFault> {
    let mut bundle = FluentBundle::new_concurrent(vec![identifier(lang)]);
    // Isolation marks around arguments would end up in mail subjects, spreadsheets and copied text.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::Nl => number_nl,
        Lang::Fr => number_fr,
        Lang::En => number_en,
    }));
    bundle.add_builtins().map_err(|error| TextsFault {
        prefix: crate::TEXTS.prefix,
        lang,
        fault: error.to_string(),
    })?;
    for texts in std::iter::once(&crate::TEXTS).chain(all) {
        let fault = |fault: String| TextsFault { prefix: texts.prefix, lang, fault };
        let resource = FluentResource::try_new(texts.of(lang).to_owned())
            .map_err(|(_, errors)| fault(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))?;
        bundle
            .add_resource(resource)
            .map_err(|errors| fault(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))?;
    }
    Ok(bundle)
}

fn identifier(lang: Lang) -> LanguageIdentifier {
    lang.code().parse().unwrap_or_default()
}

fn number_nl<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    number(Lang::Nl, value)
}

fn number_fr<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    number(Lang::Fr, value)
}

fn number_en<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    number(Lang::En, value)
}

/// Numbers in messages are said as in the rest of the page; `useGrouping: "false"` keeps years whole.
fn number(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    if !number.options.use_grouping {
        return Some(number.as_string().into_owned());
    }
    let written = number.as_string();
    let decimals = written.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    Some(say::decimal(lang, number.value, decimals))
}

/// A key of a text: a literal, or one made on the way.
pub trait IntoKey<'a> {
    /// The key, borrowed where it can be.
    fn into_key(self) -> Cow<'a, str>;
}

macro_rules! into_key {
    ($($type:ty),*) => {
        $(impl<'a> IntoKey<'a> for $type {
            fn into_key(self) -> Cow<'a, str> {
                Cow::Borrowed(self)
            }
        })*
    };
}
into_key!(&'a str, &'a String, &&'a str, &&'a String);

impl<'a> IntoKey<'a> for String {
    fn into_key(self) -> Cow<'a, str> {
        Cow::Owned(self)
    }
}

impl<'a> IntoKey<'a> for Cow<'a, str> {
    fn into_key(self) -> Cow<'a, str> {
        self
    }
}

impl<'a> IntoKey<'a> for &'a Cow<'_, str> {
    fn into_key(self) -> Cow<'a, str> {
        Cow::Borrowed(self)
    }
}

/// A value that a message can take.
pub trait IntoArg<'a> {
    /// The value as Fluent knows it.
    fn into_arg(self) -> FluentValue<'a>;
}

macro_rules! into_arg {
    ($($type:ty),*) => {
        $(
            impl<'a> IntoArg<'a> for $type {
                fn into_arg(self) -> FluentValue<'a> {
                    FluentValue::from(self)
                }
            }

            impl<'a> IntoArg<'a> for &$type {
                fn into_arg(self) -> FluentValue<'a> {
                    FluentValue::from(*self)
                }
            }
        )*
    };
}
into_arg!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize, f32, f64);

impl<'a> IntoArg<'a> for &'a str {
    fn into_arg(self) -> FluentValue<'a> {
        FluentValue::from(self)
    }
}

impl<'a> IntoArg<'a> for &&'a str {
    fn into_arg(self) -> FluentValue<'a> {
        FluentValue::from(*self)
    }
}

impl<'a> IntoArg<'a> for &'a String {
    fn into_arg(self) -> FluentValue<'a> {
        FluentValue::from(self.as_str())
    }
}

impl<'a> IntoArg<'a> for &&'a String {
    fn into_arg(self) -> FluentValue<'a> {
        FluentValue::from(self.as_str())
    }
}

impl<'a> IntoArg<'a> for String {
    fn into_arg(self) -> FluentValue<'a> {
        FluentValue::from(self)
    }
}

impl<'a> IntoArg<'a> for Tr<'_> {
    fn into_arg(self) -> FluentValue<'a> {
        FluentValue::from(self.to_string())
    }
}

/// A message on its way to the page: `{{ page.tr("helpdesk-found").arg("n", n) }}`.
pub struct Tr<'a> {
    catalogue: &'a Catalogue,
    lang: Lang,
    key: Cow<'a, str>,
    args: Option<FluentArgs<'a>>,
}

impl<'a> Tr<'a> {
    /// Gives the message a value. Texts in values are escaped with the message by the template.
    #[must_use]
    pub fn arg(mut self, name: &'a str, value: impl IntoArg<'a>) -> Self {
        self.args.get_or_insert_default().set(name, value.into_arg());
        self
    }

    fn write_in(&self, lang: Lang, f: &mut fmt::Formatter<'_>) -> Option<fmt::Result> {
        let (bundle, plain) = self.catalogue.bundle(lang)?;
        if let Some(written) = plain.write(f, lang, &self.key, self.args.as_ref()) {
            return Some(written);
        }
        let pattern = match self.key.split_once('.') {
            Some((key, attribute)) => bundle.get_message(key)?.get_attribute(attribute)?.value(),
            None => bundle.get_message(&self.key)?.value()?,
        };
        let mut errors: Vec<FluentError> = Vec::new();
        let written = bundle.write_pattern(f, pattern, self.args.as_ref(), &mut errors);
        if let Some(error) = errors.first() {
            tracing::warn!(text.key = %self.key, text.lang = %lang, "a text lacks a value: {error}");
        }
        Some(written)
    }
}

impl fmt::Display for Tr<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(written) = self.write_in(self.lang, f) {
            return written;
        }
        tracing::warn!(text.key = %self.key, text.lang = %self.lang, "a text is missing");
        let mut others = self.lang.fallbacks().into_iter();
        others.find_map(|lang| self.write_in(lang, f)).unwrap_or_else(|| f.write_str(&self.key))
    }
}

impl fmt::Debug for Tr<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tr({})", self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEMO: Texts = Texts {
        prefix: "demo",
        nl: "demo-found = { $n ->\n    [one] { $n } dienst\n   *[other] { $n } diensten\n }\ndemo-only = Enkel hier\n",
        fr: "demo-found = { $n ->\n    [one] { $n } service\n   *[other] { $n } services\n }\ndemo-hi = Bonjour { $name }\n",
        en: "demo-found = { $n ->\n    [one] { $n } service\n   *[other] { $n } services\n }\ndemo-year = { NUMBER($y, useGrouping: \"false\") }\n",
    };

    #[test]
    fn plurals_and_numbers_follow_the_language() {
        let catalogue = Catalogue::load(&[DEMO]).unwrap();
        let cases = [(Lang::Nl, 1, "1 dienst"), (Lang::Nl, 1200, "1.200 diensten"), (Lang::Fr, 0, "0 service")];
        for (lang, n, expected) in cases {
            assert_eq!(catalogue.tr(lang, "demo-found").arg("n", n).to_string(), expected);
        }
    }

    #[test]
    fn a_missing_text_falls_back_and_then_shows_its_key() {
        let catalogue = Catalogue::load(&[DEMO]).unwrap();
        assert_eq!(catalogue.tr(Lang::Fr, "demo-only").to_string(), "Enkel hier");
        assert_eq!(catalogue.tr(Lang::Fr, "demo-nowhere").to_string(), "demo-nowhere");
        assert_eq!(catalogue.tr(Lang::Fr, "demo-hi").arg("name", "Test").to_string(), "Bonjour Test");
        assert_eq!(catalogue.tr(Lang::En, "demo-year").arg("y", 2026).to_string(), "2026");
    }

    #[test]
    fn a_key_defined_twice_is_refused() {
        let error = Catalogue::load(&[DEMO, DEMO]).unwrap_err().to_string();
        assert!(error.contains("`demo` in nl") && error.contains("demo-found"), "{error}");
    }
}
