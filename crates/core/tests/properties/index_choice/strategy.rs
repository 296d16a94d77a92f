//! Layouts, items and filters that have to do with each other.

use super::shape::Shape;
use proptest::{
    bits::u8 as bits,
    bool::weighted,
    collection::vec,
    option,
    prelude::*,
    sample::{Index, select},
    strategy::Union,
};
use twintable::{
    IndexProjection, Item, KeyAttribute, KeyTemplate, PartFormat, Path, Value, ValueType,
    expr::{Filter, Operand},
    layout::{IndexLayout, KeyField, Layout},
    path,
};

/// The scope that is read in, and another one.
pub(crate) const SCOPES: [&str; 2] = ["own", "other"];

/// Of which variant, in which scope, and what.
type Fields = (usize, &'static str, Item);

/// Entities of one shape or of two variants, some items, and a filter.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) variants: Vec<Shape>,
    fields: Vec<Fields>,
    pub(crate) filter: Filter,
    pub(crate) consistent: bool,
}

const VARIANTS: [&str; 2] = ["first", "second"];
const TEXTS: [&str; 2] = ["s", "t"];
const FIXED: &str = "d";
const NUMBERS: [&str; 2] = ["m", "n"];
const TRUTH: &str = "b";
const ATTRIBUTES: [&str; 6] = ["s", "t", "d", "m", "n", "b"];

