//! What a store holds: to fill it, to look into it, and to tell what changed.
//!
//! [`Contents`] are the items of some tables. They are [gathered](Contents::of) from any store, or
//! [read](Contents::read) from a text; they are [loaded](Contents::load) into any store, [written](Contents::write) as a
//! text, shown as a text table by `Display`, and [compared](Contents::diff). Texts are those of the service's own tools, and
//! plain JSON: see [`Format`].
//!
//! All of this is for tests and for debugging. Texts, tables and differences show the values of items; the errors do not.
//!
//! # Examples
//!
//! ```
//! use futures::executor::block_on;
//! use twintable::{KeyAttribute, PrimaryKey, TableSchema, path, store::{ItemStore, UpdateItem}, expr::Update};
//! use twintable_memory::MemoryStore;
//! use twintable_testkit::fixture::{self, Contents, Format};
//!
//! # let test = async {
//! let stock = TableSchema::new("stock", KeyAttribute::string("id"));
//! let store = MemoryStore::with_tables([stock.clone()])?;
//! let fixture = r#"[
//!     {"id": "tea",    "count": 5, "place": {"row": 7, "shelf": "B"}},
//!     {"id": "coffee", "count": 2}
//! ]"#;
//! assert_eq!(Contents::read(Format::Json, fixture, [&stock])?.load(&store).await?, 2);
//!
//! // What is in my store?
//! assert_eq!(Contents::of(&store, [&stock]).await?.to_string(), r#"
//! stock: 2 items
//! | id     | attributes                            |
//! |--------|---------------------------------------|
//! | coffee | count: 2                              |
//! | tea    | count: 5, place: {row: 7, shelf: "B"} |
//! "#.trim_start());
//!
//! // What does my code change?
//! let sell = UpdateItem::new("stock", PrimaryKey::new("id", "tea"), Update::new().add(path("count"), -1));
//! let (sold, diff) = fixture::changed_by(&store, [&stock], store.update_item(sell)).await?;
//! sold?;
//! assert_eq!(diff.to_string(), r#"
//! stock
//!   ~ tea
//!       count: 5 -> 4
//! "#.trim_start());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # };
//! # block_on(test)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod contents;
mod diff;
mod error;
mod format;
mod key;
mod load;
mod print;
mod read;
mod text;
mod write;

pub use contents::{Contents, TableContents};
pub use diff::{Diff, ItemDiff, TableDiff, ValueDiff};
pub use error::FixtureError;
pub use format::Format;
pub use load::changed_by;
