//! Products.

use twintable::prelude::*;

/// A product.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "commerce", partition_key = "PRODUCT#{sku}", sort_key = "PRODUCT")]
#[entity(index(name = "by_category", partition_key = category, sort_key = [brand, price]))]
pub struct Product {
    /// Which product this is.
    pub sku: String,
    /// What kind of product.
    pub category: String,
    /// Who makes it.
    pub brand: String,
    /// What it costs.
    pub price: Number,
    /// How many there are.
    pub stock: u32,
}
