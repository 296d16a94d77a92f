//! Random things, and random filters and updates of them.

use crate::thing::{Code, Place, Shade, Thing};
use proptest::{collection, option, prelude::*};
use twintable::{ValueType, prelude::*};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[ab#\"é]{1,3}"]
}

fn number() -> impl Strategy<Value = Number> {
    prop_oneof![
        (-3_i64..4).prop_map(Number::from),
        (-9_999_i128..9_999, -130_i32..120)
            .prop_map(|(digits, exponent)| { Number::from_parts(digits, exponent).unwrap_or_default() }),
    ]
}

fn shade() -> impl Strategy<Value = Shade> {
    prop_oneof![Just(Shade::Light), Just(Shade::VeryDark)]
}

fn code() -> impl Strategy<Value = Code> {
    text().prop_map(Code)
}

fn place() -> impl Strategy<Value = Place> {
    (text(), -2_i16..3, option::of(code())).prop_map(|(city, floor, door)| Place { city, floor, door })
}

fn small() -> impl Strategy<Value = u32> {
    prop_oneof![0_u32..4, Just(u32::MAX)]
}

/// A random thing.
pub(crate) fn thing() -> impl Strategy<Value = Thing> {
    let texts = ("[a-z]{4}", text(), code(), shade(), place(), option::of(text()));
    let numbers = (number(), number(), small(), -3_i64..4, any::<bool>(), 0_u8..9);
    let sets = (
        collection::btree_set("[abc]", 0..3),
        collection::btree_set(small(), 0..3),
        collection::btree_set("[xy]".prop_map(Code), 0..3),
    );
    let rest = (
        collection::vec(text(), 0..3),
        collection::btree_map("[kl]", small(), 0..3),
        collection::vec(any::<u8>(), 0..3),
    );
    (texts, numbers, sets, rest).prop_map(|(texts, numbers, sets, rest)| {
        let (id, name, code, shade, place, extra) = texts;
        let (rank, limit, count, delta, flag, level) = numbers;
        let (tags, sizes, codes) = sets;
        let (notes, weights, data) = rest;
        Thing {
            id,
            name,
            code,
            rank,
            limit,
            count,
            delta,
            flag,
            shade,
            tags,
            sizes,
            codes,
            notes,
            place,
            extra,
            weights,
            data,
            level,
        }
    })
}

/// A random comparison, of any attribute with any operator that it has.
fn comparison() -> BoxedStrategy<Filter<Thing>> {
    prop_oneof![
        (text(), 0..7_usize).prop_map(|(text, operator)| match operator {
            0 => Thing::NAME.eq(text),
            1 => Thing::NAME.ne(&text),
            2 => Thing::NAME.lt(text.as_str()),
            3 => Thing::NAME.begins_with(text),
            4 => Thing::NAME.contains(text),
            5 => Thing::EXTRA.ge(text),
            _ => Thing::PLACE.then(Place::CITY).le(text),
        }),
        (number(), number(), 0..5_usize).prop_map(|(low, high, operator)| match operator {
            0 => Thing::RANK.gt(low),
            1 => Thing::RANK.between(low.min(high), low.max(high)),
            2 => Thing::RANK.le(Thing::LIMIT),
            3 => Thing::LIMIT.is_in([low, high]),
            _ => Thing::RANK.ge(0),
        }),
        (small(), 0..7_usize).prop_map(|(number, operator)| match operator {
            0 => Thing::COUNT.eq(number),
            1 => Thing::SIZES.contains(number),
            2 => Thing::WEIGHTS.entry("k").gt(number),
            3 => Thing::NAME.size().ge(2),
            4 => Thing::TAGS.size().eq(2),
            5 => Thing::DATA.size().between(1, 2),
            _ => Thing::NOTES.size().lt(2),
        }),
        (-3_i16..4, 0..3_usize).prop_map(|(number, operator)| match operator {
            0 => Thing::DELTA.gt(i64::from(number)),
            1 => Thing::PLACE.then(Place::FLOOR).ge(number),
            _ => Thing::DELTA.is_in([1, 2, i64::from(number)]),
        }),
        (any::<bool>(), shade(), code(), "[abc]", 0..9_usize).prop_map(
            |(flag, shade, code, tag, operator)| {
                match operator {
                    0 => Thing::FLAG.eq(flag),
                    1 => Thing::SHADE.eq(shade),
                    2 => Thing::SHADE.is_in([Shade::Light, shade]),
                    3 => Thing::CODE.gt(code),
                    4 => Thing::CODES.contains(code),
                    5 => Thing::TAGS.contains(tag),
                    6 => Thing::NOTES.contains(tag),
                    7 => Thing::NOTES.index(0).eq(tag),
                    _ => Thing::PLACE.then(Place::DOOR).ne(code),
                }
            }
        ),
        (0..6_usize).prop_map(|operator| match operator {
            0 => Thing::EXTRA.exists(),
            1 => Thing::EXTRA.not_exists(),
            2 => Thing::NOTES.index(1).exists(),
            3 => Thing::PLACE.then(Place::DOOR).type_is(ValueType::Null),
            4 => Thing::WEIGHTS.entry("l").not_exists(),
            _ => Thing::TAGS.not_exists(),
        }),
        collection::vec(any::<u8>(), 0..2).prop_map(|data| Thing::DATA.begins_with(data)),
    ]
    .boxed()
}

