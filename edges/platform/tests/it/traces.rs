//! Every mutating route leaves the journal action that it names: each is walked once, and what it wrote is looked at.

mod walk;

use access::{Role, Scope};
use axum::http::Method;
use jobs::Job;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Store;
use testkit::{Client, PASSWORD, World};
use totp_rs::{Builder, Secret, Totp};
use walk::{Walk, between};
use web::Trace;

use crate::{steps, whole};

#[store::test(&steps())]
async fn every_mutating_route_says_what_it_leaves(store: Store) {
    let world = whole(&store).await;
    for route in &world.routes {
        let name = format!("{} {}", route.method, route.path);
        match (route.method == Method::GET, route.trace) {
            (true, trace) => assert_eq!(trace, None, "{name} only reads"),
            (false, None) => panic!("{name} says neither what it leaves in the journal nor why it leaves nothing"),
            (false, Some(Trace::Nothing(why))) => assert!(why.len() > 10, "{name} must say why it leaves no trace"),
            (false, Some(Trace::Journal(action))) => {
                assert!(world.house.policies.knows(action), "{name} leaves `{action}`, which no policy knows");
            }
        }
    }
}

#[store::test(&steps())]
async fn every_mutating_route_leaves_what_it_says(store: Store) {
    let world = whole(&store).await;
    let mut walk = Walk::new(&world);
    at_the_helpdesk(&mut walk).await;
    with_a_sheet(&mut walk).await;
    in_the_needs_register(&mut walk).await;
    keeping_the_directory(&mut walk).await;
    with_files_of_others(&mut walk).await;
    asking_organisations(&mut walk).await;
    keeping_searches(&mut walk).await;
    keeping_the_thesaurus(&mut walk).await;
    by_links(&mut walk).await;
    with_a_second_factor(&mut walk).await;
    about_oneself(&mut walk).await;
    as_an_administrator(&mut walk).await;
    as_a_program(&mut walk).await;
    with_a_token(&mut walk).await;
    with_a_peer(&mut walk).await;
    assert_eq!(walk.left_out(), Vec::<String>::new(), "give these routes a sample here");
}

async fn at_the_helpdesk(walk: &mut Walk<'_>) {
    let desk = walk.world.responder("general").await;
    let page = desk.get("/helpdesk/contacts/new").await.expect(200).outline();
    let id = page.field("id").unwrap();
    let fields = testkit::contact(id);
    walk.post(&desk, "/helpdesk/contacts/find", "", &fields).await;
    walk.post(&desk, "/helpdesk/contacts", "", &fields).await;
    let corrected: Vec<_> = fields.into_iter().filter(|(name, _)| *name != "need").collect();
    let corrected = [corrected, vec![("need", "partly"), ("seen", "1")]].concat();
    walk.post(&desk, "/helpdesk/contacts/{id}/correct", id, &corrected).await;
    walk.post(&desk, "/helpdesk/contacts/{id}/withdraw", id, &[]).await;
    walk.post(&desk, "/helpdesk/contacts/{id}/restore", id, &[]).await;
}

async fn with_a_sheet(walk: &mut Walk<'_>) {
    let visitor = walk.world.visitor();
    let service = directory::ServiceId::of(&directory::Origin::new(directory::Origin::PACK, "brusano_helpdesk"));
    visitor.get(&format!("/sheet/share?s={service}")).await.expect(200);
    walk.post(&visitor, "/sheet/links", "", &[("s", &service.to_string())]).await;
}

