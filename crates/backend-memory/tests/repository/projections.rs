//! Reads of some attributes, and reads that follow an index to the table. Both backends run these tests.

use super::{
    Store, store_with,
    support::{index, kind, rule, wait},
};
use async_trait::async_trait;
use std::sync::{Arc, LazyLock, Mutex};
use twintable::{
    ConsistentIndex, ErrorKind, Optional, Rule,
    index::{KeyQuery, SortOn, Whole},
    layout::{IndexLayout, KeyField, Layout},
    prelude::*,
    project,
    store::{
        BatchGetItem, BatchGetItemOutcome, BatchWriteItem, BatchWriteItemOutcome, DeleteItem,
        DeleteItemOutcome, GetItem, GetItemOutcome, ItemStore, PageOutcome, PutItem, PutItemOutcome, Query,
        Scan, TransactGetItems, TransactGetItemsOutcome, TransactWriteItems, TransactWriteItemsOutcome,
        UpdateItem, UpdateItemOutcome,
    },
};

#[derive(Debug, Clone, PartialEq)]
struct Photo {
    album: String,
    id: u32,
    title: String,
    place: Option<String>,
    taken: u64,
    bytes: Vec<u8>,
}

/// Another type in the same table, which is in the same indexes.
#[derive(Debug, Clone, PartialEq)]
struct Film {
    album: String,
    id: u32,
    taken: u64,
}

/// What a list shows.
#[derive(Debug, PartialEq)]
struct Card {
    title: String,
    place: Option<String>,
}

/// What a photo may lack.
#[derive(Debug, PartialEq)]
struct Where {
    place: Option<String>,
}

index!(Table of Photo: None);
index!(ByPlace of Photo: Some("by_place"));
index!(ByType of Photo: Some("by_type"));
index!(Latest of Photo, without all: Some("latest"));
index!(ByTime of Photo, without all: Some("by_time"));

impl ConsistentIndex for Table {}
impl ConsistentIndex for ByTime {}

impl Photo {
    const TITLE: Attribute<Self, String> = Attribute::new("title");
    const PLACE: Attribute<Self, String, Optional> = Attribute::new("place");
    const BYTES: Attribute<Self, Vec<u8>> = Attribute::new("bytes");
    const TAKEN: Attribute<Self, u64> = Attribute::new("taken");

    fn new(id: u32) -> Self {
        Self {
            album: "alps".to_owned(),
            id,
            title: format!("peak {id}"),
            place: id.is_multiple_of(2).then(|| "bern".to_owned()),
            taken: 1000 - u64::from(id),
            bytes: vec![0; 64],
        }
    }

    fn key(id: u32) -> Key<Self> {
        Self::new(id).primary_key()
    }

    /// An album, in the table or an index.
    fn of_alps<I: twintable::Index<Entity = Self>>() -> KeyCondition<I> {
        KeyQuery::new([("album", Ok("alps".into()))]).finish()
    }
}

impl Entity for Photo {
    const NAME: &'static str = "photo";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            let album = || KeyField::of::<String>("album");
            let taken = || KeyField::of::<u64>("taken");
            Layout::new(Photo::NAME, "albums", album())
                .sort_key(KeyField::of::<u32>("id"))
                .index(IndexLayout::global("by_place", KeyField::of::<String>("place")))
                .index(IndexLayout::global("by_type", KeyField::of::<String>("entity_type")))
                .index(
                    IndexLayout::global("latest", album())
                        .sort_key(taken())
                        .projection(IndexProjection::KeysOnly),
                )
                .index(IndexLayout::local("by_time", taken()).projection(IndexProjection::KeysOnly))
        });
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        let Self { album, id, title, place, taken, bytes } = self;
        let item = item! { "album" => album, "id" => *id, "title" => title, "taken" => *taken };
        Ok(item.with("bytes", Value::Binary(bytes.clone())).with_some("place", place.as_deref()))
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self {
            album: Self::read(item, "album")?,
            id: Self::read(item, "id")?,
            title: Self::read(item, "title")?,
            place: Self::read(item, "place")?,
            taken: Self::read(item, "taken")?,
            bytes: Self::read(item, "bytes")?,
        })
    }
}

impl Entity for Film {
    const NAME: &'static str = "film";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            Layout::new(Film::NAME, "albums", KeyField::of::<String>("album"))
                .sort_key(KeyField::of::<u32>("id"))
        });
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        Ok(item! { "album" => &self.album, "id" => self.id, "taken" => self.taken })
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self {
            album: Self::read(item, "album")?,
            id: Self::read(item, "id")?,
            taken: Self::read(item, "taken")?,
        })
    }
}

