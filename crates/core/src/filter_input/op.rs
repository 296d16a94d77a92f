//! Operators to allow on an attribute: as types, so that the compiler refuses what makes no sense for its values.
//!
//! They are given to [`FilterRules::allow`](crate::FilterRules::allow) one by one or in tuples:
//! `(op::Eq, op::In, op::Order)`.
//!
//! # Examples
//!
//! ```compile_fail
//! use twintable::{Attribute, FilterRules, op};
//!
//! struct Customer;
//! const ACTIVE: Attribute<Customer, bool> = Attribute::new("active");
//!
//! // Truth values have no order.
//! let rules = FilterRules::new().allow(ACTIVE, op::Order);
//! ```

use super::{
    InputContains, InputKind, InputOperator,
    allowed::Allowed,
    input_kind::{decode, text},
};
use crate::{AttributeType, ValueError, kind::Ordered, kind::Prefixed};

/// Operators that may be allowed on an attribute of type `V`: those of this module, and tuples of up to eight.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be allowed on an attribute of type `{V}`",
    label = "no operator for `{V}`",
    note = "operators are `op::Eq`, `op::In`, `op::Order` and so on, or a tuple of them"
)]
pub trait InputOperators<V> {
    /// Adds the operators to those that are allowed.
    #[doc(hidden)]
    fn allow(self, allowed: &mut Allowed);
}

/// Declares the operators, each for the kinds that have it.
macro_rules! operators {
    ($($(#[$doc:meta])* $operator:ident [$($bound:tt)*] => $decode:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $operator;

        impl<V: $($bound)*> InputOperators<V> for $operator {
            fn allow(self, allowed: &mut Allowed) {
                allowed.add(InputOperator::$operator, $decode);
            }
        }
    )*};
}

operators! {
    /// `eq`, on texts, numbers and truth values.
    Eq [AttributeType<Kind: InputKind>] => decode::<V>;
    /// `ne`, on texts, numbers and truth values. True where the attribute is missing.
    Ne [AttributeType<Kind: InputKind>] => decode::<V>;
    /// `in`, on texts, numbers and truth values.
    In [AttributeType<Kind: InputKind>] => decode::<V>;
    /// `lt`, on texts and numbers.
    Lt [AttributeType<Kind: InputKind + Ordered>] => decode::<V>;
    /// `le`, on texts and numbers.
    Le [AttributeType<Kind: InputKind + Ordered>] => decode::<V>;
    /// `gt`, on texts and numbers.
    Gt [AttributeType<Kind: InputKind + Ordered>] => decode::<V>;
    /// `ge`, on texts and numbers.
    Ge [AttributeType<Kind: InputKind + Ordered>] => decode::<V>;
    /// `between`, on texts and numbers.
    Between [AttributeType<Kind: InputKind + Ordered>] => decode::<V>;
    /// `begins_with`, on texts. The prefix is any text: it need not be one of the attribute's type.
    BeginsWith [AttributeType<Kind: InputKind + Prefixed>] => text;
    /// `contains`, on texts, lists and sets. A part of a text is any text, an element is one of the element's type.
    Contains [AttributeType<Kind: InputContains>] => <V::Kind as InputContains>::element;
    /// `exists`, on all attributes.
    Exists [Sized] => |_| Err(ValueError::new("no value is expected"));
    /// `not_exists`, on all attributes.
    NotExists [Sized] => |_| Err(ValueError::new("no value is expected"));
}

/// Declares names for several operators.
macro_rules! groups {
    ($($(#[$doc:meta])* $group:ident [$($bound:tt)*] = $($operator:ident)*;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $group;

        impl<V: $($bound)*> InputOperators<V> for $group {
            fn allow(self, allowed: &mut Allowed) {
                $(InputOperators::<V>::allow($operator, allowed);)*
            }
        }
    )*};
}

groups! {
    /// `eq`, `ne` and `in`.
    Equality [AttributeType<Kind: InputKind>] = Eq Ne In;
    /// `lt`, `le`, `gt`, `ge` and `between`.
    Order [AttributeType<Kind: InputKind + Ordered>] = Lt Le Gt Ge Between;
    /// `exists` and `not_exists`.
    Presence [Sized] = Exists NotExists;
}

macro_rules! tuples {
    ($(($($operators:ident)+);)*) => {$(
        impl<V, $($operators: InputOperators<V>),+> InputOperators<V> for ($($operators,)+) {
            #[expect(non_snake_case, reason = "a variable is named as its type")]
            fn allow(self, allowed: &mut Allowed) {
                let ($($operators,)+) = self;
                $($operators.allow(allowed);)+
            }
        }
    )*};
}

tuples! {
    (A);
    (A B);
    (A B C);
    (A B C D);
    (A B C D F);
    (A B C D F G);
    (A B C D F G H);
    (A B C D F G H I);
}
