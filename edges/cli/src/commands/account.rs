//! `relais account …`: inviting, granting, listing, disabling, enabling. Prints one-time links, never a password.

use access::{Account, AccountId, Email, Grant, Invitation, OneTimeLink, account};
use kernel::PageRequest;

use crate::args::{AddArgs, GrantArgs, Installation};
use crate::commands::open;
use crate::fault::Fault;

/// Invites somebody, and prints the link.
pub async fn add(args: AddArgs) -> Result<(), Fault> {
    let here = open(&args.installation).await?;
    here.plan.scopes().check(&here.house, &args.scope).await??;
    let mut invitation = Invitation::new(args.email.parse()?, args.role, args.scope);
    invitation.lang = args.lang;
    if let Some(name) = args.name {
        invitation.name = name;
    }
    let tx = here.house.store.begin().await?;
    let (_, link) = account::invite(&here.gate, &here.house.system("cli"), &tx, &invitation).await?;
    tx.commit().await?;
    print(&here, &link);
    close(here).await
}

/// Gives a role.
pub async fn grant(args: GrantArgs) -> Result<(), Fault> {
    let here = open(&args.installation).await?;
    here.plan.scopes().check(&here.house, &args.scope).await??;
    let cx = here.house.system("cli");
    let id = find(&here, &args.email).await?.id;
    let grant = Grant { role: args.role, scope: args.scope, from: cx.today(), until: args.until };
    let tx = here.house.store.begin().await?;
    account::grant(&cx, &tx, id, grant).await?;
    tx.commit().await?;
    println!("{} is {} now", args.email, args.role);
    close(here).await
}

/// Prints a link to set a new password.
pub async fn reset(email: &str, args: &Installation) -> Result<(), Fault> {
    let here = open(args).await?;
    let id = find(&here, email).await?.id;
    let tx = here.house.store.begin().await?;
    let link = account::issue_reset(&here.gate, &here.house.system("cli"), &tx, id).await?;
    tx.commit().await?;
    print(&here, &link);
    close(here).await
}

/// Lists the accounts with their roles.
pub async fn list(args: &Installation) -> Result<(), Fault> {
    let here = open(args).await?;
    let db = here.house.store.read();
    let mut request = PageRequest::first(PageRequest::MOST);
    loop {
        let filter = account::Filter::default();
        let page = account::list(db, here.gate.vault(), &filter, request).await?;
        let ids: Vec<AccountId> = page.items.iter().map(|account| account.id).collect();
        let held = account::grants(db, &ids).await.map_err(store::StoreError::from)?;
        for account in &page.items {
            let roles: Vec<_> = held
                .iter()
                .filter(|held| held.account == account.id)
                .map(|held| format!("{} {}", held.grant.role, held.grant.scope))
                .collect();
            println!("{}  {}  {}", account.email, state(account), roles.join(", "));
        }
        let Some(offset) = page.next_offset() else { break };
        request = PageRequest::new(PageRequest::MOST, offset);
    }
    close(here).await
}

/// Lets nobody sign in with an account any more.
pub async fn disable(email: &str, args: &Installation) -> Result<(), Fault> {
    let here = open(args).await?;
    let id = find(&here, email).await?.id;
    let tx = here.house.store.begin().await?;
    account::disable(&here.gate, &here.house.system("cli"), &tx, id).await?;
    tx.commit().await?;
    println!("{email} can no longer sign in");
    close(here).await
}

/// Lets the holder of a disabled account sign in again.
pub async fn enable(email: &str, args: &Installation) -> Result<(), Fault> {
    let here = open(args).await?;
    let id = find(&here, email).await?.id;
    let tx = here.house.store.begin().await?;
    account::enable(&here.gate, &here.house.system("cli"), &tx, id).await?;
    tx.commit().await?;
    println!("{email} can sign in again");
    close(here).await
}

fn state(account: &Account) -> &'static str {
    match (account.disabled_at.is_some(), account.has_password) {
        (true, _) => "disabled",
        (false, true) => "active",
        (false, false) => "invited",
    }
}

async fn find(here: &platform::Installation, email: &str) -> Result<Account, Fault> {
    let email: Email = email.parse()?;
    let filter = account::Filter { email: Some(email), ..account::Filter::default() };
    let page = account::list(here.house.store.read(), here.gate.vault(), &filter, PageRequest::first(1)).await?;
    let nobody = || Fault::new("there is no account with this address; `relais account list` shows them all");
    page.items.into_iter().next().ok_or_else(nobody)
}

fn print(here: &platform::Installation, link: &OneTimeLink) {
    println!("{}{}", here.config.address(), link.path());
    println!(
        "The link works once, until {}. Whoever has it can set the password: send it to that person only.",
        link.expires_at
    );
    if here.config.public_url.is_none() {
        println!("Its address is this machine's own. Set public_url to how people reach Relais, and links say so.");
    }
}

async fn close(here: platform::Installation) -> Result<(), Fault> {
    Ok(here.house.store.clone().close().await?)
}