/// A random filter.
pub(crate) fn filter() -> impl Strategy<Value = Filter<Thing>> {
    comparison().prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| a & b),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| a | b),
            inner.clone().prop_map(|a| !a),
            collection::vec(inner.clone(), 0..3).prop_map(Filter::all),
            collection::vec(inner, 1..3).prop_map(Filter::any),
        ]
    })
}

fn change(update: Update<Thing>, (which, seed): (usize, Thing)) -> Update<Thing> {
    match which {
        0 => update.set(Thing::NAME, seed.name),
        1 => update.set(Thing::RANK, Thing::LIMIT),
        2 => update.increment(Thing::COUNT, -1),
        3 => update.increment(Thing::RANK, seed.limit),
        4 => update.add(Thing::DELTA, seed.delta),
        5 => update.set(Thing::SHADE, seed.shade),
        6 => update.append(Thing::NOTES, seed.notes),
        7 => update.prepend(Thing::NOTES, ["first"]),
        8 => update.set(Thing::PLACE.then(Place::CITY), seed.place.city),
        9 => update.set(Thing::PLACE, seed.place),
        10 => update.remove(Thing::EXTRA),
        11 => update.set_or_remove(Thing::EXTRA, seed.extra),
        12 => update.set_if_absent(Thing::EXTRA, "new"),
        13 if !seed.tags.is_empty() => update.add(Thing::TAGS, seed.tags),
        14 if !seed.sizes.is_empty() => update.delete(Thing::SIZES, seed.sizes),
        15 if !seed.codes.is_empty() => update.add(Thing::CODES, seed.codes),
        16 => update.set(Thing::WEIGHTS.entry("k"), seed.count),
        17 => update.remove(Thing::WEIGHTS.entry("l")),
        18 => update.remove(Thing::NOTES.index(0)),
        19 => update.set(Thing::NOTES.index(1), "second"),
        20 => update.set(Thing::FLAG, seed.flag),
        21 => update.set(Thing::DATA, seed.data),
        22 => update.remove(Thing::LEVEL),
        23 => update.set(Thing::LIMIT, seed.count),
        _ => update.set(Thing::CODE, seed.code),
    }
}

/// A random update of one to three changes.
pub(crate) fn update() -> impl Strategy<Value = Update<Thing>> {
    collection::vec((0..25_usize, thing()), 1..4)
        .prop_map(|changes| changes.into_iter().fold(Update::new(), change))
}
