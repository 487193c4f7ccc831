//! Taking a peer away: what happens with its entries is asked first.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use house::House;
use web::{Answer, Choice, Failure, Form, Page, Path, Step, see_other, view_with};

use super::{PAGE, Peer, PeerId, Standing, actions, records};
use crate::Refusal;

kernel::words! {
    /// What happens with what a peer brought.
    pub enum Entries {
        /// It stays as it is.
        Keep = "keep",
        /// It is taken out of the directory.
        TakeOut = "take_out",
    }
}

/// The question.
#[derive(Template)]
#[template(path = "peer-remove.html")]
struct Question {
    page: Page,
    trail: [Step; 1],
    form: Form,
    name: String,
    id: PeerId,
    services: u64,
    choices: Vec<Choice>,
}

/// `GET /directory/peers/ID/remove`
pub(super) async fn ask(page: Page, State(house): State<House>, Path(id): Path<PeerId>) -> Answer {
    let form = Form::filled([("entries", Entries::Keep.to_string())]);
    draw(page, &house, (id, form), StatusCode::OK).await
}

async fn draw(page: Page, house: &House, (id, form): (PeerId, Form), status: StatusCode) -> Answer {
    let found: Option<Peer> = records::find(house.store.read(), id).await?;
    let is_one = |peer: &Peer| matches!(peer.standing, Standing::Active | Standing::Paused);
    let peer = found.filter(is_one).ok_or(Failure::from(Refusal::NotFound))?;
    let choice = |one: &Entries| {
        let key = format!("standards-peer-entries-{}", one.code().replace('_', "-"));
        Choice::new(one, page.tr(key))
    };
    view_with(
        status,
        &Question {
            trail: [Step::new(PAGE, page.tr("standards-peers"))],
            services: directory::services_of_source(house.store.read(), &peer.name).await?,
            choices: Entries::ALL.iter().map(choice).collect(),
            name: peer.name,
            id,
            form,
            page,
        },
    )
}

/// `POST /directory/peers/ID/remove`
pub(super) async fn remove(page: Page, State(house): State<House>, Path(id): Path<PeerId>, mut form: Form) -> Answer {
    let Some(entries) = form.required::<Entries>("entries") else {
        return draw(page, &house, (id, form), StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let takes_out = entries == Entries::TakeOut;
    let tx = house.store.begin().await?;
    actions::remove(page.cx(), &tx, id, takes_out).await?;
    tx.commit().await?;
    let said = if takes_out { "standards-peer-leaving" } else { "standards-peer-left" };
    Ok(see_other(PAGE).saying(said).into_response())
}