impl Projection for Card {
    type Entity = Photo;

    fn projection() -> expr::Projection {
        expr::Projection::of(["title", "place"])
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self { title: project(&Photo::TITLE, item)?, place: project(&Photo::PLACE, item)? })
    }
}

impl Projection for Where {
    type Entity = Photo;

    fn projection() -> expr::Projection {
        expr::Projection::of(["place"])
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self { place: project(&Photo::PLACE, item)? })
    }
}

fn card(id: u32) -> Card {
    let Photo { title, place, .. } = Photo::new(id);
    Card { title, place }
}

/// A store with some photos, and a film after them.
fn with(photos: u32) -> (Store, TableRepository<Photo>) {
    let store = wait(store_with(Photo::schema().clone()));
    let repository = store.repository::<Photo>();
    for id in 1..=photos {
        wait(repository.create(Photo::new(id)).returning_nothing()).unwrap();
    }
    let film = Film { album: "alps".to_owned(), id: photos + 1, taken: 1 };
    wait(store.repository::<Film>().create(film)).unwrap();
    (store, repository)
}

fn ids(photos: Result<Vec<Photo>, Error>) -> Vec<u32> {
    photos.unwrap().into_iter().map(|photo| photo.id).collect()
}

#[test]
fn a_projection_of_one_entity_has_what_was_asked_for() {
    let (_, photos) = with(2);
    assert_eq!(wait(photos.get(Photo::key(1)).project::<Card>()).unwrap(), Some(card(1)));
    assert_eq!(wait(photos.get(Photo::key(2)).consistent().project::<Card>()).unwrap(), Some(card(2)));
    assert_eq!(wait(photos.get(Photo::key(9)).project::<Card>()).unwrap(), None);
    assert_eq!(kind(wait(photos.get(Photo::key(3)).project::<Card>())), ErrorKind::WrongType);
}

#[test]
fn a_projection_of_what_an_entity_lacks_is_still_found() {
    let (_, photos) = with(2);
    assert_eq!(wait(photos.get(Photo::key(1)).project::<Where>()).unwrap(), Some(Where { place: None }));
    assert_eq!(wait(photos.get(Photo::key(9)).project::<Where>()).unwrap(), None);
    let places = wait(photos.query(Photo::of_alps::<Table>()).project::<Where>().all()).unwrap();
    assert_eq!(places, [Where { place: None }, Where { place: Some("bern".to_owned()) }]);
}

#[test]
fn a_projection_of_a_partition_has_what_was_asked_for() {
    let (_, photos) = with(3);
    let query = || photos.query(Photo::of_alps::<Table>());
    assert_eq!(wait(query().project::<Card>().all()).unwrap(), [card(1), card(2), card(3)]);
    assert_eq!(wait(query().descending().consistent().project::<Card>().all()).unwrap().len(), 3);
    let in_bern = query().filter(Photo::PLACE.eq("bern")).project::<Card>();
    assert_eq!(wait(in_bern.all()).unwrap(), [card(2)]);
    let by_place = KeyQuery::<ByPlace>::new([("place", Ok("bern".into()))]).finish();
    assert_eq!(wait(photos.query(by_place).project::<Card>().all()).unwrap(), [card(2)]);
}

#[test]
fn a_projection_of_an_index_by_type_has_one_type_alone() {
    let (_, photos) = with(2);
    let of_type = |name: &str| KeyQuery::<ByType>::new([("entity_type", Ok(name.into()))]).finish();
    assert_eq!(wait(photos.query(of_type("photo")).project::<Where>().all()).unwrap().len(), 2);
    assert_eq!(wait(photos.query(of_type("film")).project::<Where>().all()).unwrap(), []);
}

#[test]
fn a_projection_follows_the_pages() {
    let (_, photos) = with(3);
    let query = || photos.query(Photo::of_alps::<Table>()).limit(1);
    let page = wait(query().project::<Card>().page()).unwrap();
    assert_eq!((page.items, page.scanned_count), (vec![card(1)], 1));
    let next = wait(query().after(page.cursor).project::<Card>().page()).unwrap();
    assert_eq!(next.items, [card(2)]);
    assert_eq!(wait(query().project::<Card>().all()).unwrap(), [card(1), card(2), card(3)]);
}

#[test]
fn a_projection_that_an_index_does_not_hold_is_refused() {
    let (_, photos) = with(2);
    let refused = wait(photos.query(Photo::of_alps::<Latest>()).project::<Card>().all());
    assert_eq!(rule(refused), Some(Rule::NotProjected));
}

