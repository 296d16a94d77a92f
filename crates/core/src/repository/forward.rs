//! A repository behind a pointer is a repository.

use super::{
    BatchGetError, BatchGetItems, BatchWriteItems, BatchWriteStream, DeleteItem, GetItem, PutItem,
    QueryItems, ReadCursors, ReadPage, ReadRequest, Repository, ScanItems, UpdateItem, WriteItem,
};
use crate::{
    Error, Item,
    batch::{BatchError, Observer},
    expr,
    store::Timer,
};
use async_trait::async_trait;
use std::sync::Arc;

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        #[async_trait]
        impl<T: Send + Sync + 'static, R: Repository<T> + ?Sized> Repository<T> for $pointer {
            async fn get_item(&self, request: GetItem<T>) -> Result<Option<T>, Error> {
                (**self).get_item(request).await
            }

            async fn put_item(&self, request: PutItem<T>) -> Result<Option<T>, Error> {
                (**self).put_item(request).await
            }

            async fn update_item(&self, request: UpdateItem<T>) -> Result<Option<T>, Error> {
                (**self).update_item(request).await
            }

            async fn delete_item(&self, request: DeleteItem<T>) -> Result<Option<T>, Error> {
                (**self).delete_item(request).await
            }

            async fn query_items(&self, request: QueryItems) -> Result<ReadPage<T>, Error> {
                (**self).query_items(request).await
            }

            async fn scan_items(&self, request: ScanItems) -> Result<ReadPage<T>, Error> {
                (**self).scan_items(request).await
            }

            async fn project_item(
                &self,
                request: GetItem<T>,
                projection: expr::Projection,
            ) -> Result<Option<Item>, Error> {
                (**self).project_item(request, projection).await
            }

            async fn project_query(
                &self,
                request: QueryItems,
                projection: expr::Projection,
            ) -> Result<ReadPage<Item>, Error> {
                (**self).project_query(request, projection).await
            }

            async fn project_scan(
                &self,
                request: ScanItems,
                projection: expr::Projection,
            ) -> Result<ReadPage<Item>, Error> {
                (**self).project_scan(request, projection).await
            }

            async fn batch_get_items(
                &self,
                request: BatchGetItems<T>,
                observer: Observer<'_>,
            ) -> Result<Vec<Option<T>>, BatchGetError<T>> {
                (**self).batch_get_items(request, observer).await
            }

            async fn batch_project_items(
                &self,
                request: BatchGetItems<T>,
                projection: expr::Projection,
                observer: Observer<'_>,
            ) -> Result<Vec<Option<Item>>, BatchGetError<T, Item>> {
                (**self).batch_project_items(request, projection, observer).await
            }

            async fn batch_write_items(
                &self,
                request: BatchWriteItems<T>,
                observer: Observer<'_>,
            ) -> Result<Vec<WriteItem<T>>, BatchError<WriteItem<T>>> {
                (**self).batch_write_items(request, observer).await
            }

            async fn batch_write_stream(
                &self,
                request: BatchWriteStream<'_, T>,
                observer: Observer<'_>,
            ) -> Result<usize, BatchError<WriteItem<T>, usize>> {
                (**self).batch_write_stream(request, observer).await
            }

            fn cursors(&self, read: &ReadRequest) -> Result<ReadCursors, Error> {
                (**self).cursors(read)
            }

            fn timer(&self) -> &dyn Timer {
                (**self).timer()
            }
        }
    )*};
}

forward!(Arc<R>, Box<R>, &R);
