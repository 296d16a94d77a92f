//! Whether two stores are alike: in their outcomes and errors, in the pages that they give, and in what they hold.
//!
//! [`Sides`] names two stores that are given the same requests, and compares what they answer. A [script](crate::script) is
//! compared with the model in this way; so is a backend with any other.
//!
//! What the service leaves open is not compared: the order in which a scan reads, the partitions of a segment, the order of
//! items with equal index keys, the order of what a batch finds, and whether a page that ends with the last item says so.
//!
//! # Examples
//!
//! ```
//! use futures::executor::block_on;
//! use twintable::{KeyAttribute, TableSchema, item, store::{ItemStore, PutItem, Scan}};
//! use twintable_memory::MemoryStore;
//! use twintable_testkit::{Request, compare::{Asked, LeftOut, Sides}, model::{Model, ModelStore}};
//!
//! # let test = async {
//! let schema = TableSchema::new("shop", KeyAttribute::string("id"));
//! let memory = MemoryStore::with_tables([schema.clone()])?;
//! let model = ModelStore::of(Model::with_tables([schema.clone()])?);
//! for id in ["a", "b", "c"] {
//!     let put = PutItem::new("shop", item! { "id" => id });
//!     memory.put_item(put.clone()).await?;
//!     model.put_item(put).await?;
//! }
//! let sides = Sides::new("model", "memory");
//! let request = Request::from(Scan::new("shop").limit(2));
//! let (left, right) = (Asked::new(&model, &request), Asked::new(&memory, &request));
//! assert_eq!(sides.pages(left, right, &schema, LeftOut::default()).await, Ok(()));
//!
//! memory.put_item(PutItem::new("shop", item! { "id" => "d" })).await?;
//! let difference = sides.contents(&model, &memory, &schema).await.unwrap_err();
//! assert!(difference.contains("what table shop holds"), "{difference}");
//! # Ok::<(), twintable::Error>(())
//! # };
//! # block_on(test).unwrap();
//! ```

mod answers;
mod contents;
mod pages;

pub use contents::items;
pub use pages::{Asked, LeftOut};

use std::fmt::Debug;

/// The names of two stores, for the texts of differences; the comparison of what they answer.
///
/// Each method fails with a text of what differs: with what, and what each side says, items included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sides {
    left: &'static str,
    right: &'static str,
    details: bool,
}

impl Sides {
    /// Two sides, the first of which names every rule that a request breaks.
    pub const fn new(left: &'static str, right: &'static str) -> Self {
        Self { left, right, details: false }
    }

    /// Compares of a broken rule the place and the details too, not the rule alone: for sides that check requests with the
    /// same code.
    #[must_use]
    pub const fn with_details(mut self) -> Self {
        self.details = true;
        self
    }

    /// Whether two values are equal.
    ///
    /// # Errors
    ///
    /// That they are not.
    pub fn equal<T: PartialEq + Debug>(self, what: &str, left: &T, right: &T) -> Result<(), String> {
        if left == right { Ok(()) } else { Err(self.differs(what, left, right)) }
    }

    /// The text that says that something differs.
    pub fn differs(self, what: &str, left: &impl Debug, right: &impl Debug) -> String {
        let Self { left: left_name, right: right_name, details: _ } = self;
        format!("{what} differs\n  {left_name}: {left:?}\n  {right_name}: {right:?}")
    }
}