async fn in_the_needs_register(walk: &mut Walk<'_>) {
    let who = walk.world.coordinator().await;
    let mut ids = Vec::new();
    for text in ["Geen tolk", "Geen tolk op zaterdag"] {
        let page = who.get("/needs/new").await.expect(200).outline();
        let id = page.field("id").unwrap().to_owned();
        walk.post(&who, "/needs", "", &[("id", &id), ("source", "council"), ("text_nl", text)]).await;
        ids.push(id);
    }
    let (id, other) = (ids[0].as_str(), ids[1].as_str());
    let fields = [("seen", "1"), ("source", "other"), ("text_nl", "Geen tolken")];
    walk.post(&who, "/needs/{id}/revise", id, &fields).await;
    walk.post(&who, "/needs/{id}/relay", id, &[("seen", "2"), ("relayed_to", "Testraad")]).await;
    walk.post(&who, "/needs/{id}/answer", id, &[("seen", "3"), ("answer_nl", "Een nieuwe dienst")]).await;
    walk.post(&who, "/needs/{id}/reopen", id, &[]).await;
    walk.post(&who, "/needs/{id}/set-aside", id, &[("seen", "5"), ("reason", "Dubbel")]).await;
    walk.post(&who, "/needs/{id}/merge", other, &[("seen", "1"), ("into", id)]).await;
    walk.post(&who, "/needs/{id}/separate", other, &[]).await;
}

async fn keeping_the_directory(walk: &mut Walk<'_>) {
    let editor = walk.world.editor().await;
    let id = "01936d6f-0000-7000-8000-000020260310";
    let new = [("id", id), ("what", "organisation"), ("names.nl", "Test"), ("active", "yes")];
    let made = walk.post(&editor, "/directory/entries/new", "", &new).await;
    let entry = made.location().unwrap().rsplit('/').next().unwrap().to_owned();
    let changed = [("seen", "1"), ("names.nl", "Test II"), ("active", "yes")];
    walk.post(&editor, "/directory/entries/{entry}", &entry, &changed).await;
    walk.post(&editor, "/directory/entries/{entry}/restore", &entry, &[("number", "1")]).await;
    walk.post(&editor, "/directory/entries/{entry}/confirm", &entry, &[("channel", "phone")]).await;
    let organisation = entry.split_once(':').unwrap().1;
    let visitor = walk.world.visitor();
    walk.post(&visitor, "/organisations/{id}/propose", organisation, &[("words", "closed on Mondays")]).await;
    let list = editor.get("/directory/worklist?work=proposals").await.expect(200).text();
    let proposal = between(&list, "/directory/proposals/", "\"");
    walk.post(&editor, "/directory/proposals/{id}", &proposal, &[("decision", "decline")]).await;
    let service = directory::ServiceId::of(&directory::Origin::new(directory::Origin::PACK, "brusano_helpdesk"));
    walk.post(&visitor, "/services/{id}/propose", &service.to_string(), &[("words", "they moved")]).await;
    let holds = [("field", "names"), ("voice", "@editor")];
    walk.post(&editor, "/directory/conflicts/{entry}", &entry, &holds).await;
    let other = [("id", "01936d6f-0000-7000-8000-000020260311"), new[1], ("names.nl", "Test III"), new[3]];
    let other = editor.post("/directory/entries/new", &other).await.expect(303);
    let other = other.location().unwrap().rsplit('/').next().unwrap().to_owned();
    let both = format!("{entry} {other}");
    walk.post(&editor, "/directory/duplicates/find", "", &[]).await;
    walk.post(&editor, "/directory/duplicates/{entry}/{other}/apart", &both, &[]).await;
    walk.post(&editor, "/directory/duplicates/{entry}/{other}/merge", &both, &[]).await;
    walk.post(&editor, "/directory/merged/{entry}/part", &other, &[]).await;
    walk.post(&editor, "/directory/entries/{entry}/retire", &entry, &[]).await;
    walk.post(&editor, "/directory/entries/{entry}/bring-back", &entry, &[]).await;
}

async fn with_files_of_others(walk: &mut Walk<'_>) {
    let editor = walk.world.editor().await;
    let model = editor.get("/directory/imports/model.csv").await.expect(200).body;
    for deed in ["take", "throw-away"] {
        let file = ("file", "model.csv", &model[..]);
        let sent = walk.post_file(&editor, "/directory/imports", file).await;
        let id = sent.location().unwrap().rsplit('/').next().unwrap().to_owned();
        walk.world.run_jobs().await;
        walk.post(&editor, &format!("/directory/imports/{{id}}/{deed}"), &id, &[]).await;
    }
}

