//! Layouts, items and filters that have to do with each other.

use super::{
    filters::{aimed, any_term},
    layouts::{shape, variant_of},
    shape::Shape,
};
use proptest::{collection::vec, prelude::*, sample::select};
use twintable::{Item, TableSchema, Value, ValueType, expr::Filter, layout::Layout};

/// The scope that is read in, and another one.
pub(crate) const SCOPES: [&str; 2] = ["own", "other"];

/// Of which variant, in which scope, and what.
pub(crate) type Fields = (usize, &'static str, Item);

/// Entities of one shape or of two variants, some items, and a filter.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) variants: Vec<Shape>,
    fields: Vec<Fields>,
    pub(crate) filter: Filter,
    pub(crate) consistent: bool,
}

pub(crate) const VARIANTS: [&str; 2] = ["first", "second"];
pub(crate) const TEXTS: [&str; 2] = ["s", "t"];
pub(crate) const FIXED: &str = "d";
pub(crate) const NUMBERS: [&str; 2] = ["m", "n"];
pub(crate) const TRUTH: &str = "b";
pub(crate) const ATTRIBUTES: [&str; 6] = ["s", "t", "d", "m", "n", "b"];

impl Case {
    pub(crate) fn layout(&self) -> Layout {
        let layouts = self.variants.iter().zip(VARIANTS).map(|(shape, name)| shape.layout(name));
        match layouts.collect::<Vec<_>>().as_slice() {
            [only] => only.clone(),
            all => {
                let leaked =
                    all.iter().map(|layout| -> &'static Layout { Box::leak(Box::new(layout.clone())) });
                Layout::of_variants("either", leaked.collect())
            }
        }
    }

    /// The items of the table: those of the own scope, and those of the other. Without a scope all are one's own.
    pub(crate) fn items(&self) -> [Vec<Item>; 2] {
        SCOPES.map(|wanted| {
            let stored = self.fields.iter().map(|(variant, scope, fields)| {
                let (shape, name) =
                    (&self.variants[variant % self.variants.len()], VARIANTS[variant % self.variants.len()]);
                let scope = if shape.is_scoped() { scope } else { SCOPES[0] };
                shape.stored(fields, name, scope).filter(|_| scope == wanted)
            });
            stored.flatten().collect()
        })
    }
}

/// A value of an attribute's type.
pub(crate) fn value(attribute: &'static str) -> BoxedStrategy<Value> {
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

pub(crate) const fn value_type(attribute: &str) -> ValueType {
    match attribute.as_bytes() {
        b"m" | b"n" => ValueType::Number,
        b"b" => ValueType::Bool,
        _ => ValueType::String,
    }
}

pub(crate) fn any_value(attribute: &'static str) -> BoxedStrategy<Value> {
    let other = select(ATTRIBUTES.to_vec()).prop_flat_map(value);
    prop_oneof![24 => value(attribute), 1 => other, 1 => Just(Value::Null)].boxed()
}

fn fields() -> BoxedStrategy<Item> {
    let field = |attribute| {
        let value =
            prop_oneof![24 => value(attribute).prop_map(Some), 1 => Just(Some(Value::Null)), 3 => Just(None)];
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
        TableSchema::shared_by(layouts.iter().map(Layout::schema)).is_ok()
    });
    case_of(shared.boxed())
}
