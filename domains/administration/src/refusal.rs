//! What access refuses, told on a page: beside the field that it is about, or on a page of its own.

use access::{Refusal, WeakPassword};
use axum::http::StatusCode;
use web::{Failure, Form};

/// A refusal as a page of its own.
pub(crate) fn failure(refusal: Refusal) -> Failure {
    match refusal {
        Refusal::Denied(denied) => denied.into(),
        Refusal::NotFound => Failure::not_found(),
        Refusal::TooManyTries { seconds } => Failure::too_many(u32::try_from(seconds).unwrap_or(u32::MAX)),
        Refusal::Failed(error) => error.into(),
        Refusal::Vault(error) => Failure::unexpected(error),
        Refusal::LinkSpent => Failure::refused(StatusCode::GONE, "administration-refused-link")
            .way_out("/reset", "administration-reset-ask-title"),
        other => match key(&other) {
            Some(key) => Failure::refused(StatusCode::CONFLICT, key),
            None => Failure::unexpected(other),
        },
    }
}

/// A refusal beside the field that it is about; what no field explains is a failure.
pub(crate) fn beside(form: &mut Form, field: &'static str, refusal: Refusal) -> Result<(), Failure> {
    match key(&refusal) {
        Some(key) => {
            form.add_fault(field, key);
            Ok(())
        }
        None => Err(failure(refusal)),
    }
}

fn key(refusal: &Refusal) -> Option<&'static str> {
    Some(match refusal {
        Refusal::NotAnEmail => "administration-refused-email",
        Refusal::EmailTaken => "administration-refused-taken",
        Refusal::NoName => "administration-refused-name",
        Refusal::WrongCredentials => "administration-refused-credentials",
        Refusal::Disabled => "administration-refused-disabled",
        Refusal::WeakPassword(WeakPassword::TooShort) => "administration-refused-short",
        Refusal::WeakPassword(WeakPassword::TooLong) => "administration-refused-long",
        Refusal::WeakPassword(WeakPassword::TooEasy) => "administration-refused-easy",
        Refusal::WrongPassword => "administration-refused-password",
        Refusal::WrongCode => "administration-refused-code",
        Refusal::FactorInPlace => "administration-refused-factor-there",
        Refusal::NoFactor => "administration-refused-no-factor",
        Refusal::Oneself => "administration-refused-oneself",
        Refusal::EndsBeforeItBegins => "administration-refused-days",
        Refusal::GrantHeld => "administration-refused-held",
        Refusal::Denied(_)
        | Refusal::NotFound
        | Refusal::TooManyTries { .. }
        | Refusal::LinkSpent
        | Refusal::TooManyTokens
        | Refusal::Vault(_)
        | Refusal::Failed(_) => return None,
    })
}