async fn asking_organisations(walk: &mut Walk<'_>) {
    let editor = walk.world.editor().await;
    let made = [("id", "01936d6f-0000-7000-8000-000020260312"), ("what", "organisation"), ("names.nl", "Test IV")];
    let made = [&made[..], &[("active", "yes"), ("kind", "media"), ("email", "test@example.org")]].concat();
    editor.post("/directory/entries/new", &made).await.expect(303);
    // What was made today counts as confirmed today, and is not asked about.
    walk.world.clock().advance(jiff::Span::new().days(1));
    let editor = walk.world.editor().await;
    let page = editor.get("/campaigns/new").await.expect(200).outline();
    let drawn = page.fields.iter().filter_map(|field| Some((field.name.as_str(), field.value.as_deref()?)));
    let drawn: Vec<_> =
        drawn.filter(|(name, _)| !["csrf", "seen", "name", "kind", "calls", "silent_days"].contains(name)).collect();
    let setup = [&drawn[..], &[("name", "Test"), ("kind", "media")]].concat();
    let made = walk.post(&editor, "/campaigns", "", &setup).await;
    let id = made.location().unwrap().rsplit('/').next().unwrap().to_owned();
    let changed = [&setup[..], &[("seen", "1")]].concat();
    walk.post(&editor, "/campaigns/{id}/revise", &id, &changed).await;
    walk.post(&editor, "/campaigns/{id}/start", &id, &[("seen", "2")]).await;
    walk.world.run_jobs().await;
    let shown = editor.get(&format!("/campaigns/{id}")).await.expect(200).text();
    let ask = between(&shown, "/campaigns/asks/", "\"");
    walk.post(&editor, "/campaigns/asks/{id}/address", &ask, &[("email", "typed@example.org")]).await;
    walk.world.run_jobs().await;
    let letters = walk.world.letters();
    let link = between(&letters.last().unwrap().text, "/asked/", "?");
    let visitor = walk.world.visitor();
    let opened = visitor.get(&format!("/asked/{link}")).await.expect(200).text();
    let own = format!("{link} {}", between(&opened, "/correct/", "\""));
    walk.post(&visitor, "/asked/{token}/confirm", &link, &[]).await;
    walk.post(&visitor, "/asked/{token}/correct/{entry}", &own, &[("words", "another number")]).await;
    walk.post(&visitor, "/asked/{token}/gone", &link, &[]).await;
    walk.post(&visitor, "/asked/{token}/no-more", &link, &[]).await;
    walk.post(&visitor, "/asked/{token}/no-more", &link, &[("letters", "yes")]).await;
    walk.world.clock().advance(jiff::Span::new().days(2));
    walk.post(&visitor, "/asked/{token}/again", &link, &[]).await;
    walk.world.clock().advance(jiff::Span::new().days(2));
    let editor = walk.world.editor().await;
    walk.post(&editor, "/campaigns/asks/{id}/write-again", &ask, &[]).await;
    let call = [("call", "01936d6f-0000-7000-8000-000020260313"), ("outcome", "unreached"), ("minutes", "1")];
    walk.post(&editor, "/campaigns/asks/{id}/call", &ask, &call).await;
    walk.post(&editor, "/campaigns/asks/{id}/leave-out", &ask, &[]).await;
    walk.post(&editor, "/campaigns/{id}/stop", &id, &[]).await;
    walk.post(&editor, "/campaigns/{id}/resume", &id, &[]).await;
    walk.post(&editor, "/campaigns/{id}/revoke", &id, &[]).await;
    let draft = [&setup[..], &[("id", "01936d6f-0000-7000-8000-000020260314")]].concat();
    let draft: Vec<_> = draft.into_iter().rev().collect();
    let draft = walk.post(&editor, "/campaigns", "", &draft).await;
    let draft = draft.location().unwrap().rsplit('/').next().unwrap().to_owned();
    walk.post(&editor, "/campaigns/{id}/discard", &draft, &[]).await;
}

