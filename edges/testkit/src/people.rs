//! The people of the test world. All of them are invented.

use access::{Email, Invitation, Role, Scope, account, link};

use crate::{Client, World};

/// The password of everybody here.
pub const PASSWORD: &str = "four plain Testing words";

impl World {
    /// Somebody who is signed in and holds these roles.
    ///
    /// # Panics
    /// When the account cannot be made.
    pub async fn somebody(&self, roles: &[(Role, Scope)]) -> Client {
        let client = self.visitor();
        let email = self.account(roles).await;
        let typed =
            access::sign_in::Credentials { email: email.as_str(), password: PASSWORD, origin: None, mark: None };
        let started = access::sign_in::sign_in(&self.gate, &self.system(), self.store(), typed).await;
        client.with_session(&started.expect("a session").token)
    }

    /// An account with these roles, to be signed in with by [`PASSWORD`].
    ///
    /// # Panics
    /// When the account cannot be made.
    pub async fn account(&self, roles: &[(Role, Scope)]) -> Email {
        let cx = self.system();
        let number = hex::encode(self.house.random.bytes::<6>());
        let email: Email = format!("tester-{number}@example.org").parse().expect("an address");
        let hash = self.gate.passwords().hash(PASSWORD, &[]).await.expect("a password");
        let tx = self.store().begin().await.expect("a unit of work");
        let (first, rest) = match roles.split_first() {
            Some((first, rest)) => (first.clone(), rest),
            None => ((Role::Person, Scope::Everywhere), &[][..]),
        };
        let invitation = Invitation::new(email.clone(), first.0, first.1);
        let (id, sent) = account::invite(&self.gate, &cx, &tx, &invitation).await.expect("an invitation");
        let about = ("Test Tester", kernel::Lang::En, &hash);
        link::accept_invitation(&self.gate, &cx, &tx, &sent.token, about).await.expect("an account");
        for (role, scope) in rest {
            let grant = access::Grant::new(*role, scope.clone(), cx.today());
            account::grant(&cx, &tx, id, grant).await.expect("a role");
        }
        tx.commit().await.expect("the account kept");
        email
    }

    /// Somebody who answers on a line.
    pub async fn responder(&self, line: &str) -> Client {
        self.somebody(&[(Role::Responder, Scope::Line(line.to_owned()))]).await
    }

    /// The psychologist of a line.
    pub async fn psychologist(&self, line: &str) -> Client {
        self.somebody(&[(Role::Psychologist, Scope::Line(line.to_owned()))]).await
    }

    /// Somebody who leads the helpdesk.
    pub async fn coordinator(&self) -> Client {
        self.somebody(&[(Role::Coordinator, Scope::Everywhere)]).await
    }

    /// Somebody who keeps the directory.
    pub async fn editor(&self) -> Client {
        self.somebody(&[(Role::Editor, Scope::Everywhere)]).await
    }

    /// Somebody who works for one care zone.
    pub async fn antenna(&self, zone: &str) -> Client {
        self.somebody(&[(Role::Antenna, Scope::Territory(zone.to_owned()))]).await
    }

    /// Somebody who works with figures only.
    pub async fn analyst(&self) -> Client {
        self.somebody(&[(Role::Analyst, Scope::Everywhere)]).await
    }

    /// Somebody who reads the journal.
    pub async fn auditor(&self) -> Client {
        self.somebody(&[(Role::Auditor, Scope::Everywhere)]).await
    }

    /// Somebody who configures the installation.
    pub async fn admin(&self) -> Client {
        self.somebody(&[(Role::Admin, Scope::Everywhere)]).await
    }

    /// Somebody who holds every role for everything.
    pub async fn everybody(&self) -> Client {
        let roles: Vec<_> = Role::ALL.iter().map(|role| (*role, Scope::Everywhere)).collect();
        self.somebody(&roles).await
    }
}
