//! A database of before: what stands there counts on as it counted.

use kernel::Clock;
use sea_orm::ConnectionTrait as _;
use store::{Store, migrate, sql};

#[store::test(&helpdesk::MIGRATIONS[..1])]
async fn contacts_of_before_count_as_logged_in_their_month(store: Store) {
    let text = "insert into helpdesk_contact (id, line, channel, kind, inquirer, need, at, month, logged_by, logged_at,
        state, version, demo) values ($1, 'general', 'phone', 'question', 'resident', 'met', $2, '2025-12', 'test', $2,
        'logged', 1, $3)";
    let at: kernel::Timestamp = "2025-12-31T23:30:00Z".parse().unwrap();
    let tx = store.begin().await.unwrap();
    tx.execute_raw(sql(&tx, text, [uuid::Uuid::from_u128(1).into(), at.into(), false.into()])).await.unwrap();
    tx.commit().await.unwrap();
    migrate(&store, helpdesk::MIGRATIONS, &Clock::system()).await.unwrap();
    let db = store.read();
    let row = db.query_one_raw(sql(db, "select logged_month from helpdesk_contact", [])).await.unwrap().unwrap();
    assert_eq!(row.try_get::<String>("", "logged_month").unwrap(), "2025-12");
}