async fn keeping_searches(walk: &mut Walk<'_>) {
    walk.world.index().await;
    let visitor = walk.world.visitor();
    let page = visitor.get("/alerts/new?q=thuisverpleging").await.expect(200).outline();
    let search = page.field("search").unwrap();
    let asked = [("search", search), ("rhythm", "daily"), ("email", "searcher@example.org")];
    walk.post(&visitor, "/alerts", "", &asked).await;
    walk.world.run_jobs().await;
    let letters = walk.world.letters();
    let link = between(&letters.last().unwrap().text, "/alerts/", "?");
    visitor.get(&format!("/alerts/{link}")).await.expect(200);
    walk.post(&visitor, "/alerts/{token}/confirm", &link, &[]).await;
    walk.post(&visitor, "/alerts/{token}/stop", &link, &[]).await;
    let editor = walk.world.editor().await;
    let page = editor.get("/me/searches/new?q=thuisverpleging").await.expect(200).outline();
    let id = page.field("id").unwrap();
    walk.post(&editor, "/me/searches", "", &[("id", id), ("search", search), ("rhythm", "weekly")]).await;
    walk.post(&editor, "/me/searches/{id}/change", id, &[("name", "Test"), ("rhythm", "never")]).await;
    walk.post(&editor, "/me/searches/{id}/remove", id, &[]).await;
}

async fn keeping_the_thesaurus(walk: &mut Walk<'_>) {
    let editor = walk.world.editor().await;
    let of = |end: &str| format!("/directory/thesaurus/terms/{{code}}{end}");
    let new = [("facet", "need"), ("name_en", "Test help"), ("code", "test_help_first"), ("then", "save")];
    walk.post(&editor, "/directory/thesaurus/new", "", &new).await;
    let seen = |revision: i64| revision.to_string();
    let mut revision = directory::thesaurus_revision(walk.world.store().read()).await.unwrap();
    let changed = [("seen", &*seen(revision)), ("name_en", "Test help II"), ("then", "save")];
    walk.post(&editor, &of("/edit"), "test_help_first", &changed).await;
    walk.post(&editor, &of("/up"), "test_help_first", &[]).await;
    walk.post(&editor, &of("/down"), "test_help_first", &[]).await;
    walk.post(&editor, &of("/restore"), "test_help_first", &[("revision", &seen(revision))]).await;
    revision = directory::thesaurus_revision(walk.world.store().read()).await.unwrap();
    walk.post(&editor, &of("/retire"), "test_help_first", &[("seen", &seen(revision)), ("into", "")]).await;
    revision = directory::thesaurus_revision(walk.world.store().read()).await.unwrap();
    walk.post(&editor, "/directory/thesaurus/revisions/{revision}/undo", &seen(revision), &[]).await;
    let page = editor.get("/directory/thesaurus/terms/home_care/edit").await.expect(200).outline();
    let own = [("seen", page.field("seen").unwrap()), ("name_en", "Test help at home"), ("then", "save")];
    walk.post(&editor, &of("/edit"), "home_care", &own).await;
    walk.post(&editor, &of("/follow"), "home_care", &[]).await;
}

async fn by_links(walk: &mut Walk<'_>) {
    let admin = walk.world.admin().await;
    let guest = [("email", "guest@example.org"), ("name", "Test Tester"), ("lang", "nl"), ("role", "editor")];
    let guest = [&guest[..], &[("kind", "everywhere")]].concat();
    let shown = walk.post(&admin, "/admin/accounts/new", "", &guest).await;
    let token = between(&shown.text(), "/invitation/", "<");
    let about = [("name", "Test Tester"), ("lang", "nl"), ("password", PASSWORD)];
    walk.post(&walk.world.visitor(), "/invitation/{token}", &token, &about).await;
    walk.post(&walk.world.visitor(), "/reset", "", &[("email", "guest@example.org")]).await;
    let id = walk.find(&admin, "guest@example.org").await;
    let shown = walk.post(&admin, "/admin/accounts/{id}/link", &id, &[]).await;
    let token = between(&shown.text(), "/reset/", "<");
    walk.post(&walk.world.visitor(), "/reset/{token}", &token, &[("password", "other plain Testing words")]).await;
}

