//! Reading by a filter, from wherever it is answered best.

use super::{
    QueryItems, ReadMany, ReadPage, ReadRequest, Repository, ScanItems,
    read::{Entities, Sequential, Source, private, read_entities},
};
use crate::{Entity, Error, Filter, layout::Choice, typed::Made};
use futures_util::future::BoxFuture;
use std::{borrow::Cow, fmt, marker::PhantomData};

/// A read by a filter: of the table or the index that answers it best, as
/// [`Layout::choose`](crate::layout::Layout::choose) says: [`orders.find(..)`](super::RepositoryExt::find).
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
pub type Find<'r, T, R> = ReadMany<'r, T, ByFilter<T>, R>;

/// What a [`Find`] reads.
pub struct ByFilter<T> {
    filter: Made<crate::expr::Filter>,
    consistent: bool,
    descending: bool,
    may_scan: bool,
    allowed: Option<Cow<'static, str>>,
    entity: PhantomData<fn() -> T>,
}

impl<'r, T, R: ?Sized> Find<'r, T, R> {
    pub(super) fn new(repository: &'r R, filter: Filter<T>) -> Self {
        let source = ByFilter {
            filter: filter.into_made(),
            consistent: false,
            descending: false,
            may_scan: false,
            allowed: None,
            entity: PhantomData,
        };
        Self::of(repository, source)
    }

    /// Reads the whole table if nothing else answers the filter. It costs the whole table.
    pub fn or_scan(mut self) -> Self {
        self.source.may_scan = true;
        self
    }

    /// As [`or_scan`](Self::or_scan), also where the repository [denies
    /// scans](super::TableRepository::denying_scans). The reason is for who reads the code.
    pub fn allow_full_scan(mut self, why: impl Into<Cow<'static, str>>) -> Self {
        self.source.allowed = Some(why.into());
        self.or_scan()
    }

    /// Sees every write that ended before it. Costs twice as much, and no global index is chosen.
    pub fn consistent(mut self) -> Self {
        self.source.consistent = true;
        self
    }

    /// Reverses the order of the sort key, of what is chosen. A scan has no order.
    pub fn descending(mut self) -> Self {
        self.source.descending = true;
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
        self.source.choice()
    }
}

impl<T: Entity> ByFilter<T> {
    fn choice(&self) -> Result<Choice, Error> {
        let filter = self.filter.as_ref().map_err(|fault| Error::InvalidRequest(fault.clone()))?;
        T::layout().choose(filter, self.consistent)
    }
}

impl<T> private::Sealed for ByFilter<T> {}

impl<T> Sequential for ByFilter<T> {}

impl<T: Entity> Source<T> for ByFilter<T> {
    fn into_request(self) -> Result<ReadRequest, Error> {
        let choice = self.choice()?;
        if choice.is_scan() && !self.may_scan {
            return Err(choice.refused_scan());
        }
        let Choice { index, key_condition, filter, passed_over: _ } = choice;
        let Self { filter: _, consistent, descending, may_scan: _, allowed, entity: _ } = self;
        Ok(match key_condition {
            Some(key_condition) => ReadRequest::Query(QueryItems {
                index,
                filter,
                consistent,
                descending,
                ..QueryItems::new(key_condition)
            }),
            None => {
                ReadRequest::Scan(ScanItems { index, filter, consistent, allowed, ..ScanItems::default() })
            }
        })
    }
}

impl<T: Entity> Entities<T> for ByFilter<T> {
    type Item = T;

    fn read<R: Repository<T> + ?Sized>(
        repository: &R,
        request: ReadRequest,
    ) -> BoxFuture<'_, Result<ReadPage<T>, Error>>
    where
        T: Send + Sync + 'static,
    {
        read_entities(repository, request)
    }
}

impl<T> fmt::Debug for ByFilter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { filter, consistent, descending, may_scan, allowed, entity: _ } = self;
        f.debug_struct("ByFilter")
            .field("filter", filter)
            .field("consistent", consistent)
            .field("descending", descending)
            .field("may_scan", may_scan)
            .field("allowed", allowed)
            .finish()
    }
}

#[cfg(test)]
mod tests;
