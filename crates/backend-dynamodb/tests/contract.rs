//! The DynamoDB backend keeps the contract: on the embedded engine, and where `DYNAMODB_ENDPOINT` names one, on
//! the engine or service that answers there.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod embedded;

use std::{env, thread};
use tokio::runtime::Builder;
use twintable_dynamodb::DynamoDbStore;
use twintable_testkit::contract::Ground;

/// What the embedded engine does in its own way, by the case that shows it.
const EMBEDDED: &[(&str, &str)] = &[
    ("remove_creates_no_item", REMOVING_CREATES),
    ("delete_creates_no_item", REMOVING_CREATES),
    (
        "a_created_item_has_no_old_item",
        "the engine returns the key of an item that the update created as the old item",
    ),
    ("touched_elements_are_returned_alone", WHOLE_LIST),
    ("a_field_of_an_element_is_returned_alone", WHOLE_LIST),
    ("an_appended_element_is_not_returned", WHOLE_LIST),
    ("the_element_that_moved_in_is_returned", WHOLE_LIST),
    (
        "a_transaction_projects_as_others_do",
        "the engine adds the key to what a transaction's projected read finds",
    ),
    (
        "a_fault_of_an_update_is_reported_alone",
        "the engine lists the other actions' reasons beside such a fault",
    ),
    ("a_transaction_reads_at_most_4_mb", "the engine does not limit what a transaction reads"),
    ("a_cursor_belongs_to_its_segment", "the engine does not look which segment a start key lies in"),
    (
        "a_page_counts_what_it_returns",
        "the engine counts the item that no longer fitted into the page as scanned",
    ),
    (
        "a_local_index_fetches_what_is_named",
        "the engine fetches from the table only where all attributes are asked for",
    ),
    (
        "a_local_index_consumes_for_what_it_fetches",
        "the engine charges fetched items by their sum, not one by one",
    ),
];

const REMOVING_CREATES: &str = "the engine creates a missing item for an update that only removes or deletes";
const WHOLE_LIST: &str = "asked for updated elements of a list, the engine returns the whole list";

fn ground() -> Ground {
    match env::var("DYNAMODB_ENDPOINT") {
        Ok(endpoint) => Ground::new(remote(endpoint)),
        Err(_) => Ground::new(embedded::store()).excluding(EMBEDDED),
    }
}

/// Credentials and region come from the ordinary AWS configuration.
fn remote(endpoint: String) -> DynamoDbStore {
    // A case runs in a runtime of its own already, so this one needs a thread.
    let load = move || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(DynamoDbStore::from_env_with_endpoint(endpoint))
    };
    thread::spawn(load).join().unwrap()
}

twintable_testkit::contract_tests!(crate::ground);