async fn set_up(walk: &mut Walk<'_>, client: &Client) -> Totp {
    walk.post(client, "/me/second-factor/begin", "", &[("password", PASSWORD)]).await;
    let page = client.get("/me/second-factor").await.expect(200).text();
    let secret = Secret::try_from_base32(between(&page, "<p><code>", "</code>").replace(' ', "")).unwrap();
    let telephone = Builder::new().with_secret(secret).with_account_name("x").build().unwrap();
    walk.post(client, "/me/second-factor/confirm", "", &[("code", &code(walk.world, &telephone))]).await;
    telephone
}

fn code(world: &World, telephone: &Totp) -> String {
    telephone.generate(world.clock().now().get().as_second().unsigned_abs()).to_string()
}

async fn with_a_second_factor(walk: &mut Walk<'_>) {
    let email = walk.world.account(&[(Role::Editor, Scope::Everywhere)]).await;
    let typed = [("email", email.as_str()), ("password", PASSWORD)];
    let client = walk.world.visitor();
    walk.post(&client, "/sign-in", "", &typed).await;
    let telephone = set_up(walk, &client).await;
    walk.world.clock().advance(jiff::Span::new().minutes(1));
    let there = walk.world.visitor();
    there.post("/sign-in", &typed).await.expect(303);
    walk.post(&there, "/sign-in/code", "", &[("code", &code(walk.world, &telephone))]).await;
    walk.post(&client, "/me/second-factor/off", "", &[("password", PASSWORD)]).await;
    walk.world.clock().advance(jiff::Span::new().minutes(1));
    set_up(walk, &client).await;
    let admin = walk.world.admin().await;
    let id = walk.find(&admin, email.as_str()).await;
    walk.post(&admin, "/admin/accounts/{id}/second-factor/off", &id, &[]).await;
}

async fn about_oneself(walk: &mut Walk<'_>) {
    let email = walk.world.account(&[(Role::Editor, Scope::Everywhere)]).await;
    let typed = [("email", email.as_str()), ("password", PASSWORD)];
    let (here, there) = (walk.world.visitor(), walk.world.visitor());
    here.post("/sign-in", &typed).await.expect(303);
    there.post("/sign-in", &typed).await.expect(303);
    walk.post(&here, "/me", "", &[("name", "Test Tester II"), ("lang", "en")]).await;
    let page = here.get("/me").await.expect(200).text();
    walk.post(&here, "/me/sessions/{id}/end", &between(&page, "/me/sessions/", "/end"), &[]).await;
    let fresh = "other plain Testing words";
    walk.post(&here, "/me/password", "", &[("present", PASSWORD), ("new", fresh)]).await;
    walk.post(&here, "/sign-out", "", &[]).await;
    here.post("/sign-in", &[("email", email.as_str()), ("password", fresh)]).await.expect(303);
    walk.post(&here, "/me/sign-out-everywhere", "", &[]).await;
}

