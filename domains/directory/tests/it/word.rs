//! Whose word it is: a new entry is confirmed only by those who say how they know, and a translation tells who read it over.

use directory::entry::records::confirmations_of;
use directory::entry::reviews;
use directory::{EntryId, OrganisationId, Origin, ServiceId};
use kernel::Lang;
use store::Store;

use crate::editing::{drawn, testland};
use crate::world::steps;

fn shelter() -> EntryId {
    ServiceId::of(&Origin::new(Origin::PACK, "test_shelter")).into()
}

/// Makes an organisation by the form, with some fields filled in; answers which entry it is.
async fn made(client: &testkit::Client, fields: &[(&str, &str)]) -> EntryId {
    let page = client.get("/directory/entries/new").await.expect(200).outline();
    let done = client.post("/directory/entries/new", &drawn(&page, fields)).await.expect(303);
    done.location().unwrap().rsplit('/').next().unwrap().parse().unwrap()
}

#[store::test(&steps())]
async fn nobody_is_said_to_have_looked_who_did_not_say_so(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let filled = [("names.nl", "Proefhuis"), ("phone", "02 000 00 00")];
    let silent = made(&editor, &filled).await;
    assert!(confirmations_of(store.read(), silent).await.unwrap().is_empty(), "nobody said how they know");
    let page = editor.get(&format!("/directory/entries/{silent}")).await.expect(200).outline();
    assert!(page.says("Not yet confirmed: Name, Phone."), "{page}");
    let sure = made(&editor, &[&filled[..], &[("channel", "visit")]].concat()).await;
    let confirmed = confirmations_of(store.read(), sure).await.unwrap();
    let fields: Vec<&str> = confirmed.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(fields, ["names", "phone"]);
    let page = editor.get(&format!("/directory/entries/{sure}")).await.expect(200).outline();
    assert!(page.says("on the spot, on 10 March 2026, by you. Holds until 6 September 2026."), "{page}");
    let colleague = world.somebody(&[(access::Role::Editor, access::Scope::Everywhere)]).await;
    let page = colleague.get(&format!("/directory/entries/{sure}")).await.expect(200).outline();
    assert!(page.says("by somebody else. Holds until"), "{page}");
}

#[store::test(&steps())]
async fn a_change_without_a_channel_confirms_nothing(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let refuge = OrganisationId::of(&Origin::new(Origin::PACK, "test_refuge"));
    let path = format!("/directory/entries/organisation:{refuge}");
    let page = editor.get(&path).await.expect(200).outline();
    editor.post(&path, &drawn(&page, &[("phone", "02 000 00 01")])).await.expect(303);
    assert!(confirmations_of(store.read(), refuge.into()).await.unwrap().is_empty());
    let page = editor.get(&path).await.expect(200).outline();
    editor.post(&path, &drawn(&page, &[("phone", "02 000 00 02"), ("channel", "source")])).await.expect(400);
}

#[store::test(&steps())]
async fn a_translation_tells_who_read_it_over(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let path = format!("/directory/entries/{}", shelter());
    let told = async || -> Vec<(String, Lang)> {
        let record = directory::entry::records::find(store.read(), shelter()).await.unwrap().unwrap();
        let all = reviews::of(store.read(), &record).await.unwrap();
        all.into_iter().map(|one| (one.field.to_owned(), one.language)).collect()
    };
    assert!(told().await.is_empty(), "what the source says itself nobody read over");
    let page = editor.get(&path).await.expect(200).outline();
    let fields = [("summary.fr", "Une maison sûre."), ("summary.fr.state", "reviewed")];
    editor.post(&path, &drawn(&page, &fields)).await.expect(303);
    assert_eq!(told().await, [("summary".to_owned(), Lang::Fr)]);
    let page = editor.get(&path).await.expect(200).outline();
    assert!(page.says("Read over by you, Tuesday 10 March 2026"), "{page}");
    let history = editor.get(&format!("{path}/history")).await.expect(200).outline();
    assert!(history.says("Une maison sûre. (reviewed translation)"), "{history}");
    let colleague = world.somebody(&[(access::Role::Editor, access::Scope::Everywhere)]).await;
    let page = colleague.get(&path).await.expect(200).outline();
    assert!(page.says("Read over by somebody else, Tuesday 10 March 2026"), "{page}");
    editor.post(&path, &drawn(&page, &[("summary.fr.state", "automatic")])).await.expect(303);
    assert!(told().await.is_empty(), "what a machine wrote nobody read over");
}

#[store::test(&steps())]
async fn a_translation_that_was_there_from_the_start_was_read_by_who_made_the_entry(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let fields = [("names.nl", "Proefhuis"), ("names.fr", "Maison test"), ("names.fr.state", "reviewed")];
    let entry = made(&editor, &fields).await;
    let page = editor.get(&format!("/directory/entries/{entry}")).await.expect(200).outline();
    assert!(page.says("Read over by you, Tuesday 10 March 2026"), "{page}");
}
