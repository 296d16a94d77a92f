use super::*;

#[test]
fn prefixes_are_of_texts_and_bytes() {
    says(Order::STATUS.begins_with("o"), path("status").begins_with("o"));
    says(Order::PHOTO.begins_with(vec![1]), path("photo").begins_with(Value::binary([1])));
    says(Order::PLACED.begins_with("2026-11"), path("placed").begins_with("2026-11"));
    says(Order::ANY.begins_with("a"), path("any").begins_with("a"));
}

#[test]
fn lists_and_sets_contain_elements() {
    says(Order::LINES.contains("a"), path("lines").contains("a"));
    says(Order::LINES.contains("a".to_owned()), path("lines").contains("a"));
    says(Order::LINES.contains(Order::STATUS), path("lines").contains(path("status")));
    says(Order::TAGS.contains("a"), path("tags").contains("a"));
    says(Order::TAGS.contains(&"a".to_owned()), path("tags").contains("a"));
    says(Order::SIZES.contains(7), path("sizes").contains(7));
    says(Order::SIZES.contains(&7), path("sizes").contains(7));
    says(Order::ANY.contains(Value::from(1)), path("any").contains(1));
}

#[test]
fn texts_contain_texts_and_bytes_contain_bytes() {
    says(Order::STATUS.contains("pe"), path("status").contains("pe"));
    says(Order::STATUS.contains(Order::NICK), path("status").contains(path("nick")));
    says(Order::PHOTO.contains(vec![1, 2]), path("photo").contains(Value::binary([1, 2])));
    says(Order::NAMES.entry("a").contains(vec![1]), path("names").field("a").contains(Value::binary([1])));
}

#[test]
fn sizes_compare_with_a_number() {
    says(Order::STATUS.size().eq(1), path("status").size().eq(1));
    says(Order::PHOTO.size().ne(1), path("photo").size().ne(1));
    says(Order::LINES.size().lt(1), path("lines").size().lt(1));
    says(Order::NAMES.size().le(1), path("names").size().le(1));
    says(Order::TAGS.size().gt(1), path("tags").size().gt(1));
    says(Order::ADDRESS.size().ge(1), path("address").size().ge(1));
    says(Order::ANY.size().between(1, 2), path("any").size().between(1, 2));
    assert_eq!(format!("{:?}", Order::ANY.size().clone()), "Size(any)");
}

#[test]
fn filters_combine_as_plain_ones_do() {
    let (a, b) = (|| Order::TOTAL.gt(1), || Order::STATUS.eq("x"));
    let (plain_a, plain_b) = (|| path("total").gt(1), || path("status").eq("x"));
    says(a().and(b()), plain_a().and(plain_b()));
    says(a().or(b()), plain_a().or(plain_b()));
    says(a() & b() & a(), plain_a() & plain_b() & plain_a());
    says(a() | b() & a(), plain_a() | plain_b() & plain_a());
    says(!a(), !plain_a());
    says(!!a(), plain_a());
    says(Filter::all([a(), b()]), expr::Filter::all([plain_a(), plain_b()]));
    says(Filter::any([a(), b()]), expr::Filter::any([plain_a(), plain_b()]));
    says(Filter::all([]), expr::Filter::all([]));
    assert_eq!((a() & b()).into_expr().unwrap(), plain_a() & plain_b());
    assert_eq!(format!("{:?}", a()), format!("{:?}", plain_a()));
}
