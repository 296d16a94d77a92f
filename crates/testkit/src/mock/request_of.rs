//! The request that a call makes.
#![expect(clippy::panic, reason = "a test that expects what cannot be asked fails")]

use async_trait::async_trait;
use futures::{StreamExt, future};
use std::{
    pin::pin,
    sync::{Mutex, PoisonError},
    task::{Context, Waker},
};
use twintable::{
    Error, Item,
    batch::{BatchError, Observer},
    expr,
    repository::{
        BatchGetError, BatchGetItems, BatchWriteItems, BatchWriteStream, DeleteItem, GetItem, PutItem,
        QueryItems, ReadCursors, ReadPage, ReadRequest, Repository, ScanItems, UpdateItem, WriteItem,
    },
};

/// A request that a repository is asked with.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "named as the requests are")]
pub enum Asked<T> {
    Get(GetItem<T>),
    Put(PutItem<T>),
    Update(UpdateItem<T>),
    Delete(DeleteItem<T>),
    Query(QueryItems),
    Scan(ScanItems),
    BatchGet(BatchGetItems<T>),
    BatchWrite(BatchWriteItems<T>),
    BatchWriteStream(Vec<WriteItem<T>>),
}

/// A request of one sort.
pub trait FromAsked<T>: Sized {
    /// The request, if it is of this sort.
    fn from_asked(asked: Asked<T>) -> Option<Self>;
}

/// The request that a call makes, so that a test says what it expects in the words of what it tests. The call is begun on
/// a repository that never answers: what it does after its first request does not matter.
///
/// Reads of some attributes make the request of the whole read; their projection is another argument of the mock's
/// method.
///
/// # Panics
///
/// Where the call asks for nothing at all, as one that is refused before, or for something of another sort.
///
/// # Examples
///
/// ```
/// use twintable::{prelude::*, repository::ReadPage};
/// use twintable_testkit::mock::{MockRepository, is, request_of};
///
/// #[derive(Debug, Clone, Entity)]
/// #[entity(table = "shop", partition_key = "CUSTOMER#{customer}", sort_key = "ORDER#{id}")]
/// struct Order {
///     customer: String,
///     id: String,
/// }
///
/// let mut orders = MockRepository::<Order>::new();
/// let expected = request_of(async |orders: &dyn Repository<Order>| {
///     orders.query(Order::partition("c-1")).descending().limit(5).page().await
/// });
/// orders.expect_query_items().with(is(expected)).returning(|_| Ok(ReadPage::last(Vec::new())));
/// ```
#[track_caller]
pub fn request_of<T, R, O>(call: impl AsyncFnOnce(&dyn Repository<T>) -> O) -> R
where
    T: Send + Sync + 'static,
    R: FromAsked<T>,
{
    let capture = Capture(Mutex::new(None));
    {
        let mut future = pin!(call(&capture));
        // It cannot end: nothing answers. What ends without asking is told below.
        let _ = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    }
    let asked = capture.0.into_inner().unwrap_or_else(PoisonError::into_inner);
    let Some(asked) = asked else { panic!("the call asks the repository for nothing") };
    R::from_asked(asked)
        .unwrap_or_else(|| panic!("the call asks for something else than the method that it is expected of"))
}

/// A repository that keeps the first request and never answers.
struct Capture<T>(Mutex<Option<Asked<T>>>);

impl<T> Capture<T> {
    async fn ask<O>(&self, asked: Asked<T>) -> O {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(asked);
        future::pending().await
    }
}

macro_rules! asked {
    ($($variant:ident($request:ty)),*) => {$(
        impl<T> FromAsked<T> for $request {
            fn from_asked(asked: Asked<T>) -> Option<Self> {
                if let Asked::$variant(request) = asked { Some(request) } else { None }
            }
        }
    )*};
}

asked! {
    Get(GetItem<T>),
    Put(PutItem<T>),
    Update(UpdateItem<T>),
    Delete(DeleteItem<T>),
    Query(QueryItems),
    Scan(ScanItems),
    BatchGet(BatchGetItems<T>),
    BatchWrite(BatchWriteItems<T>),
    BatchWriteStream(Vec<WriteItem<T>>)
}

#[async_trait]
impl<T: Send + Sync + 'static> Repository<T> for Capture<T> {
    async fn get_item(&self, request: GetItem<T>) -> Result<Option<T>, Error> {
        self.ask(Asked::Get(request)).await
    }

    async fn put_item(&self, request: PutItem<T>) -> Result<Option<T>, Error> {
        self.ask(Asked::Put(request)).await
    }

    async fn update_item(&self, request: UpdateItem<T>) -> Result<Option<T>, Error> {
        self.ask(Asked::Update(request)).await
    }

    async fn delete_item(&self, request: DeleteItem<T>) -> Result<Option<T>, Error> {
        self.ask(Asked::Delete(request)).await
    }

    async fn query_items(&self, request: QueryItems) -> Result<ReadPage<T>, Error> {
        self.ask(Asked::Query(request)).await
    }

    async fn scan_items(&self, request: ScanItems) -> Result<ReadPage<T>, Error> {
        self.ask(Asked::Scan(request)).await
    }

    async fn project_item(&self, request: GetItem<T>, _: expr::Projection) -> Result<Option<Item>, Error> {
        self.ask(Asked::Get(request)).await
    }

    async fn project_query(&self, request: QueryItems, _: expr::Projection) -> Result<ReadPage<Item>, Error> {
        self.ask(Asked::Query(request)).await
    }

    async fn project_scan(&self, request: ScanItems, _: expr::Projection) -> Result<ReadPage<Item>, Error> {
        self.ask(Asked::Scan(request)).await
    }

    fn cursors(&self, read: &ReadRequest) -> Result<ReadCursors, Error> {
        Ok(ReadCursors::unsealed("mock", read))
    }

    async fn batch_get_items(
        &self,
        request: BatchGetItems<T>,
        _: Observer<'_>,
    ) -> Result<Vec<Option<T>>, BatchGetError<T>> {
        self.ask(Asked::BatchGet(request)).await
    }

    async fn batch_project_items(
        &self,
        request: BatchGetItems<T>,
        _: expr::Projection,
        _: Observer<'_>,
    ) -> Result<Vec<Option<Item>>, BatchGetError<T, Item>> {
        self.ask(Asked::BatchGet(request)).await
    }

    async fn batch_write_items(
        &self,
        request: BatchWriteItems<T>,
        _: Observer<'_>,
    ) -> Result<Vec<WriteItem<T>>, BatchError<WriteItem<T>>> {
        self.ask(Asked::BatchWrite(request)).await
    }

    async fn batch_write_stream(
        &self,
        request: BatchWriteStream<'_, T>,
        _: Observer<'_>,
    ) -> Result<usize, BatchError<WriteItem<T>, usize>> {
        let writes = request.writes.collect().await;
        self.ask(Asked::BatchWriteStream(writes)).await
    }
}