impl Case {
    pub(crate) fn layout(&self) -> Layout {
        let layouts = self.variants.iter().zip(VARIANTS).map(|(shape, name)| shape.layout(name));
        match layouts.collect::<Vec<_>>().as_slice() {
            [only] => only.clone(),
            all => {
                let leaked = all.iter().map(|layout| -> &'static Layout { Box::leak(Box::new(layout.clone())) });
                Layout::of_variants("either", leaked.collect())
            }
        }
    }

    /// The items of the table: those of the own scope, and those of the other. Without a scope all are one's own.
    pub(crate) fn items(&self) -> [Vec<Item>; 2] {
        SCOPES.map(|wanted| {
            let stored = self.fields.iter().map(|(variant, scope, fields)| {
                let (shape, name) = (&self.variants[variant % self.variants.len()], VARIANTS[variant % self.variants.len()]);
                let scope = if shape.is_scoped() { scope } else { SCOPES[0] };
                shape.stored(fields, name, scope).filter(|_| scope == wanted)
            });
            stored.flatten().collect()
        })
    }
}

/// A value of an attribute's type.
fn value(attribute: &'static str) -> BoxedStrategy<Value> {
    if TEXTS.contains(&attribute) {
        let few = select(vec!["x", "y", "xy"]);
        let others = select(vec!["x#", "x\"", "", "\u{10FFFD}"]);
        prop_oneof![6 => few, 1 => others].prop_map(Value::from).boxed()
    } else if attribute == FIXED {
        select(vec!["aa", "ab", "b~"]).prop_map(Value::from).boxed()
    } else if attribute == TRUTH {
        any::<bool>().prop_map(Value::from).boxed()
    } else {
        prop_oneof![40 => 0..3_i64, 1 => select(vec![-1_i64, 10])].prop_map(Value::from).boxed()
    }
}

const fn value_type(attribute: &str) -> ValueType {
    match attribute.as_bytes() {
        b"m" | b"n" => ValueType::Number,
        b"b" => ValueType::Bool,
        _ => ValueType::String,
    }
}

fn any_value(attribute: &'static str) -> BoxedStrategy<Value> {
    let other = select(ATTRIBUTES.to_vec()).prop_flat_map(value);
    prop_oneof![24 => value(attribute), 1 => other, 1 => Just(Value::Null)].boxed()
}

fn fields() -> BoxedStrategy<Item> {
    let field = |attribute| {
        let value = prop_oneof![24 => value(attribute).prop_map(Some), 1 => Just(Some(Value::Null)), 3 => Just(None)];
        value.prop_map(move |value| (attribute, value))
    };
    ATTRIBUTES
        .map(field)
        .prop_map(|fields| {
            let mut item = Item::new();
            for (name, value) in fields {
                if let Some(value) = value {
                    item.insert(name, value);
                }
            }
            item
        })
        .boxed()
}

fn part() -> BoxedStrategy<(&'static str, PartFormat)> {
    let numbers = [PartFormat::Unsigned { digits: 1 }, PartFormat::Signed { digits: 2 }, PartFormat::Number];
    prop_oneof![
        3 => select(TEXTS.to_vec()).prop_map(|name| (name, PartFormat::String)),
        2 => Just((FIXED, PartFormat::FixedString)),
        3 => (select(NUMBERS.to_vec()), select(numbers.to_vec())),
        1 => Just((TRUTH, PartFormat::Bool)),
    ]
    .boxed()
}

fn template() -> BoxedStrategy<KeyTemplate> {
    let literal = select(vec!["", "A#", "B", "A#"]);
    let parts = prop_oneof![1 => Just(Vec::new()), 9 => vec(part(), 1..4)];
    (weighted(0.15), literal, parts)
        .prop_map(|(has_scope, literal, parts)| {
            let template = KeyTemplate::new();
            let template = if has_scope { template.scope().literal("#") } else { template };
            let template = template.literal(literal);
            let mut template = if parts.is_empty() { template.literal("P") } else { template };
            for (at, (attribute, format)) in parts.into_iter().enumerate() {
                template = if at > 0 { template.literal("#") } else { template };
                template = template.part(attribute, format);
            }
            assert_eq!(template.validate(), Ok(()));
            template
        })
        .boxed()
}

/// A key field whose composed attribute has that name.
fn field(name: String) -> BoxedStrategy<KeyField> {
    let texts = prop_oneof![select(TEXTS.to_vec()), Just(FIXED)].prop_map(KeyAttribute::string);
    let numbers = select(NUMBERS.to_vec()).prop_map(KeyAttribute::number);
    prop_oneof![
        2 => prop_oneof![texts, numbers].prop_map(KeyField::plain),
        3 => template().prop_map(move |template| KeyField::composed(name.clone(), template)),
    ]
    .boxed()
}

fn index(at: usize) -> BoxedStrategy<IndexLayout> {
    let local = field(format!("L{at}")).prop_map(move |sort| IndexLayout::local(format!("local_{at}"), sort)).boxed();
    let partition = (field(format!("G{at}P")), option::weighted(0.3, field(format!("G{at}Q"))));
    let sort = (0..4_usize).prop_flat_map(move |count| {
        (0..count).map(|sort| field(format!("G{at}S{sort}"))).collect::<Vec<_>>()
    });
    let global = (partition, sort).prop_map(move |((first, second), sort)| {
        let index = IndexLayout::global(format!("global_{at}"), first);
        let index = second.into_iter().fold(index, IndexLayout::partition_key);
        sort.into_iter().fold(index, IndexLayout::sort_key)
    });
    let membership = option::weighted(0.2, select(ATTRIBUTES.to_vec()).prop_flat_map(|attribute| {
        (Just(attribute), vec(value(attribute), 1..3))
    }));
    let projection = prop_oneof![9 => Just(IndexProjection::All), 1 => Just(IndexProjection::KeysOnly)];
    (Union::new_weighted(vec![(1, local), (2, global.boxed())]), membership, projection)
        .prop_map(|(index, membership, projection)| {
            let index = index.projection(projection);
            match membership {
                Some((attribute, one_of)) => index.when(attribute, one_of),
                None => index,
            }
        })
        .boxed()
}

fn shape() -> BoxedStrategy<Shape> {
    let indexes = (0..4_usize).prop_flat_map(|count| (0..count).map(index).collect::<Vec<_>>());
    let required = proptest::sample::subsequence(ATTRIBUTES.to_vec(), 0..6);
    (field("PK".to_owned()), option::of(field("SK".to_owned())), indexes, required)
        .prop_map(|(partition, sort, indexes, required)| Shape { partition, sort, indexes, required })
        .prop_filter("a key attribute twice", |shape| shape.layout("first").schema().validate().is_ok())
        .boxed()
}

/// The same keys, some of them composed in another way.
fn variant_of(shape: Shape) -> BoxedStrategy<Shape> {
    let others = (vec(template(), 24), vec(bits::ANY, 2), proptest::sample::subsequence(ATTRIBUTES.to_vec(), 0..6));
    others
        .prop_map(move |(templates, bits, required)| {
            let mut templates = templates.into_iter();
            let mut at = 0_u32;
            let mut other = |field: &KeyField| {
                at += 1;
                let is_other = bits[0].rotate_left(at) & 3 == 0;
                match (&field.template, templates.next()) {
                    (Some(_), Some(template)) if is_other => {
                        KeyField::composed(field.attribute.name.clone(), template)
                    }
                    _ => field.clone(),
                }
            };
            let (partition, sort) = (other(&shape.partition), shape.sort.as_ref().map(&mut other));
            let indexes = shape.indexes.iter().enumerate().filter(|(at, _)| bits[1] >> at & 3 != 0);
            let indexes = indexes.map(|(_, index)| index_with(index, &mut other, bits[1] & 16 == 0)).collect();
            Shape { partition, sort, indexes, required }
        })
        .boxed()
}

fn index_with(index: &IndexLayout, mut other: impl FnMut(&KeyField) -> KeyField, is_member: bool) -> IndexLayout {
    let mut sort = index.sort().iter().map(&mut other).collect::<Vec<_>>().into_iter();
    let mut partition = index.partition().iter().map(&mut other);
    let name = index.name().to_owned();
    let made = match partition.next() {
        Some(first) => partition.fold(IndexLayout::global(name, first), IndexLayout::partition_key),
        None => IndexLayout::local(name, sort.next().unwrap()),
    };
    let made = sort.fold(made, IndexLayout::sort_key);
    match index.membership() {
        Some(when) if is_member => made.when(when.attribute.clone(), when.one_of.clone()),
        _ => made,
    }
}

/// A term about one attribute.
fn term(attribute: &'static str) -> BoxedStrategy<Filter> {
    let value = any_value(attribute);
    let own = move || path(attribute);
    let compared = (select(vec![0, 0, 0, 1, 2, 3, 4, 5]), any::<bool>(), value.clone()).prop_map(
        move |(operator, is_mirrored, value)| {
            // Truth values have no order.
            let operator = if matches!(value, Value::Bool(_) | Value::Null) { 5 * (operator % 2) } else { operator };
            let (left, right) = (Operand::from(own()), Operand::Value(value));
            let (left, right) = if is_mirrored { (right, left) } else { (left, right) };
            match operator {
                0 => left.eq(right),
                1 => left.lt(right),
                2 => left.le(right),
                3 => left.gt(right),
                4 => left.ge(right),
                _ => left.ne(right),
            }
        },
    );
    prop_oneof![
        8 => compared,
        2 => bound(attribute),
        1 => vec(value.clone(), 1..3).prop_map(move |list| own().is_in(list.into_iter().map(Operand::Value))),
        1 => Just(own().exists()),
        1 => Just(own().not_exists()),
        1 => Just(own().type_is(value_type(attribute))),
        1 => Just(own().size().ge(1)),
        1 => (select(ATTRIBUTES.to_vec()), any::<bool>()).prop_map(move |(other, equal)| {
            let other = if other == attribute { "entity_type" } else { other };
            if equal { own().eq(path(other)) } else { own().contains(path(other)) }
        }),
        1 => value.prop_map(move |value| !own().eq(Operand::Value(value))),
    ]
    .boxed()
}

/// A range of an attribute.
fn bound(attribute: &'static str) -> BoxedStrategy<Filter> {
    let attribute = if attribute == TRUTH { FIXED } else { attribute };
    let own = move || path(attribute);
    let between = (value(attribute), value(attribute)).prop_map(move |(one, other)| {
        let is_ordered = one.compare(&other).is_none_or(|order| order.is_le());
        let (low, high) = if is_ordered { (one, other) } else { (other, one) };
        own().between(low, high)
    });
    let one = (0..4, value(attribute)).prop_map(move |(operator, value)| match operator {
        0 => own().lt(value),
        1 => own().le(value),
        2 => own().gt(value),
        _ => own().ge(value),
    });
    let begins = select(vec!["", "x", "a", "aa"]).prop_map(move |prefix| own().begins_with(prefix));
    prop_oneof![2 => between, 3 => one, 1 => begins].boxed()
}

fn any_term() -> BoxedStrategy<Filter> {
    let one = || select(ATTRIBUTES.to_vec()).prop_flat_map(term);
    prop_oneof![
        6 => one(),
        1 => (one(), one()).prop_map(|(first, second)| first.or(second)),
        1 => (one(), one()).prop_map(|(first, second)| Filter::all([first, second])),
        1 => select(VARIANTS.to_vec()).prop_map(|name| path("entity_type").eq(name)),
    ]
    .boxed()
}

/// Terms that give what a key is made of as an item has it, and a range of what comes next.
fn aimed(shape: &Shape, fields: &[Fields]) -> BoxedStrategy<Vec<Filter>> {
    let (shape, fields) = (shape.clone(), fields.to_vec());
    (any::<Index>(), any::<Index>(), 0..9_usize, vec(any::<Index>(), 2))
        .prop_flat_map(move |(place, item, given, others)| {
            let places = shape.places();
            let (partition, sort) = &places[place.index(places.len())];
            let kept: Vec<_> = fields.iter().filter(|(_, _, item)| shape.stored(item, VARIANTS[0], SCOPES[0]).is_some()).collect();
            let kept = if kept.is_empty() { fields.iter().collect() } else { kept };
            let item = &kept[item.index(kept.len())].2;
            let parts = |of: &[&KeyField]| -> Vec<&'static str> {
                let names = of.iter().flat_map(|field| field.parts().map(str::to_owned).collect::<Vec<_>>());
                names.map(|name| ATTRIBUTES.into_iter().find(|known| *known == name).unwrap()).collect()
            };
            let equal = |name: &'static str| Some(Path::new(name).eq(item.get(name)?.clone()));
            let mut terms: Vec<_> = parts(partition).into_iter().filter_map(equal).collect();
            let sort = parts(sort);
            let given = given.min(sort.len());
            terms.extend(sort[..given].iter().copied().filter_map(equal));
            let next = sort.get(given).copied().unwrap_or(FIXED);
            let ranges = prop_oneof![2 => vec(bound(next), 0..2), 1 => vec(bound(next), 2)];
            // What follows may be missing: some of it is shown to be there.
            let after = sort.get(given + 1..).unwrap_or_default().iter();
            let shown = after.zip(others).filter(|(_, at)| at.index(2) == 0).map(|(name, _)| path(*name).type_is(value_type(name)));
            (Just(terms), ranges, Just(shown.collect::<Vec<_>>()))
        })
        .prop_map(|(mut terms, ranges, shown)| {
            terms.extend(ranges);
            terms.extend(shown);
            terms
        })
        .boxed()
}

