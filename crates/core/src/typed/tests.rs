#[expect(clippy::needless_borrows_for_generic_args, reason = "a reference to a value is taken too")]
mod faults;
#[expect(clippy::needless_borrows_for_generic_args, reason = "a reference to a value is taken too")]
mod updates;

use super::*;
use crate::{Attribute, Number, Optional, Value, expr, path};
use std::collections::{BTreeMap, BTreeSet};

/// An entity with attributes that updates change.
struct Stock;

impl Stock {
    const ID: Attribute<Self, String, crate::Fixed> = Attribute::new("id");
    const NAME: Attribute<Self, String> = Attribute::new("name");
    const NICK: Attribute<Self, String, Optional> = Attribute::new("nick");
    const QUANTITY: Attribute<Self, u32> = Attribute::new("quantity");
    const BYTES: Attribute<Self, u8> = Attribute::new("bytes");
    const DELTA: Attribute<Self, i64> = Attribute::new("delta");
    const PRICE: Attribute<Self, Number> = Attribute::new("price");
    const RATE: Attribute<Self, f64> = Attribute::new("rate");
    const RATES: Attribute<Self, Vec<f64>> = Attribute::new("rates");
    const NOTES: Attribute<Self, Vec<String>> = Attribute::new("notes");
    const BY_SHOP: Attribute<Self, BTreeMap<String, u32>> = Attribute::new("by_shop");
    const TAGS: Attribute<Self, BTreeSet<String>, Optional> = Attribute::new("tags");
    const SIZES: Attribute<Self, BTreeSet<u16>> = Attribute::new("sizes");
    const BLOBS: Attribute<Self, BTreeSet<Vec<u8>>> = Attribute::new("blobs");
    const ANY: Attribute<Self, Value> = Attribute::new("any");
}

/// The typed update is the plain one.
#[track_caller]
fn says(update: Update<Stock>, expected: &expr::Update) {
    assert_eq!(&update.into_expr().unwrap(), expected);
}

/// The typed update with one change.
fn one() -> Update<Stock> {
    Update::new()
}

fn plain() -> expr::Update {
    expr::Update::new()
}