#[test]
fn a_projection_that_cannot_be_read_names_the_attribute() {
    let (store, photos) = with(1);
    let items = store.items(Photo::schema().clone());
    let key = Photo::key(1).into_primary_key().unwrap();
    wait(items.update(Key::new(key)).apply(expr::Update::new().set("title", 1))).unwrap();
    for error in [
        wait(photos.get(Photo::key(1)).project::<Card>()).unwrap_err(),
        wait(photos.query(Photo::of_alps::<Table>()).project::<Card>().all()).unwrap_err(),
    ] {
        assert_eq!(error.to_string(), "attribute `title` of photo: a text is expected, not N");
    }
}

/// The only type in its table, which has no attribute that says so.
#[derive(Debug, Clone, PartialEq)]
struct Flag;

#[derive(Debug, PartialEq)]
struct Colour {
    colour: Option<String>,
}

impl Flag {
    const COLOUR: Attribute<Self, String, Optional> = Attribute::new("colour");
}

impl Entity for Flag {
    const NAME: &'static str = "flag";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            Layout::new(Flag::NAME, "flags", KeyField::of::<String>("id")).type_attribute(None)
        });
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        Ok(item! { "id" => "a" })
    }

    fn from_item(_: &Item) -> Result<Self, Error> {
        Ok(Self)
    }
}

impl Projection for Colour {
    type Entity = Flag;

    fn projection() -> expr::Projection {
        expr::Projection::of(["colour"])
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self { colour: project(&Flag::COLOUR, item)? })
    }
}

#[test]
fn a_projection_of_what_an_entity_lacks_is_found_in_a_table_with_one_type_too() {
    let flags = wait(store_with(Flag::schema().clone())).repository::<Flag>();
    wait(flags.create(Flag)).unwrap();
    assert_eq!(wait(flags.get(Flag.primary_key())).unwrap(), Some(Flag));
    let colour = wait(flags.get(Flag.primary_key()).project::<Colour>()).unwrap();
    assert_eq!(colour, Some(Colour { colour: None }));
}

#[test]
fn an_index_of_keys_alone_is_followed_to_the_entities() {
    let (_, photos) = with(3);
    assert_eq!(ids(wait(photos.query(Photo::of_alps::<Latest>()).follow().all())), [3, 2, 1]);
    assert_eq!(ids(wait(photos.query(Photo::of_alps::<Latest>()).descending().follow().all())), [1, 2, 3]);
    let since = SortOn::<Latest, u64, Whole, KeyCondition<Latest>>::new(KeyQuery::new([(
        "album",
        Ok("alps".into()),
    )]));
    assert_eq!(ids(wait(photos.query(since.ge(998_u64)).follow().all())), [2, 1]);
    let local = wait(photos.query(Photo::of_alps::<ByTime>()).consistent().follow().all()).unwrap();
    assert_eq!(local, [Photo::new(3), Photo::new(2), Photo::new(1)]);
    // An index that holds everything can be followed too.
    let by_place = KeyQuery::<ByPlace>::new([("place", Ok("bern".into()))]).finish();
    assert_eq!(ids(wait(photos.query(by_place).follow().all())), [2]);
}

#[test]
fn a_page_of_an_index_is_followed_by_the_next_one() {
    let (_, photos) = with(3);
    let query = || photos.query(Photo::of_alps::<Latest>()).descending().limit(2);
    let page = wait(query().follow().page()).unwrap();
    let end = page.cursor.clone();
    assert_eq!((ids(Ok(page.items)), page.scanned_count), (vec![1, 2], 2));
    let next = wait(query().after(end).follow().page()).unwrap();
    assert_eq!(ids(Ok(next.items)), [3]);
}

#[test]
fn a_filter_of_what_is_followed_looks_at_the_index() {
    let (_, photos) = with(3);
    let query = || photos.query(Photo::of_alps::<Latest>()).follow();
    assert_eq!(ids(wait(query().filter(Photo::BYTES.exists()).all())), [0; 0]);
    assert_eq!(rule(wait(query().filter(Photo::TAKEN.gt(0_u64)).all())), Some(Rule::FilterOnKey));
}

#[test]
fn more_entities_are_followed_than_one_batch_has() {
    let (_, photos) = with(230);
    let expected: Vec<_> = (1..=230).rev().collect();
    assert_eq!(ids(wait(photos.query(Photo::of_alps::<Latest>()).follow().all())), expected);
}

#[test]
fn what_is_followed_and_projected_comes_from_the_table() {
    let (_, photos) = with(2);
    let cards = wait(photos.query(Photo::of_alps::<Latest>()).follow().project::<Card>().all()).unwrap();
    assert_eq!(cards, [card(2), card(1)]);
}