async fn as_an_administrator(walk: &mut Walk<'_>) {
    let admin = walk.world.admin().await;
    let email = walk.world.account(&[(Role::Editor, Scope::Everywhere)]).await;
    walk.post(&admin, "/admin/accounts", "", &[("email", email.as_str())]).await;
    let id = walk.find(&admin, email.as_str()).await;
    let role = [("role", "responder"), ("kind", "line"), ("code", "general"), ("from", "2026-03-10")];
    walk.post(&admin, "/admin/accounts/{id}/roles", &id, &role).await;
    let page = admin.get(&format!("/admin/accounts/{id}")).await.expect(200).text();
    walk.post(&admin, "/admin/roles/{id}/revoke", &between(&page, "/admin/roles/", "/revoke"), &[]).await;
    for deed in ["sign-out", "disable", "enable"] {
        walk.post(&admin, &format!("/admin/accounts/{{id}}/{deed}"), &id, &[]).await;
    }
    let job = given_up(walk.world, &admin).await;
    walk.post(&admin, "/admin/jobs/{id}/again", &job, &[]).await;
}

async fn as_a_program(walk: &mut Walk<'_>) {
    let program = walk.world.visitor();
    for list in ["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"] {
        walk.post(&program, &format!("/hsds/v3/{list}"), "", &[("search", "zorg")]).await;
    }
    walk.post(&program, "/fhir/R4/{resource}/_search", "Organization", &[("name", "test")]).await;
    walk.post(&walk.world.editor().await, "/opendata/refresh", "", &[]).await;
}

async fn with_a_peer(walk: &mut Walk<'_>) {
    let editor = walk.world.editor().await;
    let form =
        [("url", "https://directory.example/hsds/v3"), ("name", "Elsewhere"), ("lang", "fr"), ("rhythm", "daily")];
    walk.post(&editor, "/directory/peers", "", &form).await;
    let id = between(&editor.get("/directory/peers").await.expect(200).text(), "/directory/peers/", "/read");
    walk.post(&editor, "/directory/peers/{id}/read", &id, &[]).await;
    walk.post(&editor, "/directory/peers/{id}/pause", &id, &[]).await;
    walk.post(&editor, "/directory/peers/{id}/resume", &id, &[]).await;
    walk.post(&editor, "/directory/peers/{id}/remove", &id, &[("entries", "keep")]).await;
}

async fn with_a_token(walk: &mut Walk<'_>) {
    let editor = walk.world.editor().await;
    let form = [("name", "Test program"), ("reach", "write"), ("days", "30")];
    let made = walk.post(&editor, "/me/tokens", "", &form).await.text();
    let token = format!("relais_{}", between(&made, "<code>relais_", "<"));
    let new = json!({ "fields": { "names": { "en": { "text": "Test" } } } });
    let made = walk.send(&token, (Method::POST, "/api/v1/entries/{kind}"), "organisation", new).await;
    let entry = format!("organisation {}", made["id"].as_str().unwrap());
    let one = "/api/v1/entries/{kind}/{id}";
    let change = json!({ "fields": { "phone": "+32 2 000 00 00" } });
    walk.send(&token, (Method::PATCH, one), &entry, change.clone()).await;
    walk.send(&token, (Method::POST, &format!("{one}/confirm")), &entry, json!({ "channel": "mail" })).await;
    let other = json!({ "fields": { "phone": "+32 2 000 00 01" } });
    walk.send(&token, (Method::POST, &format!("{one}/proposals")), &entry, other).await;
    walk.send(&token, (Method::DELETE, one), &entry, json!({})).await;
    let page = editor.get("/me/tokens").await.expect(200).text();
    let id = between(&page, "/me/tokens/", "/revoke");
    walk.post(&editor, "/me/tokens/{id}/revoke", &id, &[]).await;
    walk.post(&walk.world.admin().await, "/admin/tokens/{id}/revoke", &id, &[]).await;
}

/// A job that no department does.
#[derive(Serialize, Deserialize)]
struct Nobodys;

impl Job for Nobodys {
    const NAME: &'static str = "nobody.does_this";
}

async fn given_up(world: &World, admin: &Client) -> String {
    let tx = world.store().begin().await.unwrap();
    jobs::enqueue(&world.system(), &tx, &Nobodys).await.unwrap();
    tx.commit().await.unwrap();
    world.run_jobs().await;
    between(&admin.get("/admin/jobs?state=given-up").await.expect(200).text(), "/admin/jobs/", "/again")
}
