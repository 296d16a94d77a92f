//! What the embedded engine does in its own way, by the name of the entry. The twins have the same departures as
//! rules of requests, and the contract by the names of its cases.

const REMOVING_CREATES: &str = "the engine creates a missing item for an update that only removes or deletes";
const WHOLE_LIST: &str = "asked for updated elements of a list, the engine returns the whole list";

pub(super) const DEPARTURES: &[(&str, &str)] = &[
    ("REMOVE creates no item", REMOVING_CREATES),
    ("DELETE creates no item", REMOVING_CREATES),
    ("an item that is still missing is not returned", REMOVING_CREATES),
    ("UPDATED_OLD has the element that was removed alone", WHOLE_LIST),
    ("UPDATED_NEW has the element that moved in", WHOLE_LIST),
    (
        "a created item has no old item",
        "the engine returns the key of an item that the update created as the old item",
    ),
    (
        "a local index fetches what is named",
        "the engine fetches from the table only where all attributes are asked for",
    ),
    ("a transaction projects", "the engine adds the key to what a transaction's projected read finds"),
];
