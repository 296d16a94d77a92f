//! A repository for tests of reads: it answers pages, and is asked nothing else.

use super::{
    BatchGetError, BatchGetItems, BatchWriteItems, BatchWriteStream, DeleteItem, GetItem, PutItem,
    QueryItems, ReadCursors, ReadPage, ReadRequest, Repository, ScanItems, UpdateItem, WriteItem,
};
use crate::{
    Error, Item,
    batch::{BatchError, Observer},
    expr,
};
use async_trait::async_trait;

/// What answers.
pub(crate) trait Answers<T>: Send + Sync {
    fn page(&self, read: ReadRequest) -> ReadPage<T>;
}

#[derive(Debug, Default)]
pub(crate) struct StandIn<A>(pub(crate) A);

#[async_trait]
impl<T: Send + Sync + 'static, A: Answers<T>> Repository<T> for StandIn<A> {
    async fn get_item(&self, _: GetItem<T>) -> Result<Option<T>, Error> {
        unreachable!()
    }

    async fn put_item(&self, _: PutItem<T>) -> Result<Option<T>, Error> {
        unreachable!()
    }

    async fn update_item(&self, _: UpdateItem<T>) -> Result<Option<T>, Error> {
        unreachable!()
    }

    async fn delete_item(&self, _: DeleteItem<T>) -> Result<Option<T>, Error> {
        unreachable!()
    }

    async fn query_items(&self, request: QueryItems) -> Result<ReadPage<T>, Error> {
        Ok(self.0.page(ReadRequest::Query(request)))
    }

    async fn scan_items(&self, request: ScanItems) -> Result<ReadPage<T>, Error> {
        Ok(self.0.page(ReadRequest::Scan(request)))
    }

    async fn project_item(&self, _: GetItem<T>, _: expr::Projection) -> Result<Option<Item>, Error> {
        unreachable!()
    }

    async fn project_query(&self, _: QueryItems, _: expr::Projection) -> Result<ReadPage<Item>, Error> {
        unreachable!()
    }

    async fn project_scan(&self, _: ScanItems, _: expr::Projection) -> Result<ReadPage<Item>, Error> {
        unreachable!()
    }

    async fn batch_get_items(
        &self,
        _: BatchGetItems<T>,
        _: Observer<'_>,
    ) -> Result<Vec<Option<T>>, BatchGetError<T>> {
        unreachable!()
    }

    async fn batch_project_items(
        &self,
        _: BatchGetItems<T>,
        _: expr::Projection,
        _: Observer<'_>,
    ) -> Result<Vec<Option<Item>>, BatchGetError<T, Item>> {
        unreachable!()
    }

    async fn batch_write_items(
        &self,
        _: BatchWriteItems<T>,
        _: Observer<'_>,
    ) -> Result<Vec<WriteItem<T>>, BatchError<WriteItem<T>>> {
        unreachable!()
    }

    async fn batch_write_stream(
        &self,
        _: BatchWriteStream<'_, T>,
        _: Observer<'_>,
    ) -> Result<usize, BatchError<WriteItem<T>, usize>> {
        unreachable!()
    }

    fn cursors(&self, read: &ReadRequest) -> Result<ReadCursors, Error> {
        Ok(ReadCursors::unsealed("a table", read))
    }
}
