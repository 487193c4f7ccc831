//! Organisations by what they are called: names that are offered while somebody types, and who was meant by one that was typed.
//! Where several are called the same, a piece of their id tells them apart.

use kernel::{Lang, Text};
use sea_orm::{ConnectionTrait, DbErr};
use serde::Serialize;

use crate::OrganisationId;
use crate::organisation::records;

/// The longest name that is read, in characters.
pub const LONGEST: usize = 300;
/// Names that are offered.
const MOST: usize = 12;
/// Organisations that are looked at for a name.
const LOOKED_AT: u32 = 300;
/// Letters of an id that tell organisations of one name apart.
const MARK: usize = 8;
/// What parts a name from the mark of its organisation.
const SIGN: &str = " #";

/// Names of organisations, as a field offers them.
#[derive(Debug, Serialize)]
pub struct Offered {
    names: Vec<String>,
}

/// Who was meant by a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Meant {
    /// This organisation, and what it is called.
    One(OrganisationId, String),
    /// No organisation is called so.
    Nobody,
    /// Several are: what would name each of them.
    Several(Vec<String>),
}

/// The organisations with a name in which these words stand.
///
/// # Errors
/// When the database cannot be read.
pub async fn offered(db: &impl ConnectionTrait, typed: &str, lang: Lang) -> Result<Offered, DbErr> {
    let wanted = search::folded(typed);
    let fits = |names: &Text| {
        let words: Vec<String> = names.versions().flat_map(|(_, name)| search::folded(&name.text)).collect();
        wanted.iter().all(|wanted| words.iter().any(|word| word.starts_with(wanted.as_str())))
    };
    let mut known = looked_up(db, typed.trim()).await?;
    known.retain(|(_, names)| fits(names));
    Ok(Offered { names: known.iter().take(MOST).map(|(id, _)| label(&known, *id, lang)).collect() })
}

/// The organisation that was meant by a name, as [`offered`] writes it or as it is.
///
/// # Errors
/// When the database cannot be read.
pub async fn meant(db: &impl ConnectionTrait, typed: &str, lang: Lang) -> Result<Meant, DbErr> {
    Ok(among(&called(db, typed).await?, lang))
}

/// The one among these; what tells them apart when they are several.
pub(crate) fn among(found: &[(OrganisationId, Text)], lang: Lang) -> Meant {
    match found {
        [(id, names)] => Meant::One(*id, names.plain(lang).to_owned()),
        [] => Meant::Nobody,
        several => Meant::Several(several.iter().map(|(id, _)| label(several, *id, lang)).take(MOST).collect()),
    }
}

/// The organisations that are called so in a language; by name and mark only the one that was marked.
pub(crate) async fn called(db: &impl ConnectionTrait, typed: &str) -> Result<Vec<(OrganisationId, Text)>, DbErr> {
    let found = named(db, typed).await?;
    let Some((name, wanted)) = typed.rsplit_once(SIGN).filter(|_| found.is_empty()) else { return Ok(found) };
    let mut marked = named(db, name).await?;
    marked.retain(|(id, _)| mark(*id) == wanted);
    Ok(marked)
}

async fn named(db: &impl ConnectionTrait, name: &str) -> Result<Vec<(OrganisationId, Text)>, DbErr> {
    let folded = search::folded(name);
    let mut found = looked_up(db, name).await?;
    found.retain(|(_, names)| names.versions().any(|(_, name)| search::folded(&name.text) == folded));
    Ok(found)
}

/// The name of an organisation as a field shows it, so that the same is read from it.
pub(crate) async fn shown(db: &impl ConnectionTrait, id: OrganisationId, lang: Lang) -> Result<String, DbErr> {
    let known = records::names_of(db, &[id]).await?;
    let Some((_, names)) = known.first() else { return Ok(format!("{SIGN}{}", mark(id)).trim().to_owned()) };
    let mut alike = looked_up(db, names.plain(lang)).await?;
    alike.retain(|(other, _)| *other != id);
    alike.push((id, names.clone()));
    Ok(label(&alike, id, lang))
}

/// The organisations that may be called so, by the longest of the plain words that was typed: accents are compared afterwards.
async fn looked_up(db: &impl ConnectionTrait, typed: &str) -> Result<Vec<(OrganisationId, Text)>, DbErr> {
    let plain = |word: &&str| word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let words = typed.split(|c: char| !c.is_alphanumeric());
    let word = words.filter(plain).max_by_key(|word| word.len()).filter(|word| !word.is_empty());
    // A name without any plain word is looked up as it is; the signs that stand for others would find everything.
    let whole = typed.trim().replace(['%', '_'], "");
    match word.unwrap_or(&whole) {
        "" => Ok(Vec::new()),
        letters => records::with_letters(db, letters, LOOKED_AT).await,
    }
}

/// What to call an organisation among others: its name, with a mark when another is called so too in any language.
fn label(known: &[(OrganisationId, Text)], id: OrganisationId, lang: Lang) -> String {
    let name = |wanted| known.iter().find(|(id, _)| *id == wanted).map_or("", |(_, names)| names.plain(lang));
    let own = name(id);
    let folded = search::folded(own);
    let is_called = |names: &Text| names.versions().any(|(_, name)| search::folded(&name.text) == folded);
    let same = known.iter().filter(|(_, names)| is_called(names)).count();
    if same > 1 { format!("{own}{SIGN}{}", mark(id)) } else { own.to_owned() }
}

/// The end of an id: its beginning is the same for those that were made in one moment.
fn mark(id: OrganisationId) -> String {
    let id = id.to_string();
    id.get(id.len().saturating_sub(MARK)..).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn organisations_of_one_name_are_told_apart() {
        let known: Vec<(OrganisationId, Text)> = [(1, "Huis"), (2, "Huis"), (3, "Hof")]
            .map(|(n, name)| (OrganisationId::from_uuid(Uuid::from_u128(n)), Text::source(Lang::Nl, name)))
            .into();
        let labels: Vec<String> = known.iter().map(|(id, _)| label(&known, *id, Lang::Fr)).collect();
        assert_eq!(labels, ["Huis #00000001", "Huis #00000002", "Hof"]);
    }
}
