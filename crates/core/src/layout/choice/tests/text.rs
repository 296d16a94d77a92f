//! Choices as text.

use super::*;

#[test]
fn a_choice_shows_names_and_operators_and_no_value() {
    let secret = || Operand::from("secret");
    let index = IndexLayout::global("by_customer", text("customer"))
        .partition_key(text("kind"))
        .sort_key(text("due"));
    let layout = with_index(index);
    let left = path("a").ne(secret())
        & path("a").between(secret(), path("b").size())
        & path("a").field("x").is_in([secret(), path("b").into()])
        & path("a").exists()
        & path("a").not_exists()
        & path("a").type_is(ValueType::StringSet)
        & path("a").begins_with(secret())
        & path("a").contains(secret())
        & (path("a").lt(secret()) | path("b").le(secret()) & !path("c").exists())
        & !(path("a").gt(secret()) | path("b").ge(secret()));
    let given = path("customer").eq(secret()) & path("kind").eq(secret()) & path("due").ge(secret());
    let choice = chosen(&layout, &(given & left));
    assert_eq!(
        choice.to_string(),
        "index `by_customer` where customer = ? and kind = ? and due >= ?, filtered by a <> ? and \
         a between ? and size(b) and a.x in (?, b) and exists(a) and not_exists(a) and type_is(a, SS) and \
         begins_with(a, ?) and contains(a, ?) and (a < ? or (b <= ? and not exists(c))) and not (a > ? or b >= ?)\n\
         not the table: `id` not given by equality"
    );
}

#[test]
fn every_condition_on_a_sort_key_has_a_text() {
    let layout = Layout::new("order", "shop", text("shop")).sort_key(text("t"));
    for (filter, text) in [
        (path("t").eq("x"), "t = ?"),
        (path("t").lt("x"), "t < ?"),
        (path("t").le("x"), "t <= ?"),
        (path("t").gt("x"), "t > ?"),
        (path("t").ge("x"), "t >= ?"),
        (path("t").between("x", "x"), "t between ? and ?"),
        (path("t").begins_with("x"), "begins_with(t, ?)"),
    ] {
        let choice = chosen(&layout, &(path("shop").eq("s") & filter));
        assert_eq!(choice.to_string(), format!("the table where shop = ? and {text}"));
    }
}

#[test]
fn a_scan_that_nobody_allowed_says_what_is_missing() {
    let when = |index: IndexLayout| index.when("status", vec!["open".into()]);
    let global = |name: &'static str| IndexLayout::global(name, text("customer"));
    let layout = Layout::new("order", "shop", composed("PK", "", &["id", "shop"]))
        .sort_key(text("n"))
        .index(IndexLayout::global("by_place", composed("P", "", &["place"])))
        .index(when(global("open")))
        .index(global("by_due").sort_key(text("due")).sort_key(text("late")))
        .index(global("narrow").projection(IndexProjection::KeysOnly))
        .index(global("ranges").sort_key(text("n")));
    let choice = chosen(&layout, &(path("customer").eq("c-1") & path("n").gt("5") & path("n").lt("7")));
    assert!(choice.is_scan());
    assert_eq!(
        choice.refused_scan().to_string(),
        "invalid request: \
         a `find` gives the partition attributes of the table or of an index by equality, or allows a scan: \
         the table: `id`, `shop` not given by equality; \
         index `by_place`: `place` not given by equality; \
         index `open`: items with other values of `status` are left out of the index; \
         index `by_due`: an item may lack `due`, `late`, and be left out of the index; \
         index `narrow`: the index does not hold all attributes; \
         index `ranges`: a query's filter does not name the key attributes of what is read; the key condition does \
         (at `n`)"
    );
    assert!(
        choice
            .to_string()
            .starts_with("a scan of the table, filtered by customer = ? and n > ? and n < ?\nnot the")
    );
    assert_eq!(WhyNot::Outranked.to_string(), "it would do, but not as well");
    assert_eq!(WhyNot::OutOfScope.to_string(), "the items of other scopes would be read too");
    assert_eq!(
        WhyNot::VariantsDiffer("PK".to_owned()).to_string(),
        "the variants compose `PK` in different ways"
    );
}
