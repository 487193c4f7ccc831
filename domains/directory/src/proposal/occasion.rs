//! What a proposal came up in: a contact of the helpdesk. The directory keeps which one, and asks the department whose it is what may
//! be told of it.

use access::Context;
use futures_util::future::BoxFuture;
use house::House;
use uuid::Uuid;
use web::{Failure, Form};

/// A contact in which somebody found that an entry is not right, as who asks may know it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Occasion {
    /// The contact.
    pub contact: Uuid,
    /// Its page; nothing while it is still being written down.
    pub page: Option<String>,
}

/// What is answered about a contact: nothing to those who may not know of it.
pub type Told<'a> = BoxFuture<'a, Result<Option<Occasion>, Failure>>;

type Tell = dyn for<'a> Fn(&'a Context, &'a House, Uuid) -> Told<'a> + Send + Sync;

/// Whoever knows contacts: a fixture that another department installs.
pub struct Occasions(Box<Tell>);

impl std::fmt::Debug for Occasions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Occasions")
    }
}

impl Occasions {
    /// Somebody who knows contacts.
    pub fn new(tell: impl for<'a> Fn(&'a Context, &'a House, Uuid) -> Told<'a> + Send + Sync + 'static) -> Self {
        Self(Box::new(tell))
    }
}

/// The contact that a form or a proposal names, as far as who acts may know of it.
pub(super) async fn of(cx: &Context, house: &House, contact: Option<Uuid>) -> Result<Option<Occasion>, Failure> {
    match (contact, house.fixtures.get::<Occasions>()) {
        (Some(contact), Ok(occasions)) => (occasions.0)(cx, house, contact).await,
        _ => Ok(None),
    }
}

/// Lets a form carry the contact that its address names, so that the proposal knows where it came up.
pub(super) async fn carry(cx: &Context, house: &House, (form, named): (&mut Form, &str)) -> Result<(), Failure> {
    if let Some(occasion) = of(cx, house, named.parse().ok()).await? {
        form.set("contact", occasion.contact.to_string());
    }
    Ok(())
}
