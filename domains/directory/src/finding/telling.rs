//! Telling what was found: the index follows the directory a moment later, and a place may have become secret since.

use sea_orm::ConnectionTrait;

use super::{Answer, Finder, FindingFault, Match, Question, records};
use crate::ServiceAtLocationId;

impl Finder {
    /// Answers a question without what stands at a place that is secret or gone by now, whichever process made it so: of that nothing is
    /// told, not even that it is near. As soon as the index followed, it is found again as it is.
    ///
    /// # Errors
    /// When the index or the database cannot be read.
    pub async fn answer(&self, db: &impl ConnectionTrait, question: &Question<'_>) -> Result<Answer, FindingFault> {
        let mut answer = self.find(question)?;
        let told: Vec<ServiceAtLocationId> =
            answer.matches.iter().chain(&answer.close_by).filter_map(place_told).collect();
        if told.is_empty() {
            return Ok(answer);
        }
        let open = records::open_places(db, told).await?;
        let shown = |found: &Match| place_told(found).is_none_or(|place| open.contains(&place));
        let found = answer.matches.len();
        answer.matches.retain(shown);
        answer.close_by.retain(shown);
        let withheld = found - answer.matches.len();
        answer.total = answer.total.saturating_sub(u64::try_from(withheld).unwrap_or(u64::MAX));
        Ok(answer)
    }
}

/// The place of a match that tells where it is.
fn place_told(found: &Match) -> Option<ServiceAtLocationId> {
    let card = &found.card;
    (!card.place.confidential && card.at.uuid() != card.service.uuid()).then_some(card.at)
}
