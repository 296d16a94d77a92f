//! What every contestant can do, each in its own way.

use super::{
    customer::Customer,
    value::{Map, Plain, Value, plain},
};

/// The customers per city, but for [`LARGE_CITY`].
pub const CITIES: usize = 1_000;

/// The city of the query.
pub const LARGE_CITY: &str = "London";

/// The customers of the large city.
pub const IN_LARGE_CITY: usize = 100;

/// A table of customers.
pub trait Shop {
    /// A customer as it is returned: typed by the repository, as a map by the others.
    type Found: Found;

    /// A store with one table, and nothing in it.
    fn empty() -> Self;

    /// Reads one customer.
    fn customer(&self, city: &str, id: &str) -> Option<Self::Found>;

    /// Writes a customer in place of the one before, which is dropped. Gives the customer back, so that nobody has to
    /// copy one to write it again.
    fn put(&self, customer: Customer) -> Customer;

    /// Adds to the credit if it is at least 0, and returns what is stored now.
    fn add_credit(&self, city: &str, id: &str, amount: u32) -> Self::Found;

    /// Reads all customers of a city.
    fn customers(&self, city: &str) -> Vec<Self::Found>;

    /// A store with all customers.
    fn filled() -> Self
    where
        Self: Sized,
    {
        let shop = Self::empty();
        for customer in customers() {
            shop.put(customer);
        }
        for number in 0..IN_LARGE_CITY {
            shop.put(Customer::sample(LARGE_CITY, number));
        }
        shop
    }
}

/// What was read, as all can be compared.
pub trait Found {
    fn into_plain(self) -> Map<Plain>;
}

impl Found for Customer {
    fn into_plain(self) -> Map<Plain> {
        self.to_map()
    }
}

impl<V: Value> Found for Map<V> {
    fn into_plain(self) -> Map<Plain> {
        plain(self)
    }
}

/// One customer in each of the many cities.
pub fn customers() -> impl Iterator<Item = Customer> {
    (0..CITIES).map(|number| Customer::sample(&city(number)[..], number))
}

fn city(number: usize) -> String {
    format!("city-{number:04}")
}

/// Who comes after whom: no two in a row are neighbours, and all have their turn.
pub const fn next(at: usize) -> usize {
    (at + 619) % CITIES
}

/// Whose turn it is.
#[derive(Debug, Clone)]
pub struct Walk {
    keys: Vec<(String, String)>,
    at: usize,
}

impl Walk {
    pub fn new() -> Self {
        Self { keys: customers().map(|customer| (customer.city, customer.id)).collect(), at: 0 }
    }

    /// City and id of a customer.
    pub fn next(&mut self) -> (&str, &str) {
        self.at = next(self.at);
        let (city, id) = &self.keys[self.at];
        (city, id)
    }
}