fn case_of(variants: BoxedStrategy<Vec<Shape>>) -> BoxedStrategy<Case> {
    (variants, vec((0..2_usize, select(SCOPES.to_vec()), fields()), 24))
        .prop_flat_map(|(variants, fields)| {
            let aimed = aimed(&variants[0], &fields);
            let aimed = prop_oneof![5 => aimed, 1 => Just(Vec::new())];
            let more = prop_oneof![2 => Just(Vec::new()), 1 => vec(any_term(), 1..3)];
            let terms = (aimed, more).prop_map(|(mut terms, more)| {
                terms.extend(more);
                terms
            });
            (Just(variants), Just(fields), terms.prop_shuffle(), any::<bool>())
        })
        .prop_map(|(variants, fields, mut terms, consistent)| {
            let filter = if terms.len() == 1 { terms.remove(0) } else { Filter::all(terms) };
            Case { variants, fields, filter, consistent }
        })
        .boxed()
}

pub(crate) fn case() -> BoxedStrategy<Case> {
    case_of(shape().prop_map(|shape| vec![shape]).boxed())
}

pub(crate) fn case_of_variants() -> BoxedStrategy<Case> {
    let variants = shape().prop_flat_map(|first| {
        let second = variant_of(first.clone());
        (Just(first), second).prop_map(|(first, second)| vec![first, second])
    });
    let shared = variants.prop_filter("an index that differs", |variants| {
        let layouts: Vec<_> = variants.iter().map(|shape| shape.layout("first")).collect();
        twintable::TableSchema::shared_by(layouts.iter().map(Layout::schema)).is_ok()
    });
    case_of(shared.boxed())
}
