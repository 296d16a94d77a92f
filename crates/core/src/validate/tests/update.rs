//! Updates and projections.

use super::{rules, scan, update};
use crate::{
    Error, List, Path, Value,
    expr::{Fallback, Projection, SetValue, Source, Update, if_not_exists, list_append},
    path,
    store::{GetItem, Scan, Select},
};

fn set(value: impl Into<SetValue>) -> Result<(), Error> {
    update(Update::new().set("a", value))
}

fn plus(left: impl Into<Source>, right: impl Into<Source>) -> Result<(), Error> {
    set(left.into() + right.into())
}

fn select<const N: usize>(paths: [Path; N]) -> Result<(), Error> {
    let projection = Projection::of(paths);
    let request = GetItem { projection: Some(projection.clone()), ..GetItem::new("shop", super::key()) };
    let read = request.validate().is_ok();
    let result = scan(&Scan { select: Select::Attributes(projection), ..Scan::new("shop") });
    assert_eq!(read, result.is_ok());
    result
}

fn no_paths(fallback: i32) -> Source {
    Source::IfNotExists { paths: Vec::new(), fallback: Fallback::Value(fallback.into()) }
}

fn empty_set() -> Value {
    Value::string_set([""; 0])
}

rules! {
    a_place_that_is_set_twice: OverlappingPaths, update(Update::new().set("a", 1).set("a", 2))
        => update(Update::new().set("a", 1).set("b", 2));
    a_place_inside_another: OverlappingPaths, update(Update::new().set("a", 1).remove(path("a").field("b")))
        => update(Update::new().set("a", 1).remove(path("b").field("a")));
    a_place_that_is_set_and_added_to: OverlappingPaths, update(Update::new().set("a", 1).add("a", 2))
        => update(Update::new().set("a", path("b")).set("b", path("a")));
    a_place_projected_twice: OverlappingPaths, select([path("a"), path("b"), path("a")])
        => select([path("a"), path("b")]);
    a_place_projected_inside_another: OverlappingPaths,
        select([path("a").index(1).field("b"), path("a").index(1)])
        => select([path("a").index(1).field("b"), path("a").index(2)]);
    a_map_that_is_updated_as_a_list: ConflictingPaths,
        update(Update::new().remove(path("a").field("b")).remove(path("a").index(0)))
        => update(Update::new().remove(path("a").index(1)).remove(path("a").index(0)));
    a_map_that_is_projected_as_a_list: ConflictingPaths,
        select([path("a").field("b"), path("a").field("c"), path("a").index(0)])
        => select([path("a").field("b"), path("a").field("c"), path("b").index(0)]);
    an_update_of_the_partition_key: UpdateOfKey, update(Update::new().set("PK", "a"))
        => update(Update::new().set("pk", "a"));
    an_update_of_the_sort_key: UpdateOfKey, update(Update::new().remove("SK"))
        => update(Update::new().remove("sk"));
    an_update_inside_a_key: UpdateOfKey, update(Update::new().set(path("PK").field("a"), 1))
        => update(Update::new().set("email", "e").set("b", path("PK")));
    a_text_that_is_added: AddOperand, update(Update::new().add("a", "1"))
        => update(Update::new().add("a", 1));
    a_list_that_is_added: AddOperand, update(Update::new().add("a", Value::list([1])))
        => update(Update::new().add("a", Value::number_set([1])));
    a_number_that_is_deleted: DeleteOperand, update(Update::new().delete("a", 1))
        => update(Update::new().delete("a", Value::number_set([1])));
    a_list_that_is_deleted: DeleteOperand, update(Update::new().delete("a", Value::list(["x"])))
        => update(Update::new().delete("a", Value::binary_set([*b"x"])));
    a_sum_with_a_text: ArithmeticOperand, plus(path("a"), "1") => plus(path("a"), 1);
    a_sum_of_a_text: ArithmeticOperand, plus("1", path("a")) => plus(1, path("a"));
    a_difference_with_a_set: ArithmeticOperand, set(path("a") - Value::number_set([1]))
        => set(path("a") - path("b"));
    a_text_that_is_appended: ListAppendOperand, set(list_append(path("a"), "x"))
        => set(list_append(path("a"), Value::list(["x"])));
    a_set_that_is_appended_to: ListAppendOperand, set(list_append(Value::string_set(["x"]), path("a")))
        => set(list_append(if_not_exists("a", Value::List(List::new())), path("b")));
    if_not_exists_without_a_path: IfNotExistsPath, set(no_paths(1)) => set(if_not_exists("b", 1));
    a_sum_with_if_not_exists_without_a_path: IfNotExistsPath, plus(path("a"), no_paths(1))
        => plus(path("a"), if_not_exists("b", 1));
    a_projection_without_paths: EmptyProjection, select([]) => select([path("a")]);
    an_empty_set_that_is_stored: EmptySet, set(empty_set()) => set(Value::string_set(["x"]));
    an_empty_set_that_is_added: EmptySet, update(Update::new().add("a", empty_set()))
        => update(Update::new().add("a", Value::string_set(["x"])));
    an_empty_set_that_is_deleted: EmptySet, update(Update::new().delete("a", empty_set()))
        => update(Update::new().delete("a", Value::string_set(["x"])));
    an_empty_set_to_fall_back_on: EmptySet, set(if_not_exists("b", empty_set()))
        => set(if_not_exists("b", Value::string_set(["x"])));
    an_empty_set_in_an_appended_list: EmptySet, set(list_append(path("a"), Value::list([empty_set()])))
        => set(list_append(path("a"), Value::list([""])));
    an_empty_name_that_is_read: EmptyName, set(path("")) => set(path("b"));
    an_empty_name_that_is_set: EmptyName, update(Update::new().set("", 1))
        => update(Update::new().set(" ", 1));
    an_empty_name_that_if_not_exists_asks_for: EmptyName, set(if_not_exists("", 1))
        => set(if_not_exists("b", 1));
    an_empty_name_to_fall_back_on: EmptyName, set(if_not_exists("b", path("")))
        => set(if_not_exists("b", path("c")));
    an_empty_name_that_is_projected: EmptyName, select([path("a").field("")])
        => select([path("a").field("b")]);
}

#[test]
fn an_update_outside_a_transaction_may_be_empty() {
    assert!(update(Update::new()).is_ok());
}
