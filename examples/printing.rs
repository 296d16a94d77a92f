//! A store that prints what each operation becomes before it passes it on.

use async_trait::async_trait;
use twintable::{
    Error,
    store::{
        BatchGetItem, BatchGetItemOutcome, BatchWriteItem, BatchWriteItemOutcome, DeleteItem,
        DeleteItemOutcome, GetItem, GetItemOutcome, ItemStore, PageOutcome, PutItem, PutItemOutcome, Query,
        Scan, TransactGetItems, TransactGetItemsOutcome, TransactWriteItems, TransactWriteItemsOutcome,
        UpdateItem, UpdateItemOutcome,
    },
};
use twintable_dynamodb::explain;

/// Prints what each operation becomes.
#[derive(Debug, Clone)]
pub(crate) struct Printing<S>(pub(crate) S);

macro_rules! printed {
    ($($method:ident($request:ident) -> $outcome:ident;)*) => {
        #[async_trait]
        impl<S: ItemStore> ItemStore for Printing<S> {
            $(
                async fn $method(&self, request: $request) -> Result<$outcome, Error> {
                    println!("{}", indented(&explain(&request)?.to_string()));
                    self.0.$method(request).await
                }
            )*
        }
    };
}

printed! {
    get_item(GetItem) -> GetItemOutcome;
    put_item(PutItem) -> PutItemOutcome;
    update_item(UpdateItem) -> UpdateItemOutcome;
    delete_item(DeleteItem) -> DeleteItemOutcome;
    query(Query) -> PageOutcome;
    scan(Scan) -> PageOutcome;
    batch_get_item(BatchGetItem) -> BatchGetItemOutcome;
    batch_write_item(BatchWriteItem) -> BatchWriteItemOutcome;
    transact_get_items(TransactGetItems) -> TransactGetItemsOutcome;
    transact_write_items(TransactWriteItems) -> TransactWriteItemsOutcome;
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}