/// A store that deletes an item before it reads a batch, leaves a part of each batch unread, and remembers what it
/// was asked.
#[derive(Debug)]
struct Between {
    inner: Arc<dyn ItemStore>,
    deletes: Option<PrimaryKey>,
    most: usize,
    batches: Mutex<Vec<BatchGetItem>>,
}

impl Between {
    fn over(store: &Store, deletes: Option<PrimaryKey>, most: usize) -> Arc<Self> {
        let (inner, batches) = (Arc::new(store.clone()), Mutex::default());
        Arc::new(Self { inner, deletes, most, batches })
    }
}

#[async_trait]
impl ItemStore for Between {
    async fn batch_get_item(&self, mut request: BatchGetItem) -> Result<BatchGetItemOutcome, Error> {
        self.batches.lock().unwrap().push(request.clone());
        if let Some(key) = &self.deletes {
            self.inner.delete_item(DeleteItem::new("albums", key.clone())).await?;
        }
        if self.most == 0 {
            return Ok(BatchGetItemOutcome { unprocessed: request.tables, ..BatchGetItemOutcome::default() });
        }
        let mut left = request.tables.clone();
        for (table, left) in request.tables.iter_mut().zip(&mut left) {
            let most = self.most.min(table.keys.len());
            left.keys = table.keys.split_off(most);
        }
        left.retain(|table| !table.keys.is_empty());
        let mut outcome = self.inner.batch_get_item(request).await?;
        outcome.unprocessed.extend(left);
        Ok(outcome)
    }

    async fn get_item(&self, request: GetItem) -> Result<GetItemOutcome, Error> {
        self.inner.get_item(request).await
    }

    async fn put_item(&self, request: PutItem) -> Result<PutItemOutcome, Error> {
        self.inner.put_item(request).await
    }

    async fn update_item(&self, request: UpdateItem) -> Result<UpdateItemOutcome, Error> {
        self.inner.update_item(request).await
    }

    async fn delete_item(&self, request: DeleteItem) -> Result<DeleteItemOutcome, Error> {
        self.inner.delete_item(request).await
    }

    async fn query(&self, request: Query) -> Result<PageOutcome, Error> {
        self.inner.query(request).await
    }

    async fn scan(&self, request: Scan) -> Result<PageOutcome, Error> {
        self.inner.scan(request).await
    }

    async fn batch_write_item(&self, request: BatchWriteItem) -> Result<BatchWriteItemOutcome, Error> {
        self.inner.batch_write_item(request).await
    }

    async fn transact_get_items(&self, request: TransactGetItems) -> Result<TransactGetItemsOutcome, Error> {
        self.inner.transact_get_items(request).await
    }

    async fn transact_write_items(
        &self,
        request: TransactWriteItems,
    ) -> Result<TransactWriteItemsOutcome, Error> {
        self.inner.transact_write_items(request).await
    }
}

#[test]
fn what_was_deleted_after_the_index_was_read_is_left_out() {
    let (store, _) = with(3);
    let between = Between::over(&store, Some(Photo::key(2).into_primary_key().unwrap()), 100);
    let photos = TableRepository::<Photo>::new(between);
    assert_eq!(ids(wait(photos.query(Photo::of_alps::<Latest>()).follow().all())), [3, 1]);
}

#[test]
fn what_a_batch_left_unread_is_asked_for_again() {
    let (store, _) = with(6);
    let between = Between::over(&store, None, 3);
    let photos = TableRepository::<Photo>::new(between.clone());
    assert_eq!(ids(wait(photos.query(Photo::of_alps::<Latest>()).follow().all())), [6, 5, 4, 3, 2, 1]);
    let asked: Vec<_> =
        between.batches.lock().unwrap().iter().map(|batch| batch.tables[0].keys.len()).collect();
    // Six photos and a film.
    assert_eq!(asked, [7, 4, 1]);
    let starved = TableRepository::<Photo>::new(Between::over(&store, None, 0));
    assert_eq!(kind(wait(starved.query(Photo::of_alps::<Latest>()).follow().all())), ErrorKind::Throttled);
}

#[test]
fn a_consistent_read_of_an_index_is_followed_consistently() {
    let (store, _) = with(1);
    let between = Between::over(&store, None, 100);
    let photos = TableRepository::<Photo>::new(between.clone());
    for is_consistent in [false, true] {
        let query = photos.query(Photo::of_alps::<ByTime>());
        let query = if is_consistent { query.consistent() } else { query };
        wait(query.follow().all()).unwrap();
        let batch = between.batches.lock().unwrap().pop().unwrap();
        assert_eq!(batch.tables[0].consistent, is_consistent);
    }
}
