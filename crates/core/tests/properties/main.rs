//! Whatever is given to the crate: no constructor, reader or check panics, and what is read is written back
//! as it was.

mod attribute_types;
mod cursors;
mod expressions;
mod filter_input;
mod index_choice;
mod json;
mod key_templates;
mod primitives;
mod requests;
mod trees;
mod validation;

/// Calls a macro with the types that are read and written with serde, each with a strategy for its values.
macro_rules! for_each_type {
    ($call:ident) => {
        $call! {
            number: twintable::Number, crate::trees::number();
            path: twintable::Path, crate::trees::path();
            value: twintable::Value, crate::trees::value();
            item: twintable::Item, crate::trees::item();
            primary_key: twintable::PrimaryKey, crate::trees::primary_key();
            table_schema: twintable::TableSchema, crate::trees::schema();
            filter: twintable::expr::Filter, crate::expressions::filter();
            update: twintable::expr::Update, crate::expressions::update();
            cursor: twintable::Cursor, crate::cursors::cursor();
            key_condition: twintable::expr::KeyCondition, crate::expressions::key_condition();
            projection: twintable::expr::Projection, crate::expressions::projection();
            get_item: twintable::store::GetItem, crate::requests::get_item();
            put_item: twintable::store::PutItem, crate::requests::put_item();
            update_item: twintable::store::UpdateItem, crate::requests::update_item();
            delete_item: twintable::store::DeleteItem, crate::requests::delete_item();
            query: twintable::store::Query, crate::requests::query();
            scan: twintable::store::Scan, crate::requests::scan();
            batch_get_item: twintable::store::BatchGetItem, crate::requests::batch_get_item();
            batch_write_item: twintable::store::BatchWriteItem, crate::requests::batch_write_item();
            transact_get_items: twintable::store::TransactGetItems, crate::requests::transact_get_items();
            transact_write_items: twintable::store::TransactWriteItems, crate::requests::transact_write_items();
        }
    };
}
use for_each_type;
