//! Records in the length that was asked for, from their drawings. An organisation mentions its services, which are read beside it.

use std::collections::HashMap;
use std::fmt::Write as _;

use kernel::Lang;
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use super::asked::View;
use crate::publication::records::{self, Mention};
use crate::publication::{Kind, Traits};
use crate::sheet::{Reading, Stamp, quoted};
use crate::shelf::Entry;

/// How records are written.
#[derive(Clone, Copy)]
pub(crate) struct Whole {
    pub kind: Kind,
    pub lang: Lang,
    pub view: View,
}

impl Whole {
    /// Writes records one after the other; one that went since the list was made is passed over.
    pub async fn write(
        self,
        db: &impl ConnectionTrait,
        shown: &[&Entry],
        between: char,
        out: &mut String,
    ) -> Result<(), DbErr> {
        let ids: Vec<Uuid> = shown.iter().map(|entry| entry.id).collect();
        let drawings = records::drawings(db, &ids).await?;
        let mut services = self.services(db, &ids).await?;
        let reading = Reading { lang: self.lang, whole: self.view != View::Short };
        let start = out.len();
        for entry in shown {
            let Some(drawing) = drawings.get(&entry.id) else { continue };
            if out.len() > start {
                out.push(between);
            }
            reading.read(drawing, entry.stamp(), out);
            if let Some(services) = services.as_mut() {
                // An organisation without services says so.
                let mentioned = services.remove(&entry.id).unwrap_or_default();
                out.truncate(out.len().saturating_sub(1));
                let _ = write!(out, ",\"services\":[{}]}}", mentioned.join(","));
            }
        }
        Ok(())
    }

    /// The services of organisations, where the view has them.
    async fn services(
        self,
        db: &impl ConnectionTrait,
        organizations: &[Uuid],
    ) -> Result<Option<HashMap<Uuid, Vec<String>>>, DbErr> {
        if self.kind != Kind::Organization || self.view == View::Short {
            return Ok(None);
        }
        let mentions = records::services_of(db, organizations).await?;
        let ids: Vec<Uuid> = mentions.iter().map(|mention| mention.id).collect();
        let drawings =
            if self.view == View::WithServices { records::drawings(db, &ids).await? } else { HashMap::new() };
        let mut all: HashMap<Uuid, Vec<String>> = HashMap::new();
        for mention in &mentions {
            let text = match drawings.get(&mention.id) {
                Some(drawing) => self.service(mention, drawing),
                None => self.mention(mention),
            };
            all.entry(mention.organization).or_default().push(text);
        }
        Ok(Some(all))
    }

    fn service(self, mention: &Mention, drawing: &str) -> String {
        let mut out = String::with_capacity(drawing.len());
        Reading { lang: self.lang, whole: true }.read(
            drawing,
            Stamp { at: mention.changed_at, seq: mention.seq },
            &mut out,
        );
        out
    }

    fn mention(self, mention: &Mention) -> String {
        let traits: Traits = serde_json::from_str(&mention.traits).unwrap_or_default();
        let status = traits.status.as_deref().unwrap_or("active");
        let name = quoted(mention.names.plain(self.lang));
        format!("{{\"id\":\"{}\",\"name\":{name},\"status\":\"{status}\"}}", mention.id)
    }
}
