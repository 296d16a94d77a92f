//! Layouts of any shape.

use super::{
    shape::Shape,
    strategy::{ATTRIBUTES, FIXED, NUMBERS, TEXTS, TRUTH, value},
};
use proptest::{
    bits::u8 as bits,
    bool::weighted,
    collection::vec,
    option,
    prelude::*,
    sample::{select, subsequence},
    strategy::Union,
};
use twintable::{
    IndexProjection, KeyAttribute, KeyTemplate, PartFormat,
    layout::{IndexLayout, KeyField},
};

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
    let local =
        field(format!("L{at}")).prop_map(move |sort| IndexLayout::local(format!("local_{at}"), sort)).boxed();
    let partition = (field(format!("G{at}P")), option::weighted(0.3, field(format!("G{at}Q"))));
    let sort = (0..4_usize).prop_flat_map(move |count| {
        (0..count).map(|sort| field(format!("G{at}S{sort}"))).collect::<Vec<_>>()
    });
    let global = (partition, sort).prop_map(move |((first, second), sort)| {
        let index = IndexLayout::global(format!("global_{at}"), first);
        let index = second.into_iter().fold(index, IndexLayout::partition_key);
        sort.into_iter().fold(index, IndexLayout::sort_key)
    });
    let membership = option::weighted(
        0.2,
        select(ATTRIBUTES.to_vec()).prop_flat_map(|attribute| (Just(attribute), vec(value(attribute), 1..3))),
    );
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

pub(crate) fn shape() -> BoxedStrategy<Shape> {
    let indexes = (0..4_usize).prop_flat_map(|count| (0..count).map(index).collect::<Vec<_>>());
    let required = subsequence(ATTRIBUTES.to_vec(), 0..6);
    (field("PK".to_owned()), option::of(field("SK".to_owned())), indexes, required)
        .prop_map(|(partition, sort, indexes, required)| Shape { partition, sort, indexes, required })
        .prop_filter("a key attribute twice", |shape| shape.layout("first").schema().validate().is_ok())
        .boxed()
}

/// The same keys, some of them composed in another way.
pub(crate) fn variant_of(shape: Shape) -> BoxedStrategy<Shape> {
    let others = (vec(template(), 24), vec(bits::ANY, 2), subsequence(ATTRIBUTES.to_vec(), 0..6));
    others
        .prop_map(move |(templates, bits, required)| {
            let mut templates = templates.into_iter();
            let mut at = 0_u32;
            let mut other = |field: &KeyField| {
                at += 1;
                let is_other = bits[0].rotate_left(at) % 4 == 0;
                match (&field.template, templates.next()) {
                    (Some(_), Some(template)) if is_other => {
                        KeyField::composed(field.attribute.name.clone(), template)
                    }
                    _ => field.clone(),
                }
            };
            let (partition, sort) = (other(&shape.partition), shape.sort.as_ref().map(&mut other));
            let indexes = shape.indexes.iter().enumerate().filter(|(at, _)| (bits[1] >> at) % 4 != 0);
            let indexes = indexes.map(|(_, index)| index_with(index, &mut other, bits[1] < 64)).collect();
            Shape { partition, sort, indexes, required }
        })
        .boxed()
}

fn index_with(
    index: &IndexLayout,
    mut other: impl FnMut(&KeyField) -> KeyField,
    is_member: bool,
) -> IndexLayout {
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
