//! Cursors of tenants: never another one's key, never another one's place.

use super::*;
use twintable::{CursorError, CursorSecrets, Cursors, store::ItemStore};

/// A note of a tenant, in an index whose key has the tenant and in one whose key has not.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "notes", partition_key = "TENANT#{@tenant}#BOOK#{book}", sort_key = "NOTE#{id:04}", query = of_book)]
#[entity(index(name = "by_day", partition_key = "TENANT#{@tenant}#DAY", sort_key = day))]
#[entity(index(name = "by_topic", partition_key = topic, sort_key = day))]
struct Note {
    book: String,
    id: u32,
    day: u32,
    topic: String,
}

impl Note {
    fn new(id: u32) -> Self {
        Self { book: "b".to_owned(), id, day: id, topic: "rust".to_owned() }
    }
}

async fn two_tenants() -> (Arc<dyn ItemStore>, [TableRepository<Note>; 2]) {
    let store: Arc<dyn ItemStore> = Arc::new(store_with(Note::schema().clone()).await);
    let tenants = ["acme", "zeta"].map(|tenant| TableRepository::scoped(Arc::clone(&store), tenant));
    for tenant in &tenants {
        for id in 0..6 {
            tenant.create(Note::new(id)).await.unwrap();
        }
    }
    (store, tenants)
}

fn sealed() -> Cursors {
    Cursors::new().sealed(CursorSecrets::new(1, [7; 32]))
}

fn rejected<T: std::fmt::Debug>(result: Result<T, Error>) -> CursorError {
    match result.unwrap_err() {
        Error::CursorRejected(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_cursor_of_one_tenant_is_refused_by_another() {
    let (_, plain) = two_tenants().await;
    let sealing = plain.clone().map(|notes| notes.with_cursors(sealed()));
    for ([acme, zeta], refusal) in [(plain, CursorError::OtherQuery), (sealing, CursorError::Forged)] {
        let of_book = acme.query(Note::of_book("b")).limit(2).page().await.unwrap().cursor;
        assert_eq!(
            rejected(zeta.query(Note::of_book("b")).after(of_book.clone().unwrap()).page().await),
            refusal
        );
        let next = acme.query(Note::of_book("b")).after(of_book).page().await.unwrap();
        assert_eq!(next.items.first().map(|note| note.id), Some(2));
        let of_day = acme.query(Note::by_day()).limit(2).page().await.unwrap().cursor;
        assert_eq!(rejected(zeta.query(Note::by_day()).after(of_day).page().await), refusal);
    }
}

#[tokio::test]
async fn a_tenant_in_another_context_is_no_other_tenant() {
    let (store, [acme, _]) = two_tenants().await;
    let cursor = acme.query(Note::of_book("b")).limit(2).page().await.unwrap().cursor.unwrap();
    let notes = TableRepository::<Note>::scoped(store, "zeta").with_cursor_context("acme");
    assert_eq!(
        rejected(notes.query(Note::of_book("b")).after(&cursor).page().await),
        CursorError::OtherQuery
    );
}

#[tokio::test]
async fn a_read_that_could_end_at_another_tenants_item_has_sealed_cursors_alone() {
    let (_, [acme, _]) = two_tenants().await;
    let refused = Some(Rule::CursorScope);
    assert_eq!(rule(acme.scan().page().await), refused);
    assert_eq!(rule(acme.scan().page_size(2).page().await), refused);
    assert_eq!(rule(acme.query(Note::by_topic("rust")).limit(1).page().await), refused);
    let mut stream = acme.scan().limit(1).stream();
    assert!(stream.next().await.unwrap().is_ok());
    assert_eq!(rule(stream.cursor()), refused);
    assert_eq!(rule(acme.scan().after("AQA").all().await), refused);
    // Whatever needs no cursor needs no seal.
    assert_eq!(acme.scan().limit(1).all().await.unwrap().len(), 6);
    assert_eq!(acme.scan().segments(3).count().await.unwrap(), 6);
    assert_eq!(acme.query(Note::by_topic("rust")).limit(1).all().await.unwrap().len(), 6);
    assert_eq!(acme.scan().stream().count().await, 6);
}

#[tokio::test]
async fn sealed_cursors_of_such_reads_go_on_and_are_the_tenants_own() {
    let (_, tenants) = two_tenants().await;
    let [acme, zeta] = tenants.map(|notes| notes.with_cursors(sealed()));
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        let page = acme.query(Note::by_topic("rust")).limit(1).after(after).page().await.unwrap();
        seen.extend(page.items.into_iter().map(|note| note.id));
        let Some(cursor) = page.cursor else { break };
        let of_another = zeta.query(Note::by_topic("rust")).after(&cursor).page().await;
        assert_eq!(rejected(of_another), CursorError::Forged);
        assert_eq!(rejected(zeta.scan().after(&cursor).page().await), CursorError::Forged);
        after = Some(cursor);
    }
    assert_eq!(seen, [0, 1, 2, 3, 4, 5]);
    let page = acme.scan().page_size(2).page().await.unwrap();
    let rest = acme.scan().after(page.cursor).all().await.unwrap();
    assert_eq!((page.items.len(), rest.len()), (2, 4));
}
