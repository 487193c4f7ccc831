//! The sheet as a document: the same words in the same order as the page, in large type.

use documents::{Block, Document, Drawing, Size, Words};
use kernel::{Lang, Text, TranslationState};
use web::{Markup, Page, Phone};

use super::full::{Full, week};
use super::showing::{Entry, Spot};
use crate::FrontDesk;

/// How much of a page's width the map takes.
const MAP: f32 = 0.6;
/// How much of it the code for a phone takes.
const QR: f32 = 0.28;

/// Letters that surely leave room on a page for everything else about a place.
const SHORT: usize = 600;

/// The pictures of a sheet.
pub(super) struct Drawings {
    pub map: Markup,
    pub qr: Option<Markup>,
}

/// What stands on paper.
pub(super) fn describe(page: &Page, full: &Full, drawings: &Drawings, desk: &FrontDesk) -> Document {
    let writer = Writer { page, week: week(page) };
    let mut blocks: Vec<Block> = full.gone.iter().map(|gone| writer.gone(gone)).collect();
    blocks.extend(full.entries.iter().flat_map(|entry| writer.entry(entry, desk)));
    blocks.extend(writer.map(&drawings.map));
    blocks.extend(writer.phone(full, drawings.qr.as_ref()));
    blocks.extend(writer.desk(desk));
    Document {
        title: page.tr("directory-sheet-title").to_string(),
        lang: page.lang(),
        foot: page.tr("directory-sheet-foot").arg("day", page.day(page.cx().today())).to_string(),
        blocks,
    }
}

struct Writer<'a> {
    page: &'a Page,
    /// The first and the last day of the hours.
    week: (String, String),
}

