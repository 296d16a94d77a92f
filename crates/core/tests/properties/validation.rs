//! The checks of requests, on anything.

use crate::{expressions, requests, trees};
use proptest::prelude::*;
use twintable::{Error, TableSchema, expr::Projection, validate};

/// A check ends with one of the two errors that checks have, or with none.
fn checked(result: Result<(), Error>) -> Result<bool, TestCaseError> {
    match result {
        Ok(()) => Ok(true),
        Err(Error::InvalidRequest(_) | Error::ItemTooLarge(_)) => Ok(false),
        Err(error) => Err(TestCaseError::fail(error.to_string())),
    }
}

proptest! {
    #[test]
    fn of_any_schema(schema in trees::schema(), item in trees::item()) {
        checked(schema.validate())?;
        checked(validate::stored_item(&item, &schema))?;
        checked(validate::index_keys(&item, &schema))?;
        let _ = schema.primary_key(&item);
        for index in [None, Some("by_a"), Some("by_b")] {
            if let Some(key) = schema.key_schema(index) {
                prop_assert!(key.attributes().all(|attribute| key.contains(&attribute.name)));
            }
        }
    }

    #[test]
    fn of_any_expression(filter in expressions::filter(), update in expressions::update(), condition in expressions::key_condition()) {
        checked(filter.validate())?;
        checked(update.validate())?;
        checked(condition.validate())?;
        prop_assert!(validate::filter_operators(&filter) <= validate::filter_length(&filter));
        prop_assert!(validate::update_operators(&update) <= validate::update_length(&update));
        prop_assert_eq!(validate::update_length(&update) == 0, update.is_empty());
        let _ = validate::key_condition_length(&condition);
    }

    #[test]
    fn of_any_projection(projection in expressions::projection()) {
        let valid = checked(projection.validate())?;
        let _ = validate::projection_length(&projection);
        // The order of the paths does not matter, and fewer paths are no worse.
        let mut paths = projection.paths;
        paths.reverse();
        prop_assert_eq!(checked(Projection::of(paths.clone()).validate())?, valid);
        if valid && paths.len() > 1 {
            paths.pop();
            prop_assert!(checked(Projection::of(paths).validate())?);
        }
    }
}

macro_rules! requests {
    ($($name:ident),*) => {
        proptest! {
            $(
                #[test]
                fn $name(request in requests::$name(), schema in trees::schema()) {
                    checked(request.validate())?;
                    checked(request.validate_against(&schema))?;
                }
            )*
        }
    };
}

requests!(get_item, put_item, update_item, delete_item, query, scan);

proptest! {
    #[test]
    fn batch_get_item(request in requests::batch_get_item(), schema in trees::schema()) {
        checked(request.validate())?;
        for table in &request.tables {
            checked(table.validate_against(&schema))?;
        }
    }

    #[test]
    fn batch_write_item(request in requests::batch_write_item(), schema in trees::schema()) {
        checked(request.validate())?;
        for table in &request.tables {
            checked(table.validate_against(&schema))?;
        }
    }

    #[test]
    fn transact_get_items(request in requests::transact_get_items(), schema in trees::schema()) {
        checked(request.validate())?;
        for get in &request.gets {
            checked(get.validate_against(&schema))?;
        }
    }

    #[test]
    fn transact_write_items(request in requests::transact_write_items(), schema in trees::schema()) {
        checked(request.validate())?;
        checked(request.validate_distinct(|name| (name == schema.name).then_some(&schema)))?;
        checked(request.validate_distinct(|_| None::<TableSchema>))?;
        for action in &request.actions {
            checked(action.validate_against(&schema))?;
        }
    }

    #[test]
    fn what_is_valid_stays_so_when_it_is_read_back(request in requests::put_item(), schema in trees::schema()) {
        if request.validate().is_ok() && request.validate_against(&schema).is_ok() {
            let json = serde_json::to_value(&request).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let read: twintable::store::PutItem =
                serde_json::from_value(json).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert!(read.validate().is_ok() && read.validate_against(&schema).is_ok());
        }
    }
}
