//! A repository that is told what to expect.
#![expect(missing_docs, reason = "written by the macro: one `expect_…` for each method")]

use async_trait::async_trait;
use futures::StreamExt;
use twintable::{
    Error, Item,
    batch::{BatchError, Observer},
    expr,
    repository::{
        BatchGetError, BatchGetItems, BatchWriteItems, BatchWriteStream, DeleteItem, GetItem, PutItem,
        QueryItems, ReadCursors, ReadPage, ReadRequest, Repository, ScanItems, UpdateItem, WriteItem,
    },
};

mockall::mock! {
    /// A repository that is told what to expect: `expect_get_item()`, `expect_query_items()` and so on, one for each
    /// method of [`Repository`](twintable::repository::Repository). A request that nothing expects panics.
    ///
    /// What the methods of the mock take and give is what those of the repository do, without what no test decides:
    /// observers are not called, cursors have no seal, and the writes of a stream come as a list.
    #[derive(Debug)]
    pub Repository<T: Send + Sync + 'static> {
        pub fn get_item(&self, request: GetItem<T>) -> Result<Option<T>, Error>;
        pub fn put_item(&self, request: PutItem<T>) -> Result<Option<T>, Error>;
        pub fn update_item(&self, request: UpdateItem<T>) -> Result<Option<T>, Error>;
        pub fn delete_item(&self, request: DeleteItem<T>) -> Result<Option<T>, Error>;
        pub fn query_items(&self, request: QueryItems) -> Result<ReadPage<T>, Error>;
        pub fn scan_items(&self, request: ScanItems) -> Result<ReadPage<T>, Error>;
        pub fn project_item(
            &self,
            request: GetItem<T>,
            projection: expr::Projection,
        ) -> Result<Option<Item>, Error>;
        pub fn project_query(
            &self,
            request: QueryItems,
            projection: expr::Projection,
        ) -> Result<ReadPage<Item>, Error>;
        pub fn project_scan(
            &self,
            request: ScanItems,
            projection: expr::Projection,
        ) -> Result<ReadPage<Item>, Error>;
        pub fn batch_get_items(&self, request: BatchGetItems<T>) -> Result<Vec<Option<T>>, BatchGetError<T>>;
        pub fn batch_project_items(
            &self,
            request: BatchGetItems<T>,
            projection: expr::Projection,
        ) -> Result<Vec<Option<Item>>, BatchGetError<T, Item>>;
        pub fn batch_write_items(
            &self,
            request: BatchWriteItems<T>,
        ) -> Result<Vec<WriteItem<T>>, BatchError<WriteItem<T>>>;
        pub fn batch_write_stream(
            &self,
            writes: Vec<WriteItem<T>>,
        ) -> Result<usize, BatchError<WriteItem<T>, usize>>;
    }
}

#[async_trait]
impl<T: Send + Sync + 'static> Repository<T> for MockRepository<T> {
    async fn get_item(&self, request: GetItem<T>) -> Result<Option<T>, Error> {
        Self::get_item(self, request)
    }

    async fn put_item(&self, request: PutItem<T>) -> Result<Option<T>, Error> {
        Self::put_item(self, request)
    }

    async fn update_item(&self, request: UpdateItem<T>) -> Result<Option<T>, Error> {
        Self::update_item(self, request)
    }

    async fn delete_item(&self, request: DeleteItem<T>) -> Result<Option<T>, Error> {
        Self::delete_item(self, request)
    }

    async fn query_items(&self, request: QueryItems) -> Result<ReadPage<T>, Error> {
        Self::query_items(self, request)
    }

    async fn scan_items(&self, request: ScanItems) -> Result<ReadPage<T>, Error> {
        Self::scan_items(self, request)
    }

    async fn project_item(
        &self,
        request: GetItem<T>,
        projection: expr::Projection,
    ) -> Result<Option<Item>, Error> {
        Self::project_item(self, request, projection)
    }

    async fn project_query(
        &self,
        request: QueryItems,
        projection: expr::Projection,
    ) -> Result<ReadPage<Item>, Error> {
        Self::project_query(self, request, projection)
    }

    async fn project_scan(
        &self,
        request: ScanItems,
        projection: expr::Projection,
    ) -> Result<ReadPage<Item>, Error> {
        Self::project_scan(self, request, projection)
    }

    fn cursors(&self, read: &ReadRequest) -> Result<ReadCursors, Error> {
        Ok(ReadCursors::unsealed("mock", read))
    }

    async fn batch_get_items(
        &self,
        request: BatchGetItems<T>,
        _: Observer<'_>,
    ) -> Result<Vec<Option<T>>, BatchGetError<T>> {
        Self::batch_get_items(self, request)
    }

    async fn batch_project_items(
        &self,
        request: BatchGetItems<T>,
        projection: expr::Projection,
        _: Observer<'_>,
    ) -> Result<Vec<Option<Item>>, BatchGetError<T, Item>> {
        Self::batch_project_items(self, request, projection)
    }

    async fn batch_write_items(
        &self,
        request: BatchWriteItems<T>,
        _: Observer<'_>,
    ) -> Result<Vec<WriteItem<T>>, BatchError<WriteItem<T>>> {
        Self::batch_write_items(self, request)
    }

    async fn batch_write_stream(
        &self,
        request: BatchWriteStream<'_, T>,
        _: Observer<'_>,
    ) -> Result<usize, BatchError<WriteItem<T>, usize>> {
        let writes = request.writes.collect().await;
        Self::batch_write_stream(self, writes)
    }
}
