//! Who helps at a service and where they do: terms of the thesaurus, each leading to a search for it.

use kernel::Text;
use sea_orm::{ConnectionTrait, DbErr};
use web::Page;

use crate::{Facet, Service, ThemeCode, theme};

/// The key of what some terms tell, and each of them with the address of a search for it.
pub(crate) type Helping = (&'static str, Vec<(String, String)>);

/// Who helps, and where they do.
pub(crate) async fn helping(db: &impl ConnectionTrait, page: &Page, service: &Service) -> Result<Vec<Helping>, DbErr> {
    Ok(vec![
        ("directory-helped-by", narrowing(db, page, (Facet::Profession, &service.professions)).await?),
        ("directory-helped-where", narrowing(db, page, (Facet::Setting, &service.settings)).await?),
    ])
}

/// Terms by which a search can be narrowed: where each leads to, and its name.
async fn narrowing(
    db: &impl ConnectionTrait,
    page: &Page,
    (facet, codes): (Facet, &[ThemeCode]),
) -> Result<Vec<(String, String)>, DbErr> {
    let named = theme::records::names_of(db, codes).await?;
    let link = |(code, names): &(ThemeCode, Text)| {
        (format!("/search?{}={code}", facet.word()), names.plain(page.lang()).to_owned())
    };
    Ok(named.iter().map(link).collect())
}