impl Writer<'_> {
    fn say(&self, text: impl AsRef<str>) -> Words {
        Words::new(self.page.lang(), text)
    }

    fn tr(&self, key: &'static str) -> Words {
        self.say(self.page.tr(key).to_string())
    }

    /// What was on the sheet and is there no more.
    fn gone(&self, (name, since): &(String, String)) -> Block {
        let words = self.page.tr("directory-sheet-taken-out").arg("name", name.as_str()).arg("day", since.as_str());
        Block::Notice { words: self.say(words.to_string()) }
    }

    /// A text in the reader's language, or in another one with a word about that; with one about what a machine translated as well.
    fn text(&self, text: &Text) -> Option<Words> {
        let own = text.get(self.page.lang()).filter(|own| own.state == TranslationState::Automatic);
        if let Some(own) = own {
            return Some(self.say(format!("{} ({})", own.text, self.page.tr("web-automatic"))));
        }
        let note = |lang| match lang {
            Lang::Nl => "web-only-nl",
            Lang::Fr => "web-only-fr",
            Lang::En => "web-only-en",
        };
        Words::of(text, self.page.lang(), |lang| self.page.tr(note(lang)).to_string())
    }

    fn entry(&self, entry: &Entry, desk: &FrontDesk) -> Vec<Block> {
        let mut blocks = self.head(entry);
        let mut places = entry.places.iter();
        if entry.summary.plain(self.page.lang()).chars().count() <= SHORT {
            // A name without its number below it is of no use, so the first place stays with it.
            let first = places.next();
            blocks.extend(first.into_iter().flat_map(|place| self.spot(place, desk)));
            blocks = self.together(first, blocks);
        }
        blocks.extend(places.flat_map(|place| self.together(Some(place), self.spot(place, desk))));
        if entry.more_places > 0 {
            let more = self.page.tr("directory-sheet-more-places").arg("n", entry.more_places).to_string();
            blocks.push(paragraph(self.say(more), Size::Small));
        }
        if !entry.facts.is_empty() {
            blocks.push(self.facts(entry));
        }
        if !entry.unknown.is_empty() {
            let words = vec![self.say(format!("{} {}", self.page.tr("directory-sheet-unknown"), entry.unknown))];
            blocks.push(Block::Paragraph { words, size: Size::Small });
        }
        blocks.push(Block::Rule);
        blocks
    }

    /// What it is and who offers it.
    fn head(&self, entry: &Entry) -> Vec<Block> {
        let heading = self.say(format!("{}. {}", entry.number, entry.name.plain(self.page.lang())));
        let mut blocks = vec![Block::Heading { words: heading }];
        blocks.extend(
            entry.organisation.as_ref().and_then(|name| self.text(name)).map(|name| paragraph(name, Size::Normal)),
        );
        blocks.extend(entry.warning.map(|warning| Block::Notice { words: self.tr(warning) }));
        blocks.extend(self.text(&entry.summary).map(|summary| paragraph(summary, Size::Large)));
        blocks
    }

    /// A place on one page, unless so much is said of it that it may be longer than one.
    fn together(&self, place: Option<&Spot>, blocks: Vec<Block>) -> Vec<Block> {
        let is_short = |place: &Spot| {
            let texts = [&place.hours_text, &place.transport];
            let words: usize = texts.iter().map(|text| text.plain(self.page.lang()).chars().count()).sum();
            words + place.closures.iter().map(|closure| closure.chars().count()).sum::<usize>() <= SHORT
        };
        if place.is_none_or(is_short) { vec![Block::Together { blocks }] } else { blocks }
    }

    fn facts(&self, entry: &Entry) -> Block {
        let answers = |texts: &[Text]| texts.iter().filter_map(|text| self.text(text)).collect();
        Block::Facts { rows: entry.facts.iter().map(|fact| (fact.question.clone(), answers(&fact.answers))).collect() }
    }

    fn spot(&self, place: &Spot, desk: &FrontDesk) -> Vec<Block> {
        let mut blocks = Vec::new();
        blocks.extend(place.call.as_ref().map(|call| paragraph(self.called(call), Size::Largest)));
        if !place.line.is_empty() {
            blocks.push(paragraph(self.say(&place.line), Size::Large));
        }
        blocks.extend(self.text(&place.transport).map(|way| paragraph(way, Size::Normal)));
        blocks.extend(place.stop.as_ref().map(|stop| paragraph(self.say(stop), Size::Normal)));
        if place.confidential {
            blocks.push(Block::Notice { words: self.tr("directory-confidential") });
        }
        let email = place.email.as_ref().map(|email| self.say(email).leading_to(format!("mailto:{email}")));
        let website = place.website.as_ref().map(|site| self.say(site).leading_to(site.as_str()));
        blocks.extend([email, website].into_iter().flatten().map(|words| paragraph(words, Size::Normal)));
        if place.cannot_be_reached() {
            let words = [Some(self.tr("directory-no-contact")), self.number(desk)].into_iter().flatten().collect();
            blocks.push(Block::Paragraph { words, size: Size::Normal });
        }
        blocks.extend(place.closures.iter().map(|closure| Block::Notice { words: self.say(closure) }));
        blocks.extend(self.room(place));
        blocks.extend(self.hours(place));
        blocks.extend(self.text(&place.hours_text).map(|hours| Block::Paragraph {
            words: vec![self.tr("directory-hours-words"), hours],
            size: Size::Normal,
        }));
        blocks
    }

    /// Whether there is room: a sentence for each thing that is known.
    fn room(&self, place: &Spot) -> Option<Block> {
        let said: Vec<String> = place.room.iter().map(|words| format!("{words}.")).collect();
        (!said.is_empty()).then(|| paragraph(self.say(said.join(" ")), Size::Normal))
    }

    fn hours(&self, place: &Spot) -> Vec<Block> {
        let (from, until) = (self.week.0.as_str(), self.week.1.as_str());
        let week = self.page.tr("directory-sheet-week").arg("from", from).arg("until", until).to_string();
        let next = self.page.tr("directory-hours-next").to_string();
        let told = [(week, &place.week), (next, &place.next)].into_iter().filter(|(_, days)| !days.is_empty());
        let table = |(caption, days): (String, &Vec<(String, String)>)| Block::Table {
            caption,
            head: ["directory-sheet-day", "directory-sheet-hours"].map(|key| self.page.tr(key).to_string()),
            rows: days.iter().map(|(day, hours)| [day.clone(), hours.clone()]).collect(),
        };
        let never = place.never.then(|| paragraph(self.tr("directory-hours-never"), Size::Normal));
        let always = place.always.then(|| paragraph(self.tr("directory-day-and-night"), Size::Normal));
        told.map(table).chain(never).chain(always).collect()
    }

    fn map(&self, map: &Markup) -> Option<Block> {
        let alt = self.page.tr("directory-sheet-map").to_string();
        let heading = Block::Heading { words: self.tr("directory-sheet-map") };
        let drawing = drawing(map, alt, MAP)?;
        Some(Block::Together { blocks: vec![heading, drawing] })
    }

    fn phone(&self, full: &Full, qr: Option<&Markup>) -> Option<Block> {
        let alt = self.page.tr("directory-sheet-qr").to_string();
        let mut blocks = vec![Block::Heading { words: self.tr("directory-sheet-phone") }];
        blocks.push(paragraph(self.tr("directory-sheet-scan"), Size::Normal));
        blocks.push(drawing(qr?, alt, QR)?);
        if full.short {
            blocks.push(paragraph(self.say(&full.link).leading_to(full.link.as_str()), Size::Normal));
        }
        Some(Block::Together { blocks })
    }

    fn desk(&self, desk: &FrontDesk) -> Option<Block> {
        let name = desk.names.plain(self.page.lang());
        let words = self.say(self.page.tr("directory-desk").arg("name", name).to_string());
        let mut blocks =
            vec![Block::Heading { words: self.tr("directory-rather-talk") }, paragraph(words, Size::Normal)];
        blocks.push(paragraph(self.number(desk)?, Size::Largest));
        Some(Block::Together { blocks })
    }

    fn number(&self, desk: &FrontDesk) -> Option<Words> {
        Some(self.called(&self.page.phone(desk.phone.as_deref()?)))
    }

    /// A number that a touch calls; words in its place lead nowhere.
    fn called(&self, phone: &Phone) -> Words {
        let shown = self.say(phone.unbroken());
        phone.href.iter().fold(shown, |shown, href| shown.leading_to(href.as_str()))
    }
}

fn paragraph(words: Words, size: Size) -> Block {
    Block::Paragraph { words: vec![words], size }
}

fn drawing(picture: &Markup, alt: String, width: f32) -> Option<Block> {
    let svg = web::map::on_paper(picture)?;
    Some(Block::Drawing(Drawing { svg, alt, width }))
}
