//! Reading by a filter, from wherever it is answered best.

use super::{Page, QueryItems, Repository, ScanItems};
use crate::{Entity, Error, Filter, Item, layout::Choice, store::ReturnConsumedCapacity, typed::Made};
use std::{fmt, marker::PhantomData};

/// A read by a filter: of the table or the index that answers it best, as
/// [`Layout::choose`](crate::layout::Layout::choose) says. Its last method says how much is read:
/// [`page`](Self::page) or [`all`](Self::all).
///
/// # Examples
///
/// ```
/// # use std::sync::LazyLock;
/// # use twintable::{layout::{KeyField, Layout}, prelude::*};
/// # struct Order;
/// # impl Order {
/// #     const CUSTOMER: Attribute<Self, String> = Attribute::new("customer");
/// #     const NUMBER: Attribute<Self, u32> = Attribute::new("number");
/// #     const TOTAL: Attribute<Self, u32> = Attribute::new("total");
/// # }
/// # impl Entity for Order {
/// #     const NAME: &'static str = "order";
/// #     fn layout() -> &'static Layout {
/// #         static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
/// #             let layout = Layout::new("order", "shop", KeyField::of::<String>("customer"));
/// #             layout.sort_key(KeyField::of::<u32>("number"))
/// #         });
/// #         &LAYOUT
/// #     }
/// #     fn to_item(&self) -> Result<Item, Error> {
/// #         Ok(Item::new())
/// #     }
/// #     fn from_item(_: &Item) -> Result<Self, Error> {
/// #         Ok(Self)
/// #     }
/// # }
/// async fn large(orders: &dyn Repository<Order>, customer: &str) -> Result<Vec<Order>, Error> {
///     let find = orders.find(Order::CUSTOMER.eq(customer) & Order::NUMBER.ge(7) & Order::TOTAL.gt(100));
///     let text = "the table where customer = ? and number >= ?, filtered by total > ?";
///     assert_eq!(find.explain()?.to_string(), text);
///     find.consistent().all().await
/// }
/// ```
#[must_use = "nothing is read until `page` or `all`"]
pub struct Find<'r, T, R: ?Sized> {
    repository: &'r R,
    filter: Made<crate::expr::Filter>,
    options: Options,
    entity: PhantomData<fn() -> T>,
}

#[derive(Debug)]
struct Options {
    consistent: bool,
    descending: bool,
    may_scan: bool,
    limit: Option<u32>,
    exclusive_start_key: Option<Item>,
    return_consumed_capacity: ReturnConsumedCapacity,
}

/// What is sent.
enum Request {
    Query(QueryItems),
    Scan(ScanItems),
}

impl<'r, T, R: ?Sized> Find<'r, T, R> {
    pub(super) fn new(repository: &'r R, filter: Filter<T>) -> Self {
        let options = Options {
            consistent: false,
            descending: false,
            may_scan: false,
            limit: None,
            exclusive_start_key: None,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        };
        Self { repository, filter: filter.into_made(), options, entity: PhantomData }
    }

    /// Reads the whole table if nothing else answers the filter. It costs the whole table.
    pub const fn or_scan(mut self) -> Self {
        self.options.may_scan = true;
        self
    }

    /// Sees every write that ended before it. Costs twice as much, and no global index is chosen.
    pub const fn consistent(mut self) -> Self {
        self.options.consistent = true;
        self
    }

    /// Reverses the order of the sort key, of what is chosen. A scan has no order.
    pub const fn descending(mut self) -> Self {
        self.options.descending = true;
        self
    }

    /// Reads at most this many items in a page, before what is left of the filter.
    pub const fn limit(mut self, limit: u32) -> Self {
        self.options.limit = Some(limit);
        self
    }

    /// Continues after another page of the same find: after its `last_evaluated_key`.
    pub fn after(mut self, last_evaluated_key: Option<Item>) -> Self {
        self.options.exclusive_start_key = last_evaluated_key;
        self
    }

    /// Reports what the read consumed.
    pub const fn return_consumed_capacity(mut self, wanted: ReturnConsumedCapacity) -> Self {
        self.options.return_consumed_capacity = wanted;
        self
    }
}

impl<T: Entity, R: ?Sized> Find<'_, T, R> {
    /// Says what would be read, and why not the others. Nothing is sent, and a scan needs no permission.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that the filter breaks by itself.
    pub fn explain(&self) -> Result<Choice, Error> {
        let filter = self.filter.as_ref().map_err(|fault| Error::InvalidRequest(fault.clone()))?;
        T::layout().choose(filter, self.options.consistent)
    }

    fn into_request(self) -> Result<Request, Error> {
        let choice = self.explain()?;
        if choice.is_scan() && !self.options.may_scan {
            return Err(choice.refused_scan());
        }
        let Choice { index, key_condition, filter, passed_over: _ } = choice;
        let Options {
            consistent,
            descending,
            may_scan: _,
            limit,
            exclusive_start_key,
            return_consumed_capacity,
        } = self.options;
        Ok(match key_condition {
            Some(key_condition) => Request::Query(QueryItems {
                index,
                key_condition,
                filter,
                consistent,
                descending,
                limit,
                exclusive_start_key,
                follow: false,
                return_consumed_capacity,
            }),
            None => Request::Scan(ScanItems {
                index,
                filter,
                consistent,
                limit,
                exclusive_start_key,
                return_consumed_capacity,
            }),
        })
    }
}

impl<T: Entity, R: Repository<T> + ?Sized> Find<'_, T, R> {
    /// Reads one page.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with [`Rule::NoIndexFits`](crate::Rule::NoIndexFits) where only a scan would do and
    /// none is allowed; it says for the table and for each index what is missing. Else what the
    /// [repository](Repository) fails with.
    pub async fn page(self) -> Result<Page<T>, Error> {
        let repository = self.repository;
        match self.into_request()? {
            Request::Query(request) => repository.query_items(request).await,
            Request::Scan(request) => repository.scan_items(request).await,
        }
    }

    /// Reads all pages. A limit is the most items of each page then.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page); what was read before is lost.
    pub async fn all(self) -> Result<Vec<T>, Error> {
        let repository = self.repository;
        match self.into_request()? {
            Request::Query(request) => {
                super::all_of_query(request, async |request| repository.query_items(request).await).await
            }
            Request::Scan(request) => {
                super::all_of_scan(request, async |request| repository.scan_items(request).await).await
            }
        }
    }
}

impl<T, R: ?Sized> fmt::Debug for Find<'_, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Find")
            .field("filter", &self.filter)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
